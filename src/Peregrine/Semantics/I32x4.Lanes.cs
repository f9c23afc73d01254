using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class I32x4
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Splat(int a) => Vector128.Create(a).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static int ExtractLane(v128 a, byte lane) => a.AsInt32().GetElement(lane & 3);

    [MethodImpl(AggressiveInlining)]
    public static v128 ReplaceLane(v128 a, byte lane, int b) => a.AsInt32().WithElement(lane & 3, b).AsByte();
}
