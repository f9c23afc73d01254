using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class I16x8
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Splat(int a) => Vector128.Create((short)a).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static int ExtractLaneS(v128 a, byte lane) => a.AsInt16().GetElement(lane & 7);

    [MethodImpl(AggressiveInlining)]
    public static int ExtractLaneU(v128 a, byte lane) => a.AsUInt16().GetElement(lane & 7);

    [MethodImpl(AggressiveInlining)]
    public static v128 ReplaceLane(v128 a, byte lane, int b) => a.AsUInt16().WithElement(lane & 7, (ushort)b).AsByte();
}
