using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

/// <summary>The semantics of the <c>i8x16</c> instructions, one method each.</summary>
internal static partial class I8x16
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Neg(v128 a) => (-a.AsSByte()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Abs(v128 a)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            return Vector128.Abs(a.AsSByte()).AsByte();
        }

        // The library's own fallback throws for the least value, which is its own absolute value here.
        var sign = Vector128.LessThan(a.AsSByte(), Vector128<sbyte>.Zero);
        return ((a.AsSByte() ^ sign) - sign).AsByte();
    }

    [MethodImpl(AggressiveInlining)]
    public static int AllTrue(v128 a) => Vector128.EqualsAny(a, Vector128<byte>.Zero) ? 0 : 1;

    [MethodImpl(AggressiveInlining)]
    public static int Bitmask(v128 a) => (int)a.ExtractMostSignificantBits();

    [MethodImpl(AggressiveInlining)]
    public static v128 Shl(v128 a, int count) => (a << (count & 7));

    [MethodImpl(AggressiveInlining)]
    public static v128 ShrS(v128 a, int count)
    {
        if (Sse2.IsSupported)
        {
            // There is no shift of bytes: shift each as the upper half of 16 bits.
            var low = Sse2.UnpackLow(a, a).AsInt16() >> ((count & 7) | 8);
            var high = Sse2.UnpackHigh(a, a).AsInt16() >> ((count & 7) | 8);
            return Sse2.PackSignedSaturate(low, high).AsByte();
        }

        return (a.AsSByte() >> (count & 7)).AsByte();
    }

    [MethodImpl(AggressiveInlining)]
    public static v128 ShrU(v128 a, int count) => (a >>> (count & 7));

    [MethodImpl(AggressiveInlining)]
    public static v128 Add(v128 a, v128 b) => a + b;

    [MethodImpl(AggressiveInlining)]
    public static v128 AddSatS(v128 a, v128 b) => Vector128.AddSaturate(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 AddSatU(v128 a, v128 b) => Vector128.AddSaturate(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 Sub(v128 a, v128 b) => a - b;

    [MethodImpl(AggressiveInlining)]
    public static v128 SubSatS(v128 a, v128 b) => Vector128.SubtractSaturate(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 SubSatU(v128 a, v128 b) => Vector128.SubtractSaturate(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 MinS(v128 a, v128 b) => Vector128.Min(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 MinU(v128 a, v128 b) => Vector128.Min(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 MaxS(v128 a, v128 b) => Vector128.Max(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 MaxU(v128 a, v128 b) => Vector128.Max(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 AvgrU(v128 a, v128 b) =>
        Sse2.IsSupported ? Sse2.Average(a, b)
        : AdvSimd.IsSupported ? AdvSimd.FusedAddRoundedHalving(a, b)
        : (a | b) - ((a ^ b) >>> 1);

    [MethodImpl(AggressiveInlining)]
    public static v128 Popcnt(v128 a)
    {
        if (AdvSimd.IsSupported)
        {
            return AdvSimd.PopCount(a);
        }

        if (Ssse3.IsSupported)
        {
            var counts = Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
            var nibble = Vector128.Create((byte)0x0F);
            return Ssse3.Shuffle(counts, a & nibble) + Ssse3.Shuffle(counts, (a.AsUInt16() >>> 4).AsByte() & nibble);
        }

        var pairs = a - ((a >>> 1) & Vector128.Create((byte)0x55));
        var quads = (pairs & Vector128.Create((byte)0x33)) + ((pairs >>> 2) & Vector128.Create((byte)0x33));
        return (quads + (quads >>> 4)) & Vector128.Create((byte)0x0F);
    }
}
