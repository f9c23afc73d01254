using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

// What ends in Deterministic is the choice of the spec's deterministic profile; the others are the fastest choice on the processor at hand.
internal static partial class I64x2
{
    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedLaneselect(v128 a, v128 b, v128 mask) =>
        Sse41.IsSupported && !Avx512F.VL.IsSupported
            ? Sse41.BlendVariable(b.AsDouble(), a.AsDouble(), mask.AsDouble()).AsByte()
            : V128.Bitselect(a, b, mask);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedLaneselectDeterministic(v128 a, v128 b, v128 mask) => V128.Bitselect(a, b, mask);
}
