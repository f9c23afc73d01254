using System.Runtime.CompilerServices;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Memories;

namespace Peregrine.Interpreter;

// Handlers of the bulk instructions on memories; descriptors are found by context offset.
internal static unsafe partial class Handlers
{
    /// <summary><c>memory.copy</c>: +8 and +10 slots of the addresses, +12 slot of the count, +16 and +20 memories.</summary>
    [MethodImpl(Hot)]
    public static long MemoryCopy(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        if (!MemoryOperations.TryCopy(*(MemoryDescriptor**)((byte*)ctx + *(uint*)(pc + 16)), fp[*(ushort*)(pc + 8)], *(MemoryDescriptor**)((byte*)ctx + *(uint*)(pc + 20)), fp[*(ushort*)(pc + 10)], fp[*(ushort*)(pc + 12)]))
        {
            return TrapOut(pc, fp, TrapKind.OutOfBoundsMemoryAccess, ctx, ref rf);
        }

        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>memory.fill</c>: +8 slot of the address, +10 slot of the value, +12 slot of the count, +16 memory.</summary>
    [MethodImpl(Hot)]
    public static long MemoryFill(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        if (!MemoryOperations.TryFill(*(MemoryDescriptor**)((byte*)ctx + *(uint*)(pc + 16)), fp[*(ushort*)(pc + 8)], (byte)fp[*(ushort*)(pc + 10)], fp[*(ushort*)(pc + 12)]))
        {
            return TrapOut(pc, fp, TrapKind.OutOfBoundsMemoryAccess, ctx, ref rf);
        }

        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>memory.init</c>: +8 and +10 slots of address and offset, +12 slot of the count, +16 memory, +20 segment.</summary>
    [MethodImpl(Hot)]
    public static long MemoryInit(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        if (!InterpreterHelpers.MemoryInit(ctx, *(MemoryDescriptor**)((byte*)ctx + *(uint*)(pc + 16)), *(uint*)(pc + 20), fp[*(ushort*)(pc + 8)], fp[*(ushort*)(pc + 10)], fp[*(ushort*)(pc + 12)]))
        {
            return TrapOut(pc, fp, TrapKind.OutOfBoundsMemoryAccess, ctx, ref rf);
        }

        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>data.drop</c>: +12 segment.</summary>
    [MethodImpl(Hot)]
    public static long DataDrop(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        InterpreterHelpers.DropData(ctx, *(uint*)(pc + 12));
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }
}
