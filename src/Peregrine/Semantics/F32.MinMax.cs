using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

internal static partial class F32
{
    [MethodImpl(AggressiveInlining)]
    public static float Min(float a, float b)
    {
        if (Avx512DQ.IsSupported)
        {
            // The range instruction orders zeros by sign but prefers a number to a quiet NaN.
            var x = Vector128.CreateScalarUnsafe(a);
            var y = Vector128.CreateScalarUnsafe(b);
            return Vector128.ConditionalSelect(
                Sse.CompareScalarUnordered(x, y),
                Sse.AddScalar(x, y),
                Avx512DQ.RangeScalar(x, y, 0b01_00)).ToScalar();
        }

        if (Sse41.IsSupported)
        {
            // Both orders, because the instruction returns its second operand for two zeros: | then picks the sign.
            var x = Vector128.CreateScalarUnsafe(a);
            var y = Vector128.CreateScalarUnsafe(b);
            var ordered = Sse.MinScalar(x, y) | Sse.MinScalar(y, x);
            return Sse41.BlendVariable(ordered, Sse.AddScalar(x, y), Sse.CompareScalarUnordered(x, y)).ToScalar();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return MathF.Min(a, b);
        }

        // The sum of a NaN and anything is a quiet NaN.
        return float.IsNaN(a) || float.IsNaN(b) ? a + b : MathF.Min(a, b);
    }

    [MethodImpl(AggressiveInlining)]
    public static float Max(float a, float b)
    {
        if (Avx512DQ.IsSupported)
        {
            // The range instruction orders zeros by sign but prefers a number to a quiet NaN.
            var x = Vector128.CreateScalarUnsafe(a);
            var y = Vector128.CreateScalarUnsafe(b);
            return Vector128.ConditionalSelect(
                Sse.CompareScalarUnordered(x, y),
                Sse.AddScalar(x, y),
                Avx512DQ.RangeScalar(x, y, 0b01_01)).ToScalar();
        }

        if (Sse41.IsSupported)
        {
            // Both orders, because the instruction returns its second operand for two zeros: & then picks the sign.
            var x = Vector128.CreateScalarUnsafe(a);
            var y = Vector128.CreateScalarUnsafe(b);
            var ordered = Sse.MaxScalar(x, y) & Sse.MaxScalar(y, x);
            return Sse41.BlendVariable(ordered, Sse.AddScalar(x, y), Sse.CompareScalarUnordered(x, y)).ToScalar();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return MathF.Max(a, b);
        }

        // The sum of a NaN and anything is a quiet NaN.
        return float.IsNaN(a) || float.IsNaN(b) ? a + b : MathF.Max(a, b);
    }
}
