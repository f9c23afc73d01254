using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

/// <summary>The semantics of the <c>i16x8</c> instructions, one method each.</summary>
internal static partial class I16x8
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Neg(v128 a) => (-a.AsInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Abs(v128 a)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            return Vector128.Abs(a.AsInt16()).AsByte();
        }

        // The library's own fallback throws for the least value, which is its own absolute value here.
        var sign = Vector128.LessThan(a.AsInt16(), Vector128<short>.Zero);
        return ((a.AsInt16() ^ sign) - sign).AsByte();
    }

    [MethodImpl(AggressiveInlining)]
    public static int AllTrue(v128 a) => Vector128.EqualsAny(a.AsUInt16(), Vector128<ushort>.Zero) ? 0 : 1;

    [MethodImpl(AggressiveInlining)]
    public static int Bitmask(v128 a) => (int)a.AsUInt16().ExtractMostSignificantBits();

    [MethodImpl(AggressiveInlining)]
    public static v128 Shl(v128 a, int count) => (a.AsUInt16() << (count & 15)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ShrS(v128 a, int count) => (a.AsInt16() >> (count & 15)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ShrU(v128 a, int count) => (a.AsUInt16() >>> (count & 15)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Add(v128 a, v128 b) => (a.AsUInt16() + b.AsUInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 AddSatS(v128 a, v128 b) => Vector128.AddSaturate(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 AddSatU(v128 a, v128 b) => Vector128.AddSaturate(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Sub(v128 a, v128 b) => (a.AsUInt16() - b.AsUInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 SubSatS(v128 a, v128 b) => Vector128.SubtractSaturate(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 SubSatU(v128 a, v128 b) => Vector128.SubtractSaturate(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Mul(v128 a, v128 b) => (a.AsUInt16() * b.AsUInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 MinS(v128 a, v128 b) => Vector128.Min(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 MinU(v128 a, v128 b) => Vector128.Min(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 MaxS(v128 a, v128 b) => Vector128.Max(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 MaxU(v128 a, v128 b) => Vector128.Max(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 AvgrU(v128 a, v128 b) =>
        Sse2.IsSupported ? Sse2.Average(a.AsUInt16(), b.AsUInt16()).AsByte()
        : AdvSimd.IsSupported ? AdvSimd.FusedAddRoundedHalving(a.AsUInt16(), b.AsUInt16()).AsByte()
        : ((a.AsUInt16() | b.AsUInt16()) - ((a.AsUInt16() ^ b.AsUInt16()) >>> 1)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Q15mulrSatS(v128 a, v128 b)
    {
        var x = a.AsInt16();
        var y = b.AsInt16();
        if (Ssse3.IsSupported)
        {
            // The instruction wraps -1 * -1, the only product that reaches 0x8000, where saturation asks for 0x7FFF.
            var product = Ssse3.MultiplyHighRoundScale(x, y);
            return (product ^ Vector128.Equals(product, Vector128.Create(short.MinValue))).AsByte();
        }

        if (AdvSimd.IsSupported)
        {
            return AdvSimd.MultiplyRoundedDoublingSaturateHigh(x, y).AsByte();
        }

        var half = Vector128.Create(1 << 14);
        return Vector128.NarrowWithSaturation(
            ((Vector128.WidenLower(x) * Vector128.WidenLower(y)) + half) >> 15,
            ((Vector128.WidenUpper(x) * Vector128.WidenUpper(y)) + half) >> 15).AsByte();
    }
}
