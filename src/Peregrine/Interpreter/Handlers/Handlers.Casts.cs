using System.Runtime.CompilerServices;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Objects;

namespace Peregrine.Interpreter;

// Handlers of run-time type tests: a type is an abstract heap kind, or an index of a defined type.
internal static unsafe partial class Handlers
{
    /// <summary><c>ref.test</c>: +8 slot, +10 reference, +12 answer for null, +16 type.</summary>
    [MethodImpl(Hot)]
    public static long RefTestDefined(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        object? o = Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10)));
        fp[*(ushort*)(pc + 8)] = o is null ? *(uint*)(pc + 12) : RuntimeCasts.IsInstance(o, TypeHandles.Read(pc + 16)) ? 1u : 0;
        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>ref.cast</c>: +10 reference, +12 whether null passes, +16 type.</summary>
    [MethodImpl(Hot)]
    public static long RefCastDefined(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        object? o = Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10)));
        if (o is null ? *(uint*)(pc + 12) == 0 : !RuntimeCasts.IsInstance(o, TypeHandles.Read(pc + 16)))
        {
            return TrapOut(pc, fp, TrapKind.CastFailure, ctx, ref rf);
        }

        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>br_on_cast</c>: +8 answer for null, +10 reference, +12 distance, +16 type.</summary>
    [MethodImpl(Hot)]
    public static long BranchOnCastDefined(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        object? o = Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10)));
        if (o is null ? *(ushort*)(pc + 8) != 0 : RuntimeCasts.IsInstance(o, TypeHandles.Read(pc + 16)))
        {
            byte* target = pc + *(int*)(pc + 12);
            return (*(Handler*)target)(target, fp, mem, r0, ctx, ref rf, d0);
        }

        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>br_on_cast_fail</c>: +8 answer for null, +10 reference, +12 distance, +16 type.</summary>
    [MethodImpl(Hot)]
    public static long BranchOnCastFailDefined(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        object? o = Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10)));
        if (o is null ? *(ushort*)(pc + 8) == 0 : !RuntimeCasts.IsInstance(o, TypeHandles.Read(pc + 16)))
        {
            byte* target = pc + *(int*)(pc + 12);
            return (*(Handler*)target)(target, fp, mem, r0, ctx, ref rf, d0);
        }

        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>ref.test</c>: +8 slot, +10 reference, +12 answer for null, +16 heap kind.</summary>
    [MethodImpl(Hot)]
    public static long RefTestKind(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        object? o = Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10)));
        fp[*(ushort*)(pc + 8)] = o is null ? *(uint*)(pc + 12) : RuntimeCasts.IsInstance(o, (HeapKind)(*(uint*)(pc + 16))) ? 1u : 0;
        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>ref.cast</c>: +10 reference, +12 whether null passes, +16 heap kind.</summary>
    [MethodImpl(Hot)]
    public static long RefCastKind(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        object? o = Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10)));
        if (o is null ? *(uint*)(pc + 12) == 0 : !RuntimeCasts.IsInstance(o, (HeapKind)(*(uint*)(pc + 16))))
        {
            return TrapOut(pc, fp, TrapKind.CastFailure, ctx, ref rf);
        }

        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>br_on_cast</c>: +8 answer for null, +10 reference, +12 distance, +16 heap kind.</summary>
    [MethodImpl(Hot)]
    public static long BranchOnCastKind(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        object? o = Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10)));
        if (o is null ? *(ushort*)(pc + 8) != 0 : RuntimeCasts.IsInstance(o, (HeapKind)(*(uint*)(pc + 16))))
        {
            byte* target = pc + *(int*)(pc + 12);
            return (*(Handler*)target)(target, fp, mem, r0, ctx, ref rf, d0);
        }

        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>br_on_cast_fail</c>: +8 answer for null, +10 reference, +12 distance, +16 heap kind.</summary>
    [MethodImpl(Hot)]
    public static long BranchOnCastFailKind(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        object? o = Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10)));
        if (o is null ? *(ushort*)(pc + 8) == 0 : !RuntimeCasts.IsInstance(o, (HeapKind)(*(uint*)(pc + 16))))
        {
            byte* target = pc + *(int*)(pc + 12);
            return (*(Handler*)target)(target, fp, mem, r0, ctx, ref rf, d0);
        }

        pc += 24;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }
}
