using Peregrine.Instructions;

namespace Peregrine.Interpreter;

/// <summary>Numeric loads and stores on a 32-bit memory 0, and its size; other memories are the business of another part.</summary>
internal sealed unsafe partial class Translator
{
    /// <summary>Numbers of the forms that a load's address has.</summary>
    private const int AddressInSlot = 0, AddressInAccumulator = 1, AddressConstant = 2, AddressOfSlots = 3, AddressOfSlotAndAccumulator = 7;

    private bool IsFastMemory(in Instruction instruction) => instruction.Index == 0 && _hasFastMemory;

    private Operation Access(Opcode opcode) => _isGuarded ? OperationTable.Value(opcode) : OperationTable.Checked(opcode);

    private void TranslateLoad(in Instruction instruction)
    {
        var result = KindOf(InstructionTable.Results(instruction.Opcode)[0]);
        var operation = Access(instruction.Opcode);
        var address = Pop();
        uint offset = (uint)instruction.Value;
        int form, place = 0, index = 0;
        if (address.Kind == OperandKind.Constant && address.Value + offset <= uint.MaxValue)
        {
            form = AddressConstant;
            offset += (uint)address.Value;
        }
        else if (TakeSum(address, out place, out index, out int shift, out bool isAccumulator))
        {
            form = (isAccumulator ? AddressOfSlotAndAccumulator : AddressOfSlots) + shift;
        }
        else if (TakeAccumulator(address))
        {
            form = AddressInAccumulator;
        }
        else
        {
            form = AddressInSlot;
            place = PlaceOf(ref address);
        }

        bool hasIndex = form is >= AddressOfSlots and < AddressOfSlotAndAccumulator;
        int position = Emit(operation + (2 * form), hasIndex ? 24 : 16, NextHome(result));
        Write16(position + 10, place);
        Write32(position + 12, (int)offset);
        if (hasIndex)
        {
            Write16(position + 16, index);
        }

        Mirror(PushTemporary(result), result);
    }

    /// <summary>Takes back an addition that made the address, and a shift that made its second operand.</summary>
    private bool TakeSum(in Operand address, out int place, out int index, out int shift, out bool isAccumulator)
    {
        place = index = shift = 0;
        isAccumulator = false;
        if (!IsLastResult(address) || Last.Opcode != Opcode.I32Add || Last.Mode is OperationTable.SlotConstant or OperationTable.AccumulatorConstant)
        {
            return false;
        }

        var sum = Last;
        place = Read16(sum.Position + (sum.Mode == OperationTable.AccumulatorSlot ? 12 : 10));
        index = Read16(sum.Position + 12);
        isAccumulator = sum.Mode != OperationTable.SlotSlot;
        TakeBack();

        // The accumulator's operand: if it is a shift that only this sum uses, its operand can be shifted here.
        if (isAccumulator && _emitted.Count > _barrier && Last.Opcode == Opcode.I32Shl && (Last.Handler & 1) != 0
            && _mirrors.IntegerProducer == _emitted.Count - 1 && Last.Mode is OperationTable.SlotConstant or OperationTable.AccumulatorConstant
            && Read32(LastPosition + 12) is >= 1 and <= 3)
        {
            shift = Read32(LastPosition + 12);
            isAccumulator = Last.Mode == OperationTable.AccumulatorConstant;
            index = Read16(LastPosition + 10);
            TakeBack();
        }

        return true;
    }

    private void TranslateStore(in Instruction instruction)
    {
        var operation = Access(instruction.Opcode);
        var value = Pop();
        var address = Pop();
        uint offset = (uint)instruction.Value;
        int addressMode;
        if (address.Kind == OperandKind.Constant && address.Value + offset <= uint.MaxValue)
        {
            addressMode = AddressConstant;
            offset += (uint)address.Value;
        }
        else
        {
            PlaceOf(ref address);
            addressMode = TakeAccumulator(address) ? AddressInAccumulator : AddressInSlot;
        }

        bool isInteger = value.Type is ValKind.I32 or ValKind.I64;
        bool mayTake = addressMode != AddressInAccumulator || !isInteger;
        int valueMode = value.Kind == OperandKind.Constant ? 2 : mayTake && TakeAccumulator(value) ? 1 : 0;
        int position = Emit(operation + (3 * addressMode) + valueMode, valueMode == 2 ? 24 : 16);
        Write32(position + 12, (int)offset);
        if (addressMode == AddressInSlot)
        {
            Write16(position + 10, address.Place);
        }

        if (valueMode == 0)
        {
            Write16(position + 8, value.Place);
        }
        else if (valueMode == 2)
        {
            Write64(position + 16, value.Value);
        }
    }

    private void TranslateMemorySize(uint memory)
    {
        Write32(Emit(Operation.MemorySize, 16, _slotTop) + 12, _layout.MemoryOffset((int)memory));
        PushTemporary(_module.Memories[(int)memory].Is64 ? ValKind.I64 : ValKind.I32);
    }

    private void TranslateMemoryGrow(uint memory)
    {
        var delta = Pop();
        int place = PlaceOf(ref delta);
        int position = Emit(Operation.MemoryGrow, 16, _slotTop);
        ForgetMirrors();
        Write16(position + 10, place);
        Write32(position + 12, (int)memory);
        PushTemporary(_module.Memories[(int)memory].Is64 ? ValKind.I64 : ValKind.I32);
    }
}
