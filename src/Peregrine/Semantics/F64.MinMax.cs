using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

internal static partial class F64
{
    [MethodImpl(AggressiveInlining)]
    public static double Min(double a, double b)
    {
        if (Avx512DQ.IsSupported)
        {
            // The range instruction orders zeros by sign but prefers a number to a quiet NaN.
            var x = Vector128.CreateScalarUnsafe(a);
            var y = Vector128.CreateScalarUnsafe(b);
            return Vector128.ConditionalSelect(
                Sse2.CompareScalarUnordered(x, y),
                Sse2.AddScalar(x, y),
                Avx512DQ.RangeScalar(x, y, 0b01_00)).ToScalar();
        }

        if (Sse41.IsSupported)
        {
            // Both orders, because the instruction returns its second operand for two zeros: | then picks the sign.
            var x = Vector128.CreateScalarUnsafe(a);
            var y = Vector128.CreateScalarUnsafe(b);
            var ordered = Sse2.MinScalar(x, y) | Sse2.MinScalar(y, x);
            return Sse41.BlendVariable(ordered, Sse2.AddScalar(x, y), Sse2.CompareScalarUnordered(x, y)).ToScalar();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return Math.Min(a, b);
        }

        // The sum of a NaN and anything is a quiet NaN.
        return double.IsNaN(a) || double.IsNaN(b) ? a + b : Math.Min(a, b);
    }

    [MethodImpl(AggressiveInlining)]
    public static double Max(double a, double b)
    {
        if (Avx512DQ.IsSupported)
        {
            // The range instruction orders zeros by sign but prefers a number to a quiet NaN.
            var x = Vector128.CreateScalarUnsafe(a);
            var y = Vector128.CreateScalarUnsafe(b);
            return Vector128.ConditionalSelect(
                Sse2.CompareScalarUnordered(x, y),
                Sse2.AddScalar(x, y),
                Avx512DQ.RangeScalar(x, y, 0b01_01)).ToScalar();
        }

        if (Sse41.IsSupported)
        {
            // Both orders, because the instruction returns its second operand for two zeros: & then picks the sign.
            var x = Vector128.CreateScalarUnsafe(a);
            var y = Vector128.CreateScalarUnsafe(b);
            var ordered = Sse2.MaxScalar(x, y) & Sse2.MaxScalar(y, x);
            return Sse41.BlendVariable(ordered, Sse2.AddScalar(x, y), Sse2.CompareScalarUnordered(x, y)).ToScalar();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return Math.Max(a, b);
        }

        // The sum of a NaN and anything is a quiet NaN.
        return double.IsNaN(a) || double.IsNaN(b) ? a + b : Math.Max(a, b);
    }
}
