using System.Reflection.Emit;
using Peregrine.Compiler.Emission;
using Peregrine.Compiler.Support;
using Peregrine.Instructions;

namespace Peregrine.Compiler.Translation;

// Plain loads and stores. The base address of a memory, and its length where accesses are checked, live in CIL locals; they are loaded
// again after anything that may have moved the memory or made it longer.
internal sealed partial class FunctionTranslator
{
    private const byte DropCode = 0x1A;
    private const byte LocalSetCode = 0x21;

    // Beyond this, an offset can be in no memory.
    private const ulong LargestOffset = 1UL << 62;

    private readonly MemoryLocals[] _memories;

    private void LoadMemories()
    {
        for (int i = 0; i < _memories.Length; i++)
        {
            if (_traits.UsesMemory[i])
            {
                var shape = _context.Memories[i];
                _memories[i].Base = _cil.DeclareLocal(typeof(nint));
                if (!shape.IsGuarded)
                {
                    _memories[i].Descriptor = _cil.DeclareLocal(typeof(nint));
                    LoadMemoryDescriptor(i);
                    _cil.StoreLocal(_memories[i].Descriptor!);
                    _memories[i].Length = _cil.DeclareLocal(typeof(nint));
                }

                LoadMemory(i);
            }
        }
    }

    private void LoadMemory(int memory)
    {
        ref var locals = ref _memories[memory];
        if (locals.Descriptor is { } descriptor)
        {
            _cil.LoadLocal(descriptor);
            _cil.AddOffset(StructOffsets.MemoryLength);
            _cil.Op(OpCodes.Ldind_I);
            _cil.StoreLocal(locals.Length!);
            _cil.LoadLocal(descriptor);
            _cil.AddOffset(StructOffsets.MemoryBase);
        }
        else if (memory == 0)
        {
            LoadContext(StructOffsets.ContextMemoryBase);
        }
        else
        {
            LoadMemoryDescriptor(memory);
            _cil.AddOffset(StructOffsets.MemoryBase);
        }

        _cil.Op(OpCodes.Ldind_I);
        _cil.StoreLocal(locals.Base!);
    }

    /// <summary>To be written after everything that may have made a memory move.</summary>
    private void ReloadMemories()
    {
        for (int i = 0; i < _memories.Length; i++)
        {
            if (_memories[i].Base is not null && !_context.Memories[i].IsGuarded)
            {
                LoadMemory(i);
            }
        }
    }

    private void LoadMemoryDescriptor(int memory)
    {
        LoadContext(_context.Layout.MemoryOffset(memory));
        _cil.Op(OpCodes.Ldind_I);
    }

    private void TranslateMemoryAccess(in Instruction instruction)
    {
        if (MemoryOperations.TryFindLoad(instruction.Opcode, out var load))
        {
            TranslateLoad(instruction, load);
        }
        else if (MemoryOperations.TryFindStore(instruction.Opcode, out var store))
        {
            TranslateStore(instruction, store);
        }
        else
        {
            TranslateSpecial(instruction);
        }
    }

    private void TranslateLoad(in Instruction instruction, LoadOperation load)
    {
        WriteAddress(instruction);
        if (IsResultUnused())
        {
            WriteProbe(instruction);
            PushConstant(load.Type, 0);
            return;
        }

        load.Write(_cil);
        PushStack(load.Type);
    }

    /// <summary>Accesses only the last byte at the address on the evaluation stack: RyuJIT narrows or drops a load that nobody looks at, and its trap with it.</summary>
    private void WriteProbe(in Instruction instruction)
    {
        if (_context.Memories[(int)instruction.Index].IsGuarded)
        {
            _cil.AddOffset(InstructionTable.AccessWidth(instruction.Opcode) - 1);
            _cil.Op(OpCodes.Volatile);
            _cil.Op(OpCodes.Ldind_U1);
        }

        _cil.Op(OpCodes.Pop);
    }

    private void TranslateStore(in Instruction instruction, StoreOperation store)
    {
        var value = TakeForLater();
        WriteAddress(instruction);
        Write(ref value);
        store.Write(_cil);
    }

    /// <summary>Takes the address on top of the operand stack and puts the machine address on the evaluation stack, checked where needed.</summary>
    private void WriteAddress(in Instruction instruction)
    {
        int memory = (int)instruction.Index;
        int size = InstructionTable.AccessWidth(instruction.Opcode);
        if (_context.Memories[memory].IsGuarded)
        {
            WriteGuardedAddress(memory, instruction.Value);
        }
        else if (_context.Memories[memory].Is64)
        {
            WriteCheckedAddress64(memory, instruction.Value, size);
        }
        else
        {
            WriteCheckedAddress32(memory, instruction.Value, size);
        }
    }

