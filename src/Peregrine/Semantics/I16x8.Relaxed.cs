using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class I16x8
{
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

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedQ15mulrS(v128 a, v128 b) =>
        Ssse3.IsSupported ? Ssse3.MultiplyHighRoundScale(a.AsInt16(), b.AsInt16()).AsByte() : Q15mulrSatS(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedQ15mulrSDeterministic(v128 a, v128 b) => Q15mulrSatS(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedDotI8x16I7x16S(v128 a, v128 b) =>
        Ssse3.IsSupported ? Ssse3.MultiplyAddAdjacent(b, a.AsSByte()).AsByte() : RelaxedDotI8x16I7x16SDeterministic(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedDotI8x16I7x16SDeterministic(v128 a, v128 b) =>
        Vector128.AddSaturate(
            ((a.AsInt16() << 8) >> 8) * ((b.AsInt16() << 8) >> 8),
            (a.AsInt16() >> 8) * (b.AsInt16() >> 8)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedLaneselect(v128 a, v128 b, v128 mask)
    {
        if (Sse41.IsSupported && !Avx512F.VL.IsSupported)
        {
            // The byte blend looks at bit 7 of each byte; the choice is by the sign of the lane, as for the other shapes.
            return Sse41.BlendVariable(b, a, (mask.AsInt16() >> 15).AsByte());
        }

        return V128.Bitselect(a, b, mask);
    }

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedLaneselectDeterministic(v128 a, v128 b, v128 mask) => V128.Bitselect(a, b, mask);
}
