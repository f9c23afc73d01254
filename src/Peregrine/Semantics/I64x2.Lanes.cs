using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class I64x2
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Splat(long a) => Vector128.Create(a).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static long ExtractLane(v128 a, byte lane) => a.AsInt64().GetElement(lane & 1);

    [MethodImpl(AggressiveInlining)]
    public static v128 ReplaceLane(v128 a, byte lane, long b) => a.AsInt64().WithElement(lane & 1, b).AsByte();
}
