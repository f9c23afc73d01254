namespace Peregrine;

/// <summary>The heap types, abstract ones by name.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/syntax/types.html#syntax-heaptype"/></remarks>
public enum HeapKind : byte
{
    /// <summary>All functions.</summary>
    Func,

    /// <summary>All host references.</summary>
    Extern,

    /// <summary>All internal references.</summary>
    Any,

    /// <summary>All internal references that can be compared.</summary>
    Eq,

    /// <summary>31-bit integers.</summary>
    I31,

    /// <summary>All structures.</summary>
    Struct,

    /// <summary>All arrays.</summary>
    Array,

    /// <summary>All exceptions.</summary>
    Exn,

    /// <summary>The bottom of the internal references.</summary>
    None,

    /// <summary>The bottom of the functions.</summary>
    NoFunc,

    /// <summary>The bottom of the host references.</summary>
    NoExtern,

    /// <summary>The bottom of the exceptions.</summary>
    NoExn,

    /// <summary>All continuations; of the stack switching proposal.</summary>
    Cont,

    /// <summary>The bottom of the continuations; of the stack switching proposal.</summary>
    NoCont,

    /// <summary>A type that a module defines.</summary>
    Defined,
}

/// <summary>A heap type: what a reference may refer to.</summary>
/// <remarks>Immutable. Types defined by modules are canonical in their engine, so equality is reference equality.
/// <see href="https://webassembly.github.io/spec/core/syntax/types.html#syntax-heaptype"/></remarks>
public readonly struct HeapType : IEquatable<HeapType>
{
    private readonly bool _isShared;

    private HeapType(HeapKind kind, DefinedType? definedType, bool isShared = false, bool isExact = false)
    {
        Kind = kind;
        DefinedType = definedType;
        _isShared = isShared;
        IsExact = isExact;
    }

    /// <summary>Which abstract heap type this is, or <see cref="HeapKind.Defined"/>.</summary>
    public HeapKind Kind { get; }

    /// <summary>The defined type, when <see cref="Kind"/> is <see cref="HeapKind.Defined"/>.</summary>
    public DefinedType? DefinedType { get; }

    /// <summary>Whether threads may share what is referred to; of the shared-everything threads proposal.</summary>
    public bool IsShared => _isShared || DefinedType is { IsShared: true };

    /// <summary>Whether subtypes of the defined type are left out; of the custom descriptors proposal.</summary>
    public bool IsExact { get; }

    /// <summary>An abstract heap type.</summary>
    /// <param name="kind">Any kind but <see cref="HeapKind.Defined"/>.</param>
    public static implicit operator HeapType(HeapKind kind) => new(kind, null);

    /// <summary>The heap type of one defined type.</summary>
    /// <param name="type">The canonical type.</param>
    public static implicit operator HeapType(DefinedType type) => new(HeapKind.Defined, type);

    /// <summary>Equality of heap types.</summary>
    public static bool operator ==(HeapType left, HeapType right) => left.Equals(right);

    /// <summary>Inequality of heap types.</summary>
    public static bool operator !=(HeapType left, HeapType right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(HeapType other) =>
        Kind == other.Kind && ReferenceEquals(DefinedType, other.DefinedType) && _isShared == other._isShared && IsExact == other.IsExact;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HeapType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, DefinedType);

    /// <summary>The type in the text format; defined types by number.</summary>
    public override string ToString()
    {
        string name = DefinedType is { } defined ? defined.ToString() : Name(Kind);
        return IsExact ? $"(exact {name})" : _isShared ? $"(shared {name})" : name;
    }

    /// <summary>An abstract heap type that threads may share, or not.</summary>
    internal static HeapType Of(HeapKind kind, bool isShared) => new(kind, null, isShared);

    /// <summary>A defined type with or without its subtypes.</summary>
    internal static HeapType Of(DefinedType type, bool isExact) => new(HeapKind.Defined, type, isShared: false, isExact);

    internal static string Name(HeapKind kind) => kind switch
    {
        HeapKind.Func => "func",
        HeapKind.Extern => "extern",
        HeapKind.Any => "any",
        HeapKind.Eq => "eq",
        HeapKind.I31 => "i31",
        HeapKind.Struct => "struct",
        HeapKind.Array => "array",
        HeapKind.Exn => "exn",
        HeapKind.None => "none",
        HeapKind.NoFunc => "nofunc",
        HeapKind.NoExtern => "noextern",
        HeapKind.NoExn => "noexn",
        HeapKind.Cont => "cont",
        HeapKind.NoCont => "nocont",
        _ => "defined",
    };
}
