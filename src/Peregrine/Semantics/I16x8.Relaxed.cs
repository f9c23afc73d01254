using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

// What ends in Deterministic is the choice of the spec's deterministic profile; the others are the fastest choice on the processor at hand.
internal static partial class I16x8
{
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
