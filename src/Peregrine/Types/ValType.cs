namespace Peregrine;

/// <summary>The classes of value types.</summary>
public enum ValKind : byte
{
    /// <summary>32-bit integer.</summary>
    I32,

    /// <summary>64-bit integer.</summary>
    I64,

    /// <summary>32-bit floating point.</summary>
    F32,

    /// <summary>64-bit floating point.</summary>
    F64,

    /// <summary>128-bit vector.</summary>
    V128,

    /// <summary>Reference.</summary>
    Ref,

    /// <summary>The type of operands in unreachable code, below every other type; no value has it.</summary>
    Bottom,
}

/// <summary>A value type (the specification's <c>valtype</c>; the name avoids <see cref="System.ValueType"/>).</summary>
/// <remarks>Immutable; 16 bytes. <see href="https://webassembly.github.io/spec/core/syntax/types.html#syntax-valtype"/></remarks>
public readonly struct ValType : IEquatable<ValType>
{
    private readonly DefinedType? _definedType;
    private readonly HeapKind _heapKind;

    // Shared for abstract heap types, exact for defined ones.
    private readonly bool _isQualified;

    private ValType(ValKind kind, bool isNullable = false, HeapKind heapKind = default, DefinedType? definedType = null, bool isQualified = false)
    {
        Kind = kind;
        IsNullable = isNullable;
        _heapKind = heapKind;
        _definedType = definedType;
        _isQualified = isQualified;
    }

    /// <summary>32-bit integer.</summary>
    public static ValType I32 => new(ValKind.I32);

    /// <summary>64-bit integer.</summary>
    public static ValType I64 => new(ValKind.I64);

    /// <summary>32-bit floating point.</summary>
    public static ValType F32 => new(ValKind.F32);

    /// <summary>64-bit floating point.</summary>
    public static ValType F64 => new(ValKind.F64);

    /// <summary>128-bit vector.</summary>
    public static ValType V128 => new(ValKind.V128);

    /// <summary><c>(ref null func)</c></summary>
    public static ValType FuncRef => Ref(HeapKind.Func, nullable: true);

    /// <summary><c>(ref null extern)</c></summary>
    public static ValType ExternRef => Ref(HeapKind.Extern, nullable: true);

    /// <summary><c>(ref null any)</c></summary>
    public static ValType AnyRef => Ref(HeapKind.Any, nullable: true);

    /// <summary><c>(ref null exn)</c></summary>
    public static ValType ExnRef => Ref(HeapKind.Exn, nullable: true);

    /// <summary>The class of the type.</summary>
    public ValKind Kind { get; }

    /// <summary>Whether null is a value of this reference type.</summary>
    public bool IsNullable { get; }

    /// <summary>True for reference types.</summary>
    public bool IsReference => Kind == ValKind.Ref;

    /// <summary>What the reference refers to; only for references.</summary>
    public HeapType HeapType => _definedType is null ? HeapType.Of(_heapKind, _isQualified) : HeapType.Of(_definedType, _isQualified);

    internal static ValType Bottom => new(ValKind.Bottom);

    /// <summary>True for i32, i64, f32 and f64.</summary>
    internal bool IsNumber => Kind < ValKind.V128;

    /// <summary>True when a local of this type has an initial value.</summary>
    internal bool IsDefaultable => Kind != ValKind.Ref || IsNullable;

    /// <summary>A reference type.</summary>
    /// <param name="heapType">What it refers to.</param>
    /// <param name="nullable">Whether null is a value.</param>
    public static ValType Ref(HeapType heapType, bool nullable) => new(ValKind.Ref, nullable, heapType.Kind, heapType.DefinedType, heapType.DefinedType is null ? heapType.IsShared : heapType.IsExact);

    /// <summary>Equality of value types.</summary>
    public static bool operator ==(ValType left, ValType right) => left.Equals(right);

    /// <summary>Inequality of value types.</summary>
    public static bool operator !=(ValType left, ValType right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ValType other) =>
        Kind == other.Kind && IsNullable == other.IsNullable && _heapKind == other._heapKind && _isQualified == other._isQualified
        && ReferenceEquals(_definedType, other._definedType);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, IsNullable, _heapKind, _definedType);

    /// <summary>The type in the text format.</summary>
    public override string ToString() => Kind switch
    {
        ValKind.I32 => "i32",
        ValKind.I64 => "i64",
        ValKind.F32 => "f32",
        ValKind.F64 => "f64",
        ValKind.V128 => "v128",
        ValKind.Bottom => "bot",
        _ => IsNullable && _definedType is null && !_isQualified ? ShortName(_heapKind) : IsNullable ? $"(ref null {HeapType})" : $"(ref {HeapType})",
    };

    internal static string ShortName(HeapKind kind) => kind switch
    {
        HeapKind.None => "nullref",
        HeapKind.NoFunc => "nullfuncref",
        HeapKind.NoExtern => "nullexternref",
        HeapKind.NoExn => "nullexnref",
        HeapKind.NoCont => "nullcontref",
        _ => HeapType.Name(kind) + "ref",
    };

    /// <summary>The same reference type with or without null.</summary>
    internal ValType WithNullability(bool nullable) => new(Kind, nullable, _heapKind, _definedType, _isQualified);
}
