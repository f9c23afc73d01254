namespace Peregrine.Validation;

/// <summary>A value type in four bytes, for the stacks of one module's validation: types equal in the module have equal codes.</summary>
/// <remarks>Bits 0 to 3 hold the <see cref="ValKind"/>, bit 4 nullability, bit 5 whether an abstract heap type is shared, bit 6 whether a defined one
/// is exact, bit 7 whether it is unknown if an abstract one is shared (which only unreachable code has), the upper 24 bits the heap type: an
/// abstract kind, the bottom of all references (which only unreachable code has), or 16 plus the first index of the defined type in its module.</remarks>
internal readonly record struct OperandCode(uint Bits)
{
    private const uint NullableBit = 16;
    private const uint SharedBit = 32;
    private const uint ExactBit = 64;
    private const uint MaybeSharedBit = 128;
    private const int HeapShift = 8;
    private const uint BottomHeap = 15;
    private const uint FirstDefined = 16;

    public static OperandCode I32 => new((uint)ValKind.I32);

    public static OperandCode I64 => new((uint)ValKind.I64);

    public static OperandCode F32 => new((uint)ValKind.F32);

    public static OperandCode F64 => new((uint)ValKind.F64);

    public static OperandCode V128 => new((uint)ValKind.V128);

    /// <summary>Below every type.</summary>
    public static OperandCode Bottom => new((uint)ValKind.Bottom);

    /// <summary>Below every reference type.</summary>
    public static OperandCode BottomReference => new((uint)ValKind.Ref | (BottomHeap << HeapShift));

    public ValKind Kind => (ValKind)(Bits & 15);

    public bool IsBottom => Bits == (uint)ValKind.Bottom;

    public bool IsReference => Kind == ValKind.Ref;

    public bool IsNullable => (Bits & NullableBit) != 0;

    public bool IsDefaultable => (Bits & (15 | NullableBit)) != (uint)ValKind.Ref;

    public bool IsBottomReference => (Bits & ~NullableBit) == BottomReference.Bits;

    /// <summary>For abstract heap types; whether defined ones are shared stands with them.</summary>
    public bool IsShared => (Bits & SharedBit) != 0;

    /// <summary>For abstract heap types that unreachable code made up: whether they are shared as may be needed.</summary>
    public bool IsMaybeShared => (Bits & MaybeSharedBit) != 0;

    /// <summary>For defined types: whether their subtypes are left out.</summary>
    public bool IsExact => (Bits & ExactBit) != 0;

    /// <summary>Whether it refers to a defined type.</summary>
    public bool IsDefined => IsReference && Bits >> HeapShift >= FirstDefined;

    /// <summary>The module's first index of the type referred to; only when <see cref="IsDefined"/>.</summary>
    public int TypeIndex => (int)((Bits >> HeapShift) - FirstDefined);

    /// <summary>Only for references that are neither bottom nor defined.</summary>
    public HeapKind HeapKind => (HeapKind)(Bits >> HeapShift);

    public static OperandCode OfNumber(ValKind kind) => new((uint)kind);

    public static OperandCode Ref(HeapKind kind, bool nullable, bool isShared = false) =>
        new((uint)ValKind.Ref | (nullable ? NullableBit : 0) | (isShared ? SharedBit : 0) | ((uint)kind << HeapShift));

    /// <summary>A reference that unreachable code made up: not null, and shared as may be needed.</summary>
    public static OperandCode MaybeSharedRef(HeapKind kind) => new((uint)ValKind.Ref | MaybeSharedBit | ((uint)kind << HeapShift));

    /// <param name="typeIndex">The first index of the type in its module.</param>
    /// <param name="nullable">Whether null is a value.</param>
    /// <param name="isExact">Whether subtypes are left out.</param>
    public static OperandCode Ref(int typeIndex, bool nullable, bool isExact = false) =>
        new((uint)ValKind.Ref | (nullable ? NullableBit : 0) | (isExact ? ExactBit : 0) | (((uint)typeIndex + FirstDefined) << HeapShift));

    /// <summary>The same abstract type, shared or not.</summary>
    public OperandCode WithSharing(bool isShared) => new((Bits & ~(SharedBit | MaybeSharedBit)) | (isShared ? SharedBit : 0));

    public OperandCode WithNullability(bool nullable) => new(nullable ? Bits | NullableBit : Bits & ~NullableBit);
}
