namespace Peregrine;

/// <summary>A type that some module defines, canonical in its engine: equal types are the same object.</summary>
/// <remarks>Immutable and thread-safe. Made by the engine's type registry only.
/// <see href="https://webassembly.github.io/spec/core/valid/conventions.html#syntax-deftype"/></remarks>
public sealed class DefinedType
{
    /// <summary>For structures: how their objects are laid out, once asked for; see <see cref="Runtime.Objects.StructLayoutInfo.Of"/>.</summary>
    internal Runtime.Objects.StructLayoutInfo? StructLayout;

    /// <summary>For structures: offset of the first numeric field in objects of exactly this type; set with <see cref="StructLayout"/>.</summary>
    internal int WordBase;

    private CompositeType? _composite;

    internal DefinedType(int id, bool isFinal, DefinedType? supertype, bool isShared = false)
    {
        Id = id;
        IsFinal = isFinal;
        IsShared = isShared;
        Supertype = supertype;
        Ancestors = supertype is null ? [] : [.. supertype.Ancestors, supertype];
    }

    /// <summary>Whether no type may name this one as its supertype.</summary>
    public bool IsFinal { get; }

    /// <summary>The declared supertype, or null.</summary>
    public DefinedType? Supertype { get; }

    /// <summary>What the type is made of.</summary>
    public CompositeType Composite => _composite!;

    /// <summary>Whether threads may share what is of this type; of the shared-everything threads proposal.</summary>
    public bool IsShared { get; }

    /// <summary>The type of the descriptors that structures of this type have, or null; of the custom descriptors proposal.</summary>
    public DefinedType? Descriptor { get; private set; }

    /// <summary>The type whose structures have structures of this type as descriptors, or null; of the custom descriptors proposal.</summary>
    public DefinedType? Described { get; private set; }

    /// <summary>Number that identifies the type in its engine; never used again for another type.</summary>
    internal int Id { get; }

    /// <summary>All supertypes from the root down to the direct one: the display for subtype tests in constant time.</summary>
    internal DefinedType[] Ancestors { get; }

    /// <summary>Keeps the other types of the recursion group alive, as their composites may refer to each other.</summary>
    internal DefinedType[]? RecursionGroup { get; set; }

    /// <summary>The function type, or null when the type is none.</summary>
    internal FunctionType? Function => _composite as FunctionType;

    /// <summary>The structure type, or null when the type is none.</summary>
    internal StructType? Struct => _composite as StructType;

    /// <summary>The array type, or null when the type is none.</summary>
    internal ArrayType? Array => _composite as ArrayType;

    /// <summary>The continuation type, or null when the type is none.</summary>
    internal ContinuationType? Continuation => _composite as ContinuationType;

    /// <summary>The composite type in the text format.</summary>
    public override string ToString() => $"$type{Id}";

    /// <summary>Whether this type is <paramref name="other"/> or declared below it; constant time.</summary>
    internal bool IsSubtypeOf(DefinedType other) =>
        ReferenceEquals(this, other) || (other.Ancestors.Length < Ancestors.Length && ReferenceEquals(Ancestors[other.Ancestors.Length], other));

    /// <summary>Second step of construction, as the composites of a recursion group refer to its types.</summary>
    internal void Complete(CompositeType composite, DefinedType[] recursionGroup)
    {
        _composite = composite;
        RecursionGroup = recursionGroup;
    }

    /// <summary>Part of the second step of construction, for structures that are or have descriptors.</summary>
    internal void Describe(DefinedType? descriptor, DefinedType? described)
    {
        Descriptor = descriptor;
        Described = described;
    }
}
