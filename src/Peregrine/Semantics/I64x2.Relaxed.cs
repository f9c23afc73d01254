using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

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
