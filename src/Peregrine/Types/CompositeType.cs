using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Peregrine;

/// <summary>What a defined type is made of: a function, a structure, an array or a continuation.</summary>
/// <remarks>Immutable. <see href="https://webassembly.github.io/spec/core/syntax/types.html#syntax-comptype"/></remarks>
public abstract class CompositeType
{
    private protected CompositeType()
    {
    }
}

/// <summary>A function type: parameters to results.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/syntax/types.html#syntax-functype"/></remarks>
public sealed class FunctionType : CompositeType
{
    /// <summary>Creates a function type.</summary>
    /// <param name="parameters">Types of the parameters.</param>
    /// <param name="results">Types of the results.</param>
    public FunctionType(ReadOnlySpan<ValType> parameters, ReadOnlySpan<ValType> results)
    {
        Parameters = [.. parameters];
        Results = [.. results];
    }

    // Collection expressions go to the public constructor.
    [OverloadResolutionPriority(-1)]
    internal FunctionType(ImmutableArray<ValType> parameters, ImmutableArray<ValType> results)
    {
        Parameters = parameters;
        Results = results;
    }

    /// <summary>Types of the parameters.</summary>
    public ImmutableArray<ValType> Parameters { get; }

    /// <summary>Types of the results.</summary>
    public ImmutableArray<ValType> Results { get; }

    /// <summary>The type as <c>[i32 i32] -> [i64]</c>.</summary>
    public override string ToString() => $"[{string.Join(' ', Parameters)}] -> [{string.Join(' ', Results)}]";
}

/// <summary>A structure type.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/syntax/types.html#syntax-structtype"/></remarks>
public sealed class StructType : CompositeType
{
    internal StructType(ImmutableArray<FieldType> fields) => Fields = fields;

    /// <summary>The fields, in order.</summary>
    public ImmutableArray<FieldType> Fields { get; }

    /// <summary>The type in the text format.</summary>
    public override string ToString() => $"(struct{string.Concat(Fields.Select(f => $" (field {f})"))})";
}

/// <summary>An array type.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/syntax/types.html#syntax-arraytype"/></remarks>
public sealed class ArrayType : CompositeType
{
    internal ArrayType(FieldType element) => Element = element;

    /// <summary>Type of every element.</summary>
    public FieldType Element { get; }

    /// <summary>The type in the text format.</summary>
    public override string ToString() => $"(array {Element})";
}

/// <summary>A continuation type: suspended calls of functions of one type.</summary>
/// <remarks>Of the stack switching proposal, which can be validated but not executed.</remarks>
public sealed class ContinuationType : CompositeType
{
    internal ContinuationType(DefinedType function) => Function = function;

    /// <summary>What is left to be called: a function type.</summary>
    public DefinedType Function { get; }

    /// <summary>The type in the text format.</summary>
    public override string ToString() => $"(cont {Function})";
}

/// <summary>Width of a packed field.</summary>
public enum PackedKind : byte
{
    /// <summary>The field is not packed: it holds a value type.</summary>
    None,

    /// <summary>Eight bits.</summary>
    I8,

    /// <summary>Sixteen bits.</summary>
    I16,
}

/// <summary>Type of a structure field or an array element.</summary>
/// <param name="Type">The value type; i32 for packed fields, as they unpack to it.</param>
/// <param name="Packed">Whether and how the field is packed.</param>
/// <param name="IsMutable">Whether the field can be set.</param>
/// <remarks><see href="https://webassembly.github.io/spec/core/syntax/types.html#syntax-fieldtype"/></remarks>
public readonly record struct FieldType(ValType Type, PackedKind Packed, bool IsMutable)
{
    /// <summary>The type in the text format.</summary>
    public override string ToString()
    {
        string storage = Packed switch { PackedKind.I8 => "i8", PackedKind.I16 => "i16", _ => Type.ToString() };
        return IsMutable ? $"(mut {storage})" : storage;
    }
}
