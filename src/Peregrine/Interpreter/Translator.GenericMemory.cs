using Peregrine.Instructions;

namespace Peregrine.Interpreter;

// Accesses other than the numeric ones on a 32-bit memory 0, and bulk instructions.
internal sealed unsafe partial class Translator
{
    /// <summary>Whether code reaches the memory by its base in a register: memory 0 with 32-bit addresses.</summary>
    private bool IsNear(uint memory) => memory == 0 && _hasFastMemory;

    /// <summary>A load or store of a number through the memory's descriptor.</summary>
    private void TranslateGenericAccess(in Instruction instruction)
    {
        var opcode = instruction.Opcode;
        var operation = OperationTable.Generic(opcode);
        var results = InstructionTable.Results(opcode);
        Operand value = results.Length == 0 ? Pop() : default;
        Operand address = Pop();
        int addressPlace = PlaceOf(ref address);
        int valuePlace = results.Length == 0 ? PlaceOf(ref value) : 0;
        int position = results.Length == 0 ? Emit(operation, 24) : EmitNumber(operation, 24, results[0]);
        if (results.Length == 0)
        {
            Write16(position + 8, valuePlace);
        }

        Write16(position + 10, addressPlace);
        WriteGenericAddress(position, instruction);
    }

    private void TranslateVectorAccess(in Instruction instruction)
    {
        var opcode = instruction.Opcode;
        bool isNear = IsNear(instruction.Index);
        var operation = !isNear ? OperationTable.Generic(opcode) : _isGuarded ? OperationTable.Value(opcode) : OperationTable.Checked(opcode);
        bool hasResult = InstructionTable.Results(opcode).Length != 0;
        bool hasLane = instruction.Shape == ImmediateShape.MemArgLane;
        Operand vector = !hasResult || hasLane ? Pop() : default;
        Operand address = Pop();
        int addressPlace = PlaceOf(ref address);
        int extra = isNear ? 16 : 24;
        int size = extra + (hasLane ? 8 : 0);
        int position = hasResult ? EmitVector(operation, size) : Emit(operation, size);
        Write16(position + 10, addressPlace);
        if (!hasResult)
        {
            Write16(position + 8, vector.Place);
        }

        if (isNear)
        {
            Write32(position + 12, (int)(uint)instruction.Value);
        }
        else
        {
            WriteGenericAddress(position, instruction);
        }

        if (hasLane)
        {
            Write16(position + extra, vector.Place);
            Write16(position + extra + 2, instruction.Lane);
        }
    }

    /// <summary>Atomic loads, stores and read-modify-write instructions.</summary>
    private void TranslateAtomicAccess(in Instruction instruction)
    {
        var opcode = instruction.Opcode;
        var operation = OperationTable.Value(opcode);
        var results = InstructionTable.Results(opcode);
        int operands = InstructionTable.Parameters(opcode).Length - 1;
        Operand second = operands > 1 ? Pop() : default;
        Operand first = operands > 0 ? Pop() : default;
        Operand address = Pop();
        int addressPlace = PlaceOf(ref address);
        int firstPlace = operands > 0 ? PlaceOf(ref first) : 0;
        int secondPlace = operands > 1 ? PlaceOf(ref second) : 0;
        int position;
        if (results.Length == 0)
        {
            position = Emit(operation, 24);
            Write16(position + 8, firstPlace);
        }
        else
        {
            position = EmitNumber(operation, operands == 0 ? 24 : 32, results[0]);
            if (operands != 0)
            {
                Write16(position + 24, firstPlace);
                Write16(position + 26, secondPlace);
            }
        }

        Write16(position + 10, addressPlace);
        WriteGenericAddress(position, instruction);
    }

    /// <summary>memory.atomic.wait and notify: a count, or an expected value and a timeout.</summary>
    private void TranslateWait(in Instruction instruction, Handler handler, int operands)
    {
        Operand second = operands > 1 ? Pop() : default;
        Operand first = Pop(), address = Pop();
        int addressPlace = PlaceOf(ref address), firstPlace = PlaceOf(ref first), secondPlace = operands > 1 ? PlaceOf(ref second) : 0;
        int position = EmitSlot(handler, 32, ValKind.I32);
        Write16(position + 10, addressPlace);
        Write16(position + 24, firstPlace);
        Write16(position + 26, secondPlace);
        WriteGenericAddress(position, instruction);
    }

    private void WriteGenericAddress(int position, in Instruction instruction)
    {
        Write32(position + 12, _layout.MemoryOffset((int)instruction.Index));
        Write64(position + 16, instruction.Value);
    }
}
