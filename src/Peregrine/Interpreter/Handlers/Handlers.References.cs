using System.Runtime.CompilerServices;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Objects;

namespace Peregrine.Interpreter;

// Handlers of references that need no object: null, equality, moves, branches on null.
internal static unsafe partial class Handlers
{
    /// <summary><c>ref.is_null</c>: +8 slot, +10 reference.</summary>
    [MethodImpl(Hot)]
    public static long RefIsNull(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        fp[*(ushort*)(pc + 8)] = Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10))) is null ? 1u : 0;
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>ref.eq</c>: +8 slot, +10 and +12 references.</summary>
    [MethodImpl(Hot)]
    public static long RefEq(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        fp[*(ushort*)(pc + 8)] = I31.ReferencesEqual(Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10))), Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 12)))) ? 1u : 0;
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>ref.func</c>: +8 reference, +12 function index.</summary>
    [MethodImpl(Hot)]
    public static long RefFunc(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))) = InterpreterHelpers.FunctionReference(ctx, *(uint*)(pc + 12));
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>ref.as_non_null</c>: +10 reference.</summary>
    [MethodImpl(Hot)]
    public static long RefAsNonNull(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        if (Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10))) is null)
        {
            return TrapOut(pc, fp, TrapKind.NullReference, ctx, ref rf);
        }

        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>Branches when a reference is null: +10 reference, +12 distance.</summary>
    [MethodImpl(Hot)]
    public static long BranchOnNull(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        if (Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10))) is null)
        {
            byte* target = pc + *(int*)(pc + 12);
            return (*(Handler*)target)(target, fp, mem, r0, ctx, ref rf, d0);
        }

        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>Branches when a reference is not null: +10 reference, +12 distance.</summary>
    [MethodImpl(Hot)]
    public static long BranchOnNonNull(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        if (Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10))) is not null)
        {
            byte* target = pc + *(int*)(pc + 12);
            return (*(Handler*)target)(target, fp, mem, r0, ctx, ref rf, d0);
        }

        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>ref.i31</c>: +8 reference, +10 slot.</summary>
    [MethodImpl(Hot)]
    public static long RefI31(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))) = I31.Of((int)fp[*(ushort*)(pc + 10)]);
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>i31.get_s</c>: +8 slot, +10 reference.</summary>
    [MethodImpl(Hot)]
    public static long I31GetS(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var i31 = Unsafe.As<I31>(Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10))));
        if (i31 is null)
        {
            return TrapOut(pc, fp, TrapKind.NullI31Reference, ctx, ref rf);
        }

        fp[*(ushort*)(pc + 8)] = (uint)i31.Value;
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>i31.get_u</c>: +8 slot, +10 reference.</summary>
    [MethodImpl(Hot)]
    public static long I31GetU(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var i31 = Unsafe.As<I31>(Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 10))));
        if (i31 is null)
        {
            return TrapOut(pc, fp, TrapKind.NullI31Reference, ctx, ref rf);
        }

        fp[*(ushort*)(pc + 8)] = (uint)i31.Unsigned;
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>global.get</c> of a reference: +8 reference, +12 global.</summary>
    [MethodImpl(Hot)]
    public static long GlobalGetReference(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8))) = InterpreterHelpers.GlobalReference(ctx, *(uint*)(pc + 12));
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary><c>global.set</c> of a reference: +8 reference, +12 global.</summary>
    [MethodImpl(Hot)]
    public static long GlobalSetReference(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        InterpreterHelpers.GlobalReference(ctx, *(uint*)(pc + 12)) = Unsafe.Add(ref rf, (nuint)(*(ushort*)(pc + 8)));
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }
}
