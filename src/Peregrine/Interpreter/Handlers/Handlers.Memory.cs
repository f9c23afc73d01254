using System.Runtime.CompilerServices;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Memories;

namespace Peregrine.Interpreter;

/// <summary>memory.size and memory.grow of any memory.</summary>
internal static unsafe partial class Handlers
{
    /// <summary>+8 destination, +12 offset of the pointer to the memory.</summary>
    [MethodImpl(Hot)]
    public static long MemorySize(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var memory = *(MemoryDescriptor**)((byte*)ctx + *(uint*)(pc + 12));
        fp[*(ushort*)(pc + 8)] = memory->CurrentLength >> memory->PageSizeLog2;
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>+8 destination, +10 slot of the number of pages, +12 memory index.</summary>
    [MethodImpl(Hot)]
    public static long MemoryGrow(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        fp[*(ushort*)(pc + 8)] = HandlerSupport.GrowMemory(ctx, *(int*)(pc + 12), fp[*(ushort*)(pc + 10)]);
        mem = HandlerSupport.RefreshMemory(ctx);
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }
}
