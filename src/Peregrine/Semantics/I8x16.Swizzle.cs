using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

// What ends in Deterministic is the choice of the spec's deterministic profile; the others are the fastest choice on the processor at hand.
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
}
