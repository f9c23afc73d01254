using System.Runtime.CompilerServices;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Memories;

namespace Peregrine.Interpreter;

// Handlers of waiting and notifying; +10 slot of the address, +12 memory, +16 offset, +24 and +26 operands.
internal static unsafe partial class Handlers
{
    /// <summary><c>atomic.fence</c></summary>
    [MethodImpl(Hot)]
    public static long AtomicFence(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        Interlocked.MemoryBarrier();
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>memory.atomic.notify</c>: +24 count.</summary>
    [MethodImpl(Hot)]
    public static long AtomicNotify(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        fp[*(ushort*)(pc + 8)] = InterpreterHelpers.Notify(*(MemoryDescriptor**)((byte*)ctx + *(uint*)(pc + 12)), fp[*(ushort*)(pc + 10)], *(ulong*)(pc + 16), (uint)fp[*(ushort*)(pc + 24)]);
        pc += 32;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>memory.atomic.wait32</c>: +24 expected value, +26 timeout.</summary>
    [MethodImpl(Hot)]
    public static long AtomicWait32(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        fp[*(ushort*)(pc + 8)] = InterpreterHelpers.Wait32(*(MemoryDescriptor**)((byte*)ctx + *(uint*)(pc + 12)), fp[*(ushort*)(pc + 10)], *(ulong*)(pc + 16), (uint)fp[*(ushort*)(pc + 24)], (long)fp[*(ushort*)(pc + 26)]);
        pc += 32;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>memory.atomic.wait64</c>: +24 expected value, +26 timeout.</summary>
    [MethodImpl(Hot)]
    public static long AtomicWait64(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        fp[*(ushort*)(pc + 8)] = InterpreterHelpers.Wait64(*(MemoryDescriptor**)((byte*)ctx + *(uint*)(pc + 12)), fp[*(ushort*)(pc + 10)], *(ulong*)(pc + 16), fp[*(ushort*)(pc + 24)], (long)fp[*(ushort*)(pc + 26)]);
        pc += 32;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }
}
