using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class F64x2
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Min(v128 a, v128 b)
    {
        var x = a.AsDouble();
        var y = b.AsDouble();
        if (Avx512DQ.VL.IsSupported)
        {
            // The range instruction orders zeros by sign but prefers a number to a quiet NaN.
            var range = Avx512DQ.VL.Range(x, y, 0b01_00);
            return Vector128.ConditionalSelect(Sse2.CompareUnordered(x, y), x + y, range).AsByte();
        }

        if (Sse41.IsSupported)
        {
            // Both orders, because the instruction returns its second operand for two zeros: | then picks the sign.
            var ordered = Sse2.Min(x, y) | Sse2.Min(y, x);
            return Sse41.BlendVariable(ordered, x + y, Sse2.CompareUnordered(x, y)).AsByte();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return AdvSimd.Arm64.Min(x, y).AsByte();
        }

        // The sum of a NaN and anything is a quiet NaN.
        var numbers = Vector128.Equals(x, x) & Vector128.Equals(y, y);
        return Vector128.ConditionalSelect(numbers, Vector128.Min(x, y), x + y).AsByte();
    }

    [MethodImpl(AggressiveInlining)]
    public static v128 Max(v128 a, v128 b)
    {
        var x = a.AsDouble();
        var y = b.AsDouble();
        if (Avx512DQ.VL.IsSupported)
        {
            // The range instruction orders zeros by sign but prefers a number to a quiet NaN.
            var range = Avx512DQ.VL.Range(x, y, 0b01_01);
            return Vector128.ConditionalSelect(Sse2.CompareUnordered(x, y), x + y, range).AsByte();
        }

        if (Sse41.IsSupported)
        {
            // Both orders, because the instruction returns its second operand for two zeros: & then picks the sign.
            var ordered = Sse2.Max(x, y) & Sse2.Max(y, x);
            return Sse41.BlendVariable(ordered, x + y, Sse2.CompareUnordered(x, y)).AsByte();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return AdvSimd.Arm64.Max(x, y).AsByte();
        }

        // The sum of a NaN and anything is a quiet NaN.
        var numbers = Vector128.Equals(x, x) & Vector128.Equals(y, y);
        return Vector128.ConditionalSelect(numbers, Vector128.Max(x, y), x + y).AsByte();
    }

    [MethodImpl(AggressiveInlining)]
    public static v128 Pmin(v128 a, v128 b) =>
        Sse41.IsSupported ? Sse2.Min(b.AsDouble(), a.AsDouble()).AsByte()
        : Vector128.ConditionalSelect(Vector128.LessThan(b.AsDouble(), a.AsDouble()).AsByte(), b, a);

    [MethodImpl(AggressiveInlining)]
    public static v128 Pmax(v128 a, v128 b) =>
        Sse41.IsSupported ? Sse2.Max(b.AsDouble(), a.AsDouble()).AsByte()
        : Vector128.ConditionalSelect(Vector128.LessThan(a.AsDouble(), b.AsDouble()).AsByte(), b, a);
}
