using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class F32x4
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Min(v128 a, v128 b)
    {
        var x = a.AsSingle();
        var y = b.AsSingle();
        if (Avx512DQ.VL.IsSupported)
        {
            // The range instruction orders zeros by sign but prefers a number to a quiet NaN.
            var range = Avx512DQ.VL.Range(x, y, 0b01_00);
            return Vector128.ConditionalSelect(Sse.CompareUnordered(x, y), x + y, range).AsByte();
        }

        if (Sse41.IsSupported)
        {
            // Both orders, because the instruction returns its second operand for two zeros: | then picks the sign.
            var ordered = Sse.Min(x, y) | Sse.Min(y, x);
            return Sse41.BlendVariable(ordered, x + y, Sse.CompareUnordered(x, y)).AsByte();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return AdvSimd.Min(x, y).AsByte();
        }

        // The sum of a NaN and anything is a quiet NaN.
        var numbers = Vector128.Equals(x, x) & Vector128.Equals(y, y);
        return Vector128.ConditionalSelect(numbers, Vector128.Min(x, y), x + y).AsByte();
    }

    [MethodImpl(AggressiveInlining)]
    public static v128 Max(v128 a, v128 b)
    {
        var x = a.AsSingle();
        var y = b.AsSingle();
        if (Avx512DQ.VL.IsSupported)
        {
            // The range instruction orders zeros by sign but prefers a number to a quiet NaN.
            var range = Avx512DQ.VL.Range(x, y, 0b01_01);
            return Vector128.ConditionalSelect(Sse.CompareUnordered(x, y), x + y, range).AsByte();
        }

        if (Sse41.IsSupported)
        {
            // Both orders, because the instruction returns its second operand for two zeros: & then picks the sign.
            var ordered = Sse.Max(x, y) & Sse.Max(y, x);
            return Sse41.BlendVariable(ordered, x + y, Sse.CompareUnordered(x, y)).AsByte();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return AdvSimd.Max(x, y).AsByte();
        }

        // The sum of a NaN and anything is a quiet NaN.
        var numbers = Vector128.Equals(x, x) & Vector128.Equals(y, y);
        return Vector128.ConditionalSelect(numbers, Vector128.Max(x, y), x + y).AsByte();
    }

    [MethodImpl(AggressiveInlining)]
    public static v128 Pmin(v128 a, v128 b) =>
        Sse41.IsSupported ? Sse.Min(b.AsSingle(), a.AsSingle()).AsByte()
        : Vector128.ConditionalSelect(Vector128.LessThan(b.AsSingle(), a.AsSingle()).AsByte(), b, a);

    [MethodImpl(AggressiveInlining)]
    public static v128 Pmax(v128 a, v128 b) =>
        Sse41.IsSupported ? Sse.Max(b.AsSingle(), a.AsSingle()).AsByte()
        : Vector128.ConditionalSelect(Vector128.LessThan(a.AsSingle(), b.AsSingle()).AsByte(), b, a);
}
