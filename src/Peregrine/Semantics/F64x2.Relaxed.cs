using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

// What ends in Deterministic is the choice of the spec's deterministic profile; the others are the fastest choice on the processor at hand.
internal static partial class F64x2
{
    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedMin(v128 a, v128 b) =>
        Sse41.IsSupported ? Sse2.Min(a.AsDouble(), b.AsDouble()).AsByte() : Min(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedMinDeterministic(v128 a, v128 b) => Min(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedMax(v128 a, v128 b) =>
        Sse41.IsSupported ? Sse2.Max(a.AsDouble(), b.AsDouble()).AsByte() : Max(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedMaxDeterministic(v128 a, v128 b) => Max(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedMadd(v128 a, v128 b, v128 c) =>
        Fma.IsSupported ? Fma.MultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).AsByte()
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.FusedMultiplyAdd(c.AsDouble(), a.AsDouble(), b.AsDouble()).AsByte()
        : RelaxedMaddDeterministic(a, b, c);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedMaddDeterministic(v128 a, v128 b, v128 c) => ((a.AsDouble() * b.AsDouble()) + c.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedNmadd(v128 a, v128 b, v128 c) =>
        Fma.IsSupported ? Fma.MultiplyAddNegated(a.AsDouble(), b.AsDouble(), c.AsDouble()).AsByte()
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.FusedMultiplySubtract(c.AsDouble(), a.AsDouble(), b.AsDouble()).AsByte()
        : RelaxedNmaddDeterministic(a, b, c);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedNmaddDeterministic(v128 a, v128 b, v128 c) => (c.AsDouble() - (a.AsDouble() * b.AsDouble())).AsByte();
}
