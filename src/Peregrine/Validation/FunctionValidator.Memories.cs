using System.Numerics;
using System.Runtime.CompilerServices;
using Peregrine.Errors;
using Peregrine.Instructions;

namespace Peregrine.Validation;

/// <content>Memory instructions, and the immediates of instructions that the table gives a signature.</content>
internal sealed partial class FunctionValidator
{
    private const byte AtomicPrefix = 0xFE;

    private void StepMemory(ref Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.MemoryInit:
                var memory = Memory(instruction.SecondIndex);
                CheckData(instruction.Index);
                PopOperands([Address(memory.Is64), OperandCode.I32, OperandCode.I32]);
                break;
            case Opcode.MemoryCopy:
                var to = Memory(instruction.Index);
                var from = Memory(instruction.SecondIndex);
                PopOperands([Address(to.Is64), Address(from.Is64), Address(to.Is64 && from.Is64)]);
                break;
            case Opcode.DataDrop:
                CheckData(instruction.Index);
                break;
        }
    }

    /// <summary>Checks immediates; returns the address type of the memory where there is one.</summary>
    private OperandCode CheckImmediates(ref Instruction instruction)
    {
        switch (instruction.Shape)
        {
            case ImmediateShape.MemArg:
                return CheckMemoryArgument(ref instruction);
            case ImmediateShape.MemArgLane:
                CheckLane(instruction.Lane, 16 / InstructionTable.AccessWidth(instruction.Opcode));
                return CheckMemoryArgument(ref instruction);
            case ImmediateShape.Memory:
                return Address(Memory(instruction.Index).Is64);
            case ImmediateShape.Lane:
                CheckLane(instruction.Lane, Lanes(instruction.Opcode));
                break;
            case ImmediateShape.Lanes:
                CheckShuffle(ref instruction);
                break;
        }

        return OperandCode.I32;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private OperandCode CheckMemoryArgument(ref Instruction instruction)
    {
        var memory = Memory(instruction.Index);
        int width = InstructionTable.AccessWidth(instruction.Opcode);
        int natural = BitOperations.Log2((uint)width);
        if (instruction.AlignmentLog2 != natural)
        {
            CheckUnnaturalAlignment(ref instruction, natural, width);
        }

        if (memory.Is64)
        {
            return OperandCode.I64;
        }

        if (instruction.Value > uint.MaxValue)
        {
            Invalid.Throw(Invalid.OffsetOutOfRange(Place, instruction.Value));
        }

        return OperandCode.I32;
    }

    private void CheckUnnaturalAlignment(ref Instruction instruction, int natural, int width)
    {
        if (instruction.AlignmentLog2 > natural)
        {
            throw Invalid.AlignmentTooLarge(Place, instruction.AlignmentLog2, width);
        }

        if (InstructionTable.Prefix(instruction.Opcode) == AtomicPrefix)
        {
            throw Invalid.AlignmentNotNatural(Place, instruction.AlignmentLog2, width);
        }
    }

    private void CheckLane(int lane, int lanes)
    {
        if (lane >= lanes)
        {
            throw Invalid.InvalidLaneIndex(Place, lane, lanes);
        }
    }

    private void CheckShuffle(ref Instruction instruction)
    {
        for (int i = 0; i < 8; i++)
        {
            CheckLane((byte)(instruction.Value >> (8 * i)), 32);
            CheckLane((byte)(instruction.ValueHigh >> (8 * i)), 32);
        }
    }

    private static int Lanes(Opcode opcode) => opcode switch
    {
        Opcode.I8x16ExtractLaneS or Opcode.I8x16ExtractLaneU or Opcode.I8x16ReplaceLane => 16,
        Opcode.I16x8ExtractLaneS or Opcode.I16x8ExtractLaneU or Opcode.I16x8ReplaceLane => 8,
        Opcode.I32x4ExtractLane or Opcode.I32x4ReplaceLane or Opcode.F32x4ExtractLane or Opcode.F32x4ReplaceLane => 4,
        _ => 2,
    };
}
