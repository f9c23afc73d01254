using System.Runtime.CompilerServices;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Objects;

namespace Peregrine.Interpreter;

// Handlers that make arrays or change ranges of them.
internal static unsafe partial class Handlers
{
    /// <summary><c>array.new</c> of numbers: +8 reference, +10 slot of the value, +12 slot of the length, +16 type.</summary>
    [MethodImpl(Hot)]
    public static long ArrayNew(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))) = InterpreterHelpers.ArrayNew(ctx, TypeHandles.Read(pc + 16), fp + *(ushort*)(pc + 10), (uint)fp[*(ushort*)(pc + 12)]);
        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>array.new</c> of references: +8 reference, +10 the value, +12 slot of the length, +16 type.</summary>
    [MethodImpl(Hot)]
    public static long ArrayNewReferences(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))) = InterpreterHelpers.ArrayNewReferences(ctx, TypeHandles.Read(pc + 16), Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10))), (uint)fp[*(ushort*)(pc + 12)]);
        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>array.new_default</c>: +8 reference, +12 slot of the length, +16 type.</summary>
    [MethodImpl(Hot)]
    public static long ArrayNewDefault(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))) = InterpreterHelpers.ArrayNewDefault(ctx, TypeHandles.Read(pc + 16), (uint)fp[*(ushort*)(pc + 12)]);
        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>array.new_fixed</c>: +8 reference, +10 first slot, +12 place of the first reference, +16 type, +24 length.</summary>
    [MethodImpl(Hot)]
    public static long ArrayNewFixed(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))) = InterpreterHelpers.ArrayNewFixed(ctx, TypeHandles.Read(pc + 16), fp + *(ushort*)(pc + 10), ref Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 12))), *(uint*)(pc + 24));
        pc += 32;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>array.new_data</c>: +8 reference, +10 slot of the offset, +12 slot of the length, +16 type, +24 segment.</summary>
    [MethodImpl(Hot)]
    public static long ArrayNewData(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))) = InterpreterHelpers.ArrayNewData(ctx, TypeHandles.Read(pc + 16), *(uint*)(pc + 24), (uint)fp[*(ushort*)(pc + 10)], (uint)fp[*(ushort*)(pc + 12)]);
        pc += 32;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>array.new_elem</c>: as <see cref="ArrayNewData"/>.</summary>
    [MethodImpl(Hot)]
    public static long ArrayNewElem(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))) = InterpreterHelpers.ArrayNewElements(ctx, TypeHandles.Read(pc + 16), *(uint*)(pc + 24), (uint)fp[*(ushort*)(pc + 10)], (uint)fp[*(ushort*)(pc + 12)]);
        pc += 32;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>array.len</c>: +8 slot, +10 reference.</summary>
    [MethodImpl(Hot)]
    public static long ArrayLen(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var array = Unsafe.As<ArrayObject>(Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10))));
        if (array is null)
        {
            return TrapOut(pc, fp, TrapKind.NullArrayReference, ctx, ref rf);
        }

        fp[*(ushort*)(pc + 8)] = (uint)array.Length;
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>array.fill</c> with numbers: +8 reference, +10 slot of the index, +12 slot of the value, +14 slot of the count.</summary>
    [MethodImpl(Hot)]
    public static long ArrayFill(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        InterpreterHelpers.ArrayFill(Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))), (uint)fp[*(ushort*)(pc + 10)], fp + *(ushort*)(pc + 12), (uint)fp[*(ushort*)(pc + 14)]);
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>array.fill</c> with references: +8 reference, +10 slot of the index, +12 the value, +14 slot of the count.</summary>
    [MethodImpl(Hot)]
    public static long ArrayFillReferences(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        InterpreterHelpers.ArrayFillReferences(Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))), (uint)fp[*(ushort*)(pc + 10)], Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 12))), (uint)fp[*(ushort*)(pc + 14)]);
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>array.copy</c>: +8 and +12 references, +10 and +14 slots of the indices, +16 slot of the count.</summary>
    [MethodImpl(Hot)]
    public static long ArrayCopy(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        InterpreterHelpers.ArrayCopy(Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))), (uint)fp[*(ushort*)(pc + 10)], Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 12))), (uint)fp[*(ushort*)(pc + 14)], (uint)fp[*(ushort*)(pc + 16)]);
        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>array.init_data</c>: +8 reference, +10 slot of the index, +12 of the offset, +14 of the count, +16 segment.</summary>
    [MethodImpl(Hot)]
    public static long ArrayInitData(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        InterpreterHelpers.ArrayInitData(ctx, Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))), *(uint*)(pc + 16), (uint)fp[*(ushort*)(pc + 10)], (uint)fp[*(ushort*)(pc + 12)], (uint)fp[*(ushort*)(pc + 14)]);
        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>array.init_elem</c>: as <see cref="ArrayInitData"/>.</summary>
    [MethodImpl(Hot)]
    public static long ArrayInitElem(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        InterpreterHelpers.ArrayInitElements(ctx, Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))), *(uint*)(pc + 16), (uint)fp[*(ushort*)(pc + 10)], (uint)fp[*(ushort*)(pc + 12)], (uint)fp[*(ushort*)(pc + 14)]);
        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }
}