    private void WriteGuardedAddress(int memory, ulong offset)
    {
        if (Top().Kind == OperandKind.Constant)
        {
            ulong address = (uint)Top().Bits + offset;
            _height--;
            _cil.LoadLocal(_memories[memory].Base!);
            _cil.AddOffset((long)address);
            return;
        }

        Take(1);
        _cil.Op(OpCodes.Conv_U);
        _cil.AddOffset((long)offset);
        _cil.LoadLocal(_memories[memory].Base!);
        _cil.Op(OpCodes.Add);
    }

    private void WriteCheckedAddress32(int memory, ulong offset, int size)
    {
        Take(1);
        _cil.Op(OpCodes.Conv_U);
        _cil.AddOffset((long)offset);
        _cil.StoreLocal(AddressLocal);
        SpillAll();

        // Signed: a memory may be shorter than the access is wide.
        _cil.LoadLocal(AddressLocal);
        LoadLength(memory);
        _cil.AddOffset(-size);
        WriteTrapIf(OpCodes.Bgt, OpCodes.Ble, TrapKind.OutOfBoundsMemoryAccess);
        _cil.LoadLocal(AddressLocal);
        _cil.LoadLocal(_memories[memory].Base!);
        _cil.Op(OpCodes.Add);
    }

    private void WriteCheckedAddress64(int memory, ulong offset, int size)
    {
        Take(1);
        _cil.Op(OpCodes.Conv_I);
        _cil.StoreLocal(AddressLocal);
        SpillAll();

        // In two steps, as an address may be anything up to 2^64 - 1.
        long end = (long)Math.Min(offset, LargestOffset) + size;
        LoadLength(memory);
        _cil.Long(end);
        _cil.Op(OpCodes.Conv_I);
        WriteTrapIf(OpCodes.Blt, OpCodes.Bge, TrapKind.OutOfBoundsMemoryAccess);
        _cil.LoadLocal(AddressLocal);
        LoadLength(memory);
        _cil.AddOffset(-end);
        WriteTrapIf(OpCodes.Bgt_Un, OpCodes.Ble_Un, TrapKind.OutOfBoundsMemoryAccess);
        _cil.LoadLocal(AddressLocal);
        _cil.AddOffset((long)offset);
        _cil.LoadLocal(_memories[memory].Base!);
        _cil.Op(OpCodes.Add);
    }

    private void LoadLength(int memory)
    {
        if (!_context.Memories[memory].IsShared)
        {
            _cil.LoadLocal(_memories[memory].Length!);
            return;
        }

        // Another thread may have made it longer.
        _cil.LoadLocal(_memories[memory].Descriptor!);
        _cil.AddOffset(StructOffsets.MemoryLength);
        _cil.Op(OpCodes.Volatile);
        _cil.Op(OpCodes.Ldind_I);
    }

    /// <summary>Whether the next instruction discards what this one pushes.</summary>
    private bool IsResultUnused()
    {
        var next = _module.Syntax.Binary.Span[_position.._bodyEnd];
        return next[0] == DropCode
            || (next[0] == LocalSetCode && next[1] < 0x80 && _traits.LocalReads[next[1]] == 0);
    }

    private void TranslateMemorySize(int memory)
    {
        LoadMemoryDescriptor(memory);
        _cil.AddOffset(StructOffsets.MemoryLength);
        if (_context.Memories[memory].IsShared)
        {
            _cil.Op(OpCodes.Volatile);
        }

        _cil.Op(OpCodes.Ldind_I8);
        _cil.Int(_module.Memories[memory].PageSizeLog2);
        _cil.Op(OpCodes.Shr_Un);
        PushAddress(memory);
    }

    private void TranslateMemoryGrow(int memory)
    {
        var delta = TakeForLater();
        LoadInstance();
        _cil.Int(memory);
        Write(ref delta);
        _cil.Op(_context.Memories[memory].Is64 ? OpCodes.Conv_I8 : OpCodes.Conv_U8);
        _cil.Call(Methods.MemoryGrow);
        PushAddress(memory);
        ReloadMemories();
    }

    /// <summary>Pushes the 64-bit number on the evaluation stack as a value of the memory's address type.</summary>
    private void PushAddress(int memory)
    {
        if (_context.Memories[memory].Is64)
        {
            PushStack(ValKind.I64);
            return;
        }

        _cil.Op(OpCodes.Conv_I4);
        PushStack(ValKind.I32);
    }

    private Variable AddressLocal => field ??= _cil.DeclareLocal(typeof(nint));

    /// <summary>The CIL locals that accesses to one memory use; null as long as nothing accesses it.</summary>
    private struct MemoryLocals
    {
        public Variable? Base;

        /// <summary>Only where accesses are checked.</summary>
        public Variable? Length;

        /// <summary>Only where accesses are checked.</summary>
        public Variable? Descriptor;
    }
}
