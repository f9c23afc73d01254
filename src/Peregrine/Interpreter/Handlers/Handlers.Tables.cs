using System.Runtime.CompilerServices;
using Peregrine.Runtime.Layout;

namespace Peregrine.Interpreter;

// Handlers of table instructions.
internal static unsafe partial class Handlers
{
    /// <summary><c>table.get</c>: +8 reference, +10 slot of the index, +12 table.</summary>
    [MethodImpl(Hot)]
    public static long TableGet(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))) = InterpreterHelpers.TableGet(ctx, *(uint*)(pc + 12), fp[*(ushort*)(pc + 10)]);
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>table.set</c>: +8 reference, +10 slot of the index, +12 table.</summary>
    [MethodImpl(Hot)]
    public static long TableSet(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        InterpreterHelpers.TableSet(ctx, *(uint*)(pc + 12), fp[*(ushort*)(pc + 10)], Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))));
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>table.size</c>: +8 slot, +12 offset of the pointer to the descriptor.</summary>
    [MethodImpl(Hot)]
    public static long TableSize(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        fp[*(ushort*)(pc + 8)] = (*(TableDescriptor**)((byte*)ctx + *(uint*)(pc + 12)))->Length;
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>table.grow</c>: +8 slot, +10 slot of the delta, +12 table, +16 reference.</summary>
    [MethodImpl(Hot)]
    public static long TableGrow(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        fp[*(ushort*)(pc + 8)] = InterpreterHelpers.TableGrow(ctx, *(uint*)(pc + 12), fp[*(ushort*)(pc + 10)], Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 16))));
        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>table.fill</c>: +8 slot of the index, +10 slot of the count, +12 table, +16 reference.</summary>
    [MethodImpl(Hot)]
    public static long TableFill(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        InterpreterHelpers.TableFill(ctx, *(uint*)(pc + 12), fp[*(ushort*)(pc + 8)], Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 16))), fp[*(ushort*)(pc + 10)]);
        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>table.copy</c>: +8 and +10 slots of the indices, +12 slot of the count, +16 and +20 tables.</summary>
    [MethodImpl(Hot)]
    public static long TableCopy(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        InterpreterHelpers.TableCopy(ctx, *(uint*)(pc + 16), *(uint*)(pc + 20), fp[*(ushort*)(pc + 8)], fp[*(ushort*)(pc + 10)], fp[*(ushort*)(pc + 12)]);
        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>table.init</c>: +8 and +10 slots of the indices, +12 slot of the count, +16 table, +20 segment.</summary>
    [MethodImpl(Hot)]
    public static long TableInit(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        InterpreterHelpers.TableInit(ctx, *(uint*)(pc + 16), *(uint*)(pc + 20), fp[*(ushort*)(pc + 8)], fp[*(ushort*)(pc + 10)], fp[*(ushort*)(pc + 12)]);
        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>elem.drop</c>: +12 segment.</summary>
    [MethodImpl(Hot)]
    public static long ElemDrop(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        InterpreterHelpers.DropElements(ctx, *(uint*)(pc + 12));
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }
}
