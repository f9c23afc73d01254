using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class I32x4
{
    [MethodImpl(AggressiveInlining)]
    public static v128 TruncSatF32x4S(v128 a) => Vector128.ConvertToInt32(a.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 TruncSatF32x4U(v128 a)
    {
        if (Sse41.IsSupported && !Avx512F.VL.IsSupported)
        {
            // There is only a signed conversion: the second one adds what exceeds 2^31, at most 2^31 - 1. The maximum
            // returns its second operand for a NaN; a conversion yields 0x80000000 for what does not fit.
            var limit = Vector128.Create(2147483648f);
            var positive = Sse.Max(a.AsSingle(), Vector128<float>.Zero);
            var rest = positive - limit;
            var saturated = Sse2.ConvertToVector128Int32WithTruncation(rest) ^ Vector128.GreaterThanOrEqual(rest, limit).AsInt32();
            return (Sse2.ConvertToVector128Int32WithTruncation(positive) + Vector128.Max(saturated, Vector128<int>.Zero)).AsByte();
        }

        return Vector128.ConvertToUInt32(a.AsSingle()).AsByte();
    }

    [MethodImpl(AggressiveInlining)]
    public static v128 TruncSatF64x2SZero(v128 a)
    {
        var x = a.AsDouble();
        if (Sse2.IsSupported)
        {
            // A NaN's limit is 0, which the minimum returns, being its second operand; too small a number converts to the least integer.
            var limit = Vector128.Equals(x, x) & Vector128.Create((double)int.MaxValue);
            return Sse2.ConvertToVector128Int32WithTruncation(Sse2.Min(x, limit)).AsByte();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return AdvSimd.ExtractNarrowingSaturateLower(AdvSimd.Arm64.ConvertToInt64RoundToZero(x)).ToVector128().AsByte();
        }

        return Vector128.Create((int)x.ToScalar(), (int)x.GetElement(1), 0, 0).AsByte();
    }

    [MethodImpl(AggressiveInlining)]
    public static v128 TruncSatF64x2UZero(v128 a)
    {
        var x = a.AsDouble();
        if (Avx512F.VL.IsSupported)
        {
            // The maximum returns its second operand for a NaN; the conversion saturates upwards.
            return Avx512F.VL.ConvertToVector128UInt32WithTruncation(Sse2.Max(x, Vector128<double>.Zero)).AsByte();
        }

        if (Sse41.IsSupported)
        {
            // The maximum returns its second operand for a NaN. Added to 2^52, an integer is the low bits of the sum.
            const double TwoTo52 = 4503599627370496;
            var clamped = Sse2.Min(Sse2.Max(x, Vector128<double>.Zero), Vector128.Create((double)uint.MaxValue));
            var biased = Vector128.Truncate(clamped) + Vector128.Create(TwoTo52);
            return Sse.Shuffle(biased.AsSingle(), Vector128<float>.Zero, 0b10_00_10_00).AsByte();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return AdvSimd.ExtractNarrowingSaturateLower(AdvSimd.Arm64.ConvertToUInt64RoundToZero(x)).ToVector128().AsByte();
        }

        return Vector128.Create((uint)x.ToScalar(), (uint)x.GetElement(1), 0, 0).AsByte();
    }
}
