using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class I8x16
{
    [MethodImpl(AggressiveInlining)]
    public static v128 NarrowI16x8S(v128 a, v128 b) => Vector128.NarrowWithSaturation(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 NarrowI16x8U(v128 a, v128 b)
    {
        var x = a.AsInt16();
        var y = b.AsInt16();
        if (Sse2.IsSupported)
        {
            return Sse2.PackUnsignedSaturate(x, y);
        }

        if (AdvSimd.IsSupported)
        {
            return AdvSimd.ExtractNarrowingSaturateUnsignedUpper(AdvSimd.ExtractNarrowingSaturateUnsignedLower(x), y);
        }

        return Vector128.NarrowWithSaturation(
            Vector128.Max(x, Vector128<short>.Zero).AsUInt16(),
            Vector128.Max(y, Vector128<short>.Zero).AsUInt16());
    }
}
