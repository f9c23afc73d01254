namespace Peregrine.Syntax;

/// <summary>A heap type as a module writes it: an abstract one, or an index into the module's types that nobody has checked yet.</summary>
internal readonly struct HeapTypeSyntax : IEquatable<HeapTypeSyntax>
{
    // Type indices as they are; abstract heap types as the complement of their kind.
    private readonly int _code;

    private HeapTypeSyntax(int code, bool isExact, bool isShared)
    {
        _code = code;
        IsExact = isExact;
        IsShared = isShared;
    }

    public bool IsIndex => _code >= 0;

    /// <summary>Only when <see cref="IsIndex"/>.</summary>
    public uint TypeIndex => (uint)_code;

    /// <summary>Only when not <see cref="IsIndex"/>.</summary>
    public HeapKind Kind => (HeapKind)~_code;

    /// <summary>Exact types of the custom descriptors proposal.</summary>
    public bool IsExact { get; }

    /// <summary>Shared abstract types of the shared-everything threads proposal; whether an index is shared stands with its type.</summary>
    public bool IsShared { get; }

    public static HeapTypeSyntax Of(HeapKind kind, bool isShared = false) => new(~(int)kind, isExact: false, isShared);

    /// <summary>Indices above 2^31 - 1 are clamped to it: no module has as many types, so the index stays unknown.</summary>
    public static HeapTypeSyntax OfIndex(uint typeIndex, bool isExact = false) => new((int)Math.Min(typeIndex, int.MaxValue), isExact, isShared: false);

    public bool Equals(HeapTypeSyntax other) => _code == other._code && IsExact == other.IsExact && IsShared == other.IsShared;

    public override bool Equals(object? obj) => obj is HeapTypeSyntax other && Equals(other);

    public override int GetHashCode() => _code;

    public override string ToString()
    {
        string name = IsIndex ? TypeIndex.ToString(System.Globalization.CultureInfo.InvariantCulture) : HeapType.Name(Kind);
        return IsExact ? $"(exact {name})" : IsShared ? $"(shared {name})" : name;
    }
}

/// <summary>A value type as a module writes it.</summary>
/// <param name="Kind">The class; never <see cref="ValKind.Bottom"/>.</param>
/// <param name="IsNullable">For references: whether null is a value.</param>
/// <param name="HeapType">For references: what they refer to.</param>
internal readonly record struct ValTypeSyntax(ValKind Kind, bool IsNullable = false, HeapTypeSyntax HeapType = default)
{
    public static ValTypeSyntax I32 => new(ValKind.I32);

    public static ValTypeSyntax I64 => new(ValKind.I64);

    public static ValTypeSyntax F32 => new(ValKind.F32);

    public static ValTypeSyntax F64 => new(ValKind.F64);

    public static ValTypeSyntax V128 => new(ValKind.V128);

    public static ValTypeSyntax FuncRef => Ref(HeapTypeSyntax.Of(HeapKind.Func), nullable: true);

    public static ValTypeSyntax ExternRef => Ref(HeapTypeSyntax.Of(HeapKind.Extern), nullable: true);

    public bool IsReference => Kind == ValKind.Ref;

    public static ValTypeSyntax Ref(HeapTypeSyntax heapType, bool nullable) => new(ValKind.Ref, nullable, heapType);

    /// <summary>Whether the short form of the binary and the text format fits: a nullable reference to an abstract type.</summary>
    public bool IsShort => IsReference && IsNullable && !HeapType.IsIndex;

    public override string ToString() => Kind switch
    {
        ValKind.I32 => "i32",
        ValKind.I64 => "i64",
        ValKind.F32 => "f32",
        ValKind.F64 => "f64",
        ValKind.V128 => "v128",
        _ => IsShort && !HeapType.IsShared ? ValType.ShortName(HeapType.Kind) : IsNullable ? $"(ref null {HeapType})" : $"(ref {HeapType})",
    };
}

/// <summary>Type of a structure field or array element as a module writes it.</summary>
/// <param name="Type">The value type; i32 when packed.</param>
/// <param name="Packed">Whether and how the field is packed.</param>
/// <param name="IsMutable">Whether the field can be set.</param>
internal readonly record struct FieldTypeSyntax(ValTypeSyntax Type, PackedKind Packed, bool IsMutable);

/// <summary>What a type of the type section is made of.</summary>
internal abstract record CompositeTypeSyntax;

/// <summary>A function type as a module writes it.</summary>
internal sealed record FunctionTypeSyntax(ValTypeSyntax[] Parameters, ValTypeSyntax[] Results) : CompositeTypeSyntax;

/// <summary>A structure type as a module writes it.</summary>
internal sealed record StructTypeSyntax(FieldTypeSyntax[] Fields) : CompositeTypeSyntax;

/// <summary>An array type as a module writes it.</summary>
internal sealed record ArrayTypeSyntax(FieldTypeSyntax Element) : CompositeTypeSyntax;

/// <summary>A continuation type as a module writes it, of the stack switching proposal.</summary>
/// <param name="TypeIndex">Index of a function type.</param>
internal sealed record ContinuationTypeSyntax(uint TypeIndex) : CompositeTypeSyntax;

/// <summary>One type of a recursion group.</summary>
/// <param name="Composite">What it is made of.</param>
/// <param name="IsFinal">Whether it may not be extended.</param>
/// <param name="Supertypes">Indices of the supertypes; validation allows one.</param>
/// <param name="Offset">Where the type stands in the binary, in bytes.</param>
internal sealed record SubtypeSyntax(CompositeTypeSyntax Composite, bool IsFinal, uint[] Supertypes, int Offset)
{
    /// <summary>Whether the type was written with an explicit <c>sub</c>; only for printing and encoding it the same way.</summary>
    public bool IsExplicit { get; init; }

    /// <summary>Whether threads may share what is of the type; of the shared-everything threads proposal.</summary>
    public bool IsShared { get; init; }

    /// <summary>Index of the type of the descriptors that structures of this type have; of the custom descriptors proposal.</summary>
    public uint? Descriptor { get; init; }

    /// <summary>Index of the type whose structures have structures of this type as descriptors; of the custom descriptors proposal.</summary>
    public uint? Described { get; init; }
}

/// <summary>A recursion group: the types from <paramref name="First"/> on.</summary>
/// <param name="First">Index of the first type.</param>
/// <param name="Count">Number of types; may be 0.</param>
/// <param name="IsExplicit">Whether the group was written with <c>rec</c>.</param>
internal readonly record struct RecursionGroupSyntax(int First, int Count, bool IsExplicit);

/// <summary>Type of a block: nothing, one result, or an index of a function type.</summary>
internal readonly record struct BlockTypeSyntax
{
    private readonly byte _form;

    private BlockTypeSyntax(byte form, ValTypeSyntax result, uint typeIndex)
    {
        _form = form;
        Result = result;
        TypeIndex = typeIndex;
    }

    public static BlockTypeSyntax Empty => default;

    public bool IsEmpty => _form == 0;

    public bool IsResult => _form == 1;

    public bool IsIndex => _form == 2;

    /// <summary>Only when <see cref="IsResult"/>.</summary>
    public ValTypeSyntax Result { get; }

    /// <summary>Only when <see cref="IsIndex"/>.</summary>
    public uint TypeIndex { get; }

    public static BlockTypeSyntax OfResult(ValTypeSyntax result) => new(1, result, 0);

    public static BlockTypeSyntax OfIndex(uint typeIndex) => new(2, default, typeIndex);
}
