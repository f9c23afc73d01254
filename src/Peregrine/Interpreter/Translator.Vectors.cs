using Peregrine.Instructions;

namespace Peregrine.Interpreter;

// Vector instructions: operands and results are pairs of slots; numbers among them use the accumulators like everywhere.
internal sealed unsafe partial class Translator
{
    private void TranslateVector(in Instruction instruction)
    {
        var opcode = instruction.Opcode;
        var operation = OperationTable.Value(opcode);
        if (instruction.Shape == ImmediateShape.V128)
        {
            int constant = EmitVector(operation, 32);
            Write64(constant + 16, instruction.Value);
            Write64(constant + 24, instruction.ValueHigh);
            return;
        }

        var parameters = InstructionTable.Parameters(opcode);
        Operand c = parameters.Length > 2 ? Pop() : default;
        Operand b = parameters.Length > 1 ? Pop() : default;
        Operand a = Pop();
        bool isVector = InstructionTable.Results(opcode)[0] == OperandType.V128;
        int second = parameters.Length > 1 ? PlaceOf(ref b) : 0;
        int third = parameters.Length > 2 ? PlaceOf(ref c) : 0;

        // Splats can take the accumulator.
        bool isAccumulator = isVector && parameters[0] != OperandType.V128 && TakeAccumulator(a);
        int first = isAccumulator ? 0 : PlaceOf(ref a);
        if (_options.DeterministicRelaxedSimd && InstructionTable.Feature(opcode).HasFlag(WasmFeatures.RelaxedSimd))
        {
            operation++;
        }

        bool isReplace = instruction.Shape == ImmediateShape.Lane && isVector;
        int position;
        if (isVector)
        {
            position = EmitVector(operation + (isAccumulator ? 1 : isReplace ? instruction.Lane : 0), instruction.Shape == ImmediateShape.Lanes ? 32 : 16);
        }
        else
        {
            position = EmitNumber(operation, 16, InstructionTable.Results(opcode)[0]);
        }

        Write16(position + 10, first);
        Write16(position + 12, instruction.Shape == ImmediateShape.Lane && !isVector ? instruction.Lane : second);
        Write16(position + 14, third);
        if (instruction.Shape == ImmediateShape.Lanes)
        {
            Write64(position + 16, instruction.Value);
            Write64(position + 24, instruction.ValueHigh);
        }

        if (_options.NanCanonicalization)
        {
            CanonicalizeNan(opcode);
        }
    }

    /// <summary>Emits an instruction whose result is a vector on top of the operand stack.</summary>
    private int EmitVector(Operation operation, int size)
    {
        int slot = PushTemporary(ValKind.V128);
        int position = Emit(operation, size, slot);
        _mirrors.Forget(slot + 1);
        return position;
    }

    /// <summary>Emits an instruction that has an accumulator twin and whose result is a number on top of the operand stack.</summary>
    private int EmitNumber(Operation operation, int size, OperandType type)
    {
        var kind = KindOf(type);
        int slot = PushTemporary(kind);
        int position = Emit(operation, size, slot);
        Mirror(slot, kind);
        return position;
    }
}
