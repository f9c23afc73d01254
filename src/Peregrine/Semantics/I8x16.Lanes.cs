using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class I8x16
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Splat(int a) => Vector128.Create((byte)a);

    [MethodImpl(AggressiveInlining)]
    public static int ExtractLaneS(v128 a, byte lane) => a.AsSByte().GetElement(lane & 15);

    [MethodImpl(AggressiveInlining)]
    public static int ExtractLaneU(v128 a, byte lane) => a.GetElement(lane & 15);

    [MethodImpl(AggressiveInlining)]
    public static v128 ReplaceLane(v128 a, byte lane, int b) => a.WithElement(lane & 15, (byte)b);
}
