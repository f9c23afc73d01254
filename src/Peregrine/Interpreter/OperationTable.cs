using Peregrine.Instructions;

namespace Peregrine.Interpreter;

/// <summary>Finds operations for opcodes, and handlers for operations.</summary>
internal static unsafe partial class OperationTable
{
    /// <summary>Modes of two operands in the order of their numbers.</summary>
    public const int SlotSlot = 0, SlotConstant = 1, AccumulatorSlot = 2, SlotAccumulator = 3, AccumulatorConstant = 4, ConstantSlot = 5, ConstantAccumulator = 6;

    /// <summary>The first variant that computes a value or accesses memory 0 with guard pages; None when the opcode has none.</summary>
    public static Operation Value(Opcode opcode) => (Operation)ValueFamilies[(int)opcode];

    /// <summary>The first variant that checks the address.</summary>
    public static Operation Checked(Opcode opcode) => (Operation)CheckedFamilies[(int)opcode];

    /// <summary>The first variant that accesses any memory through its descriptor.</summary>
    public static Operation Generic(Opcode opcode) => (Operation)GenericFamilies[(int)opcode];

    /// <summary>The first variant that branches when the result is not 0.</summary>
    public static Operation Branch(Opcode opcode) => (Operation)BranchFamilies[(int)opcode];

    /// <summary>The first variant that branches when the result is 0; comparisons of floats only, which have no opposite.</summary>
    public static Operation NotBranch(Opcode opcode) => (Operation)NotBranchFamilies[(int)opcode];

    /// <summary>Whether the odd neighbour leaves the same result in the accumulator only.</summary>
    public static bool HasAccumulatorTwin(nint handler) => handler < FirstWithoutTwin;

    /// <summary>The operation that does the work of two neighbours, the first of which may be several itself; None when there is none.</summary>
    public static Operation Fuse(Operation first, Operation second)
    {
        uint key = ((uint)first << 16) | (uint)second;
        int low = 0, high = FusionKeys.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (FusionKeys[middle] == key)
            {
                return (Operation)FusedOperations[middle];
            }

            (low, high) = FusionKeys[middle] < key ? (middle + 1, high) : (low, middle - 1);
        }

        return Operation.None;
    }

    /// <summary>For an operation that does the work of several, the offset of the instruction among them that accesses memory.</summary>
    public static int AccessOffset(Operation operation) => (int)operation < FirstFused ? 0 : FusedAccessOffsets[(int)operation - FirstFused];

    /// <summary>The handler's function pointer, as C# knows it: often a stub in front of the code.</summary>
    public static nint Handler(Operation operation)
    {
        int family = 0, end = FamilyBases.Length;
        while (end - family > 1)
        {
            int middle = (family + end) >>> 1;
            (family, end) = FamilyBases[middle] <= (int)operation ? (middle, end) : (family, middle);
        }

        return HandlerOf(family, (int)operation - FamilyBases[family]);
    }
}
