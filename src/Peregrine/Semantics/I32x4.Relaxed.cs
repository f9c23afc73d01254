using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

// What ends in Deterministic is the choice of the spec's deterministic profile; the others are the fastest choice on the processor at hand.
internal static partial class I32x4
{
    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedLaneselect(v128 a, v128 b, v128 mask) =>
        Sse41.IsSupported && !Avx512F.VL.IsSupported
            ? Sse41.BlendVariable(b.AsSingle(), a.AsSingle(), mask.AsSingle()).AsByte()
            : V128.Bitselect(a, b, mask);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedLaneselectDeterministic(v128 a, v128 b, v128 mask) => V128.Bitselect(a, b, mask);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedTruncF32x4S(v128 a) =>
        Sse2.IsSupported ? Sse2.ConvertToVector128Int32WithTruncation(a.AsSingle()).AsByte() : TruncSatF32x4S(a);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedTruncF32x4SDeterministic(v128 a) => TruncSatF32x4S(a);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedTruncF32x4U(v128 a) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.ConvertToVector128UInt32WithTruncation(a.AsSingle()).AsByte() : TruncSatF32x4U(a);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedTruncF32x4UDeterministic(v128 a) => TruncSatF32x4U(a);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedTruncF64x2SZero(v128 a) =>
        Sse2.IsSupported ? Sse2.ConvertToVector128Int32WithTruncation(a.AsDouble()).AsByte() : TruncSatF64x2SZero(a);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedTruncF64x2SZeroDeterministic(v128 a) => TruncSatF64x2SZero(a);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedTruncF64x2UZero(v128 a) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.ConvertToVector128UInt32WithTruncation(a.AsDouble()).AsByte() : TruncSatF64x2UZero(a);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedTruncF64x2UZeroDeterministic(v128 a) => TruncSatF64x2UZero(a);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedDotI8x16I7x16AddS(v128 a, v128 b, v128 c) =>
        AvxVnni.IsSupported ? AvxVnni.MultiplyWideningAndAdd(c.AsInt32(), b, a.AsSByte()).AsByte()
        : Add(ExtaddPairwiseI16x8S(I16x8.RelaxedDotI8x16I7x16S(a, b)), c);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedDotI8x16I7x16AddSDeterministic(v128 a, v128 b, v128 c) =>
        Add(ExtaddPairwiseI16x8S(I16x8.RelaxedDotI8x16I7x16SDeterministic(a, b)), c);
}
