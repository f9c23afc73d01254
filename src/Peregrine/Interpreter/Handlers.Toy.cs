using System.Runtime.CompilerServices;
using Peregrine.Runtime.Layout;
namespace Peregrine.Interpreter;
internal static unsafe partial class Handlers
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static long AddK(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        fp[*(ushort*)(pc + 8)] = (uint)((int)fp[*(ushort*)(pc + 10)] + *(int*)(pc + 12));
        pc += 16;
        return (*(delegate*<byte*, ulong*, byte*, long, InstanceContext*, ref object?, double, long>*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static long Loop(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        if ((uint)fp[*(ushort*)(pc + 10)] < *(uint*)(pc + 16))
        {
            byte* target = pc + *(int*)(pc + 12);
            return (*(delegate*<byte*, ulong*, byte*, long, InstanceContext*, ref object?, double, long>*)target)(target, fp, mem, r0, ctx, ref rf, d0);
        }
        pc += 24;
        return (*(delegate*<byte*, ulong*, byte*, long, InstanceContext*, ref object?, double, long>*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static long Halt(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0) => (long)fp[0];

    public static long RunToy(int n)
    {
        byte* code = stackalloc byte[64];
        ulong* frame = stackalloc ulong[4]; frame[0] = 0;
        *(nint*)code = (nint)(delegate*<byte*, ulong*, byte*, long, InstanceContext*, ref object?, double, long>)&AddK; *(ushort*)(code + 8) = 0; *(ushort*)(code + 10) = 0; *(int*)(code + 12) = 1;
        *(nint*)(code + 16) = (nint)(delegate*<byte*, ulong*, byte*, long, InstanceContext*, ref object?, double, long>)&Loop; *(ushort*)(code + 26) = 0; *(int*)(code + 28) = -16; *(uint*)(code + 32) = (uint)n;
        *(nint*)(code + 40) = (nint)(delegate*<byte*, ulong*, byte*, long, InstanceContext*, ref object?, double, long>)&Halt;
        object?[] r = new object?[4];
        long x = (*(delegate*<byte*, ulong*, byte*, long, InstanceContext*, ref object?, double, long>*)code)(code, frame, null, 0, null, ref r[0], 0);
        return x;
    }
}
