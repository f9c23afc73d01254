using System.Reflection;
using System.Reflection.Emit;
using Peregrine.Compiler.Support;
using Peregrine.Instructions;
using Peregrine.Semantics;

namespace Peregrine.Compiler.Translation;

// Atomic accesses and wide arithmetic: methods of Peregrine.Semantics with more than values as parameters.
internal sealed partial class FunctionTranslator
{
    private static readonly MethodInfo _fence = typeof(Atomics).GetMethod(nameof(Atomics.Fence))!;

    private bool TryTranslateAtomic(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.AtomicFence:
                _cil.Call(_fence);
                return true;
            case Opcode.MemoryAtomicNotify:
                WriteWaiterCall(Methods.AtomicNotify, 2, instruction);
                return true;
            case Opcode.MemoryAtomicWait32:
                WriteWaiterCall(Methods.AtomicWait32, 3, instruction);
                return true;
            case Opcode.MemoryAtomicWait64:
                WriteWaiterCall(Methods.AtomicWait64, 3, instruction);
                return true;
            case >= Opcode.I32AtomicLoad and <= Opcode.I64AtomicRmw32CmpxchgU:
                TranslateAtomicAccess(instruction);
                return true;
            default:
                return false;
        }
    }

    private void WriteWaiterCall(MethodInfo method, int operands, in Instruction instruction)
    {
        var taken = TakeAllForLater(operands);
        LoadInstance();
        _cil.Int((int)instruction.Index);
        _cil.Long((long)instruction.Value);
        bool isNarrow = taken[0].Type == ValKind.I32;
        Write(ref taken[0]);
        if (isNarrow)
        {
            _cil.Op(OpCodes.Conv_U8);
        }

        for (int i = 1; i < taken.Length; i++)
        {
            Write(ref taken[i]);
        }

        _cil.Call(method);
        PushStack(ValKind.I32);
    }

    private void TranslateAtomicAccess(in Instruction instruction)
    {
        var method = Semantics(instruction.Opcode).Method;
        var operands = TakeAllForLater(InstructionTable.Parameters(instruction.Opcode).Length - 1);
        WriteAddress(instruction);
        int size = InstructionTable.AccessWidth(instruction.Opcode);
        if (size > 1)
        {
            // Bases of memories are aligned, so the machine address tells.
            _cil.StoreLocal(AddressLocal);
            _cil.LoadLocal(AddressLocal);
            _cil.Int(size - 1);
            _cil.Op(OpCodes.Conv_I);
            _cil.Op(OpCodes.And);
            WriteTrapIf(OpCodes.Brtrue, OpCodes.Brfalse, TrapKind.UnalignedAtomic);
            _cil.LoadLocal(AddressLocal);
        }

        for (int i = 0; i < operands.Length; i++)
        {
            Write(ref operands[i]);
        }

        _cil.Call(method);
        if (method.ReturnType != typeof(void))
        {
            PushStack(KindOf(method.ReturnType));
        }
    }

    private bool TryTranslateWide(Opcode opcode)
    {
        if (opcode is not (Opcode.I64Add128 or Opcode.I64Sub128 or Opcode.I64MulWideS or Opcode.I64MulWideU))
        {
            return false;
        }

        // The upper half comes back through an address; it is copied, as a local whose address is taken lives in memory.
        Take(InstructionTable.Parameters(opcode).Length);
        int high = _pool.RentAddressed(ValKind.I64);
        _cil.LoadLocalAddress(_pool[high]);
        _cil.Call(Semantics(opcode).Method);
        PushStack(ValKind.I64);
        int copy = _pool.Rent(ValKind.I64);
        _cil.LoadLocal(_pool[high]);
        _cil.StoreLocal(_pool[copy]);
        _pool.ReturnAddressed(high, ValKind.I64);
        PushTemporary(ValKind.I64, copy);
        return true;
    }
}
