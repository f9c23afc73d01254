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
    public static v128 NarrowI32x4S(v128 a, v128 b) => Vector128.NarrowWithSaturation(a.AsInt32(), b.AsInt32()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 NarrowI32x4U(v128 a, v128 b)
    {
        var x = a.AsInt32();
        var y = b.AsInt32();
        if (Sse41.IsSupported)
        {
            return Sse41.PackUnsignedSaturate(x, y).AsByte();
        }

        if (AdvSimd.IsSupported)
        {
            return AdvSimd.ExtractNarrowingSaturateUnsignedUpper(AdvSimd.ExtractNarrowingSaturateUnsignedLower(x), y).AsByte();
        }

        return Vector128.NarrowWithSaturation(
            Vector128.Max(x, Vector128<int>.Zero).AsUInt32(),
            Vector128.Max(y, Vector128<int>.Zero).AsUInt32()).AsByte();
    }
}
