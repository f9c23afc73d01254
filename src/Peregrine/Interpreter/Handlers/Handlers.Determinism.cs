using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Peregrine.Runtime.Layout;

namespace Peregrine.Interpreter;

// Handlers of the deterministic profile: they make the one NaN of every NaN. +8 destination, +10 operand.
internal static unsafe partial class Handlers
{
    /// <summary>A number in a slot.</summary>
    [MethodImpl(Hot)]
    public static long CanonicalizeF32(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        ulong bits = fp[*(ushort*)(pc + 10)];
        fp[*(ushort*)(pc + 8)] = float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits)) ? 0x7FC0_0000 : bits;
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>A number in a slot.</summary>
    [MethodImpl(Hot)]
    public static long CanonicalizeF64(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        ulong bits = fp[*(ushort*)(pc + 10)];
        fp[*(ushort*)(pc + 8)] = double.IsNaN(BitConverter.UInt64BitsToDouble(bits)) ? 0x7FF8_0000_0000_0000 : bits;
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>The lanes of a vector.</summary>
    [MethodImpl(Hot)]
    public static long CanonicalizeF32x4(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var lanes = *(Vector128<float>*)(fp + *(ushort*)(pc + 10));
        *(Vector128<float>*)(fp + *(ushort*)(pc + 8)) = Vector128.ConditionalSelect(Vector128.Equals(lanes, lanes), lanes, Vector128.Create(BitConverter.UInt32BitsToSingle(0x7FC0_0000)));
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>The lanes of a vector.</summary>
    [MethodImpl(Hot)]
    public static long CanonicalizeF64x2(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var lanes = *(Vector128<double>*)(fp + *(ushort*)(pc + 10));
        *(Vector128<double>*)(fp + *(ushort*)(pc + 8)) = Vector128.ConditionalSelect(Vector128.Equals(lanes, lanes), lanes, Vector128.Create(BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0000)));
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }
}
