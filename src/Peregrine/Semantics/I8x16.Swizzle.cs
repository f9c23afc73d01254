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
    public static v128 Swizzle(v128 a, v128 lanes)
    {
        if (Ssse3.IsSupported)
        {
            // The instruction yields 0 where bit 7 is set: the saturating addition sets it for every lane above 15.
            return Ssse3.Shuffle(a, Sse2.AddSaturate(lanes, Vector128.Create((byte)0x70)));
        }

        return Vector128.Shuffle(a, lanes);
    }

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedSwizzle(v128 a, v128 lanes) => Ssse3.IsSupported ? Ssse3.Shuffle(a, lanes) : Vector128.Shuffle(a, lanes);

    [MethodImpl(AggressiveInlining)]
    public static v128 RelaxedSwizzleDeterministic(v128 a, v128 lanes) => Swizzle(a, lanes);

    [MethodImpl(AggressiveInlining)]
    public static v128 Shuffle(v128 a, v128 b, v128 lanes)
    {
        if (Avx512Vbmi.VL.IsSupported)
        {
            return Avx512Vbmi.VL.PermuteVar16x8x2(a, lanes, b);
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return AdvSimd.Arm64.VectorTableLookup((a, b), lanes);
        }

        // Lanes of the other operand are out of range in either half and give 0.
        return Swizzle(a, lanes) | Swizzle(b, lanes - Vector128.Create((byte)16));
    }

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
