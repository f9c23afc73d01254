using System.Runtime.Intrinsics;
using Peregrine.Semantics;
using Xunit;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Tests.Semantics;

/// <summary>A relaxed instruction gives one of the spec's choices in every lane; its deterministic form the first.</summary>
public class RelaxedTests
{
    private static readonly byte[] AllBytes = Enumerable.Range(0, 256).Select(x => (byte)x).ToArray();

    [Fact]
    public void Swizzle_may_wrap_lanes_below_128()
    {
        var source = Enumerable.Range(100, 16).Select(x => (byte)x).ToArray();
        Choice("i8x16.relaxed_swizzle", AllBytes, lanes => I8x16.RelaxedSwizzle(Vector128.Create(source), lanes),
            lanes => I8x16.RelaxedSwizzleDeterministic(Vector128.Create(source), lanes),
            (byte lane) => new[] { lane < 16 ? source[lane] : (byte)0, lane < 128 ? source[lane & 15] : (byte)0 });
    }

    [Fact]
    public void Truncation_may_give_other_integers_out_of_range()
    {
        Choice("i32x4.relaxed_trunc_f32x4_s", EdgeValues.F32, I32x4.RelaxedTruncF32x4S, I32x4.RelaxedTruncF32x4SDeterministic, (float a) => Signed(a));
        Choice("i32x4.relaxed_trunc_f32x4_u", EdgeValues.F32, I32x4.RelaxedTruncF32x4U, I32x4.RelaxedTruncF32x4UDeterministic, (float a) => Unsigned(a));
        foreach (var a in Model.Vectors(EdgeValues.F64))
        {
            var lanes = Model.Split<double>(a);
            var signed = Model.Split<int>(I32x4.RelaxedTruncF64x2SZero(a));
            var unsigned = Model.Split<uint>(I32x4.RelaxedTruncF64x2UZero(a));
            Assert.Equal(I32x4.TruncSatF64x2SZero(a), I32x4.RelaxedTruncF64x2SZeroDeterministic(a));
            Assert.Equal(I32x4.TruncSatF64x2UZero(a), I32x4.RelaxedTruncF64x2UZeroDeterministic(a));
            for (var lane = 0; lane < 2; lane++)
            {
                Assert.Contains(signed[lane], Signed(lanes[lane]));
                Assert.Contains(unsigned[lane], Unsigned(lanes[lane]));
                Assert.Equal(0, signed[lane + 2]);
                Assert.Equal(0u, unsigned[lane + 2]);
            }
        }
    }

    [Fact]
    public void Multiply_add_is_fused_or_not_and_the_deterministic_form_is_not()
    {
        // 1 + 2^-12 squared has a low bit that only a fused addition sees.
        var x = F32x4.Splat(1 + (1f / 4096));
        var rounded = F32x4.Splat(-(1 + (1f / 2048)));
        var negated = F32x4.Splat(1 + (1f / 2048));
        Assert.Equal(F32x4.Splat(0f), F32x4.RelaxedMaddDeterministic(x, x, rounded));
        Assert.Equal(F32x4.Splat(0f), F32x4.RelaxedNmaddDeterministic(x, x, negated));
        Assert.Contains(F32x4.RelaxedMadd(x, x, rounded), new[] { F32x4.Splat(0f), F32x4.Splat(1f / 16777216) });
        Assert.Contains(F32x4.RelaxedNmadd(x, x, negated), new[] { F32x4.Splat(0f), F32x4.Splat(-1f / 16777216) });

        var y = F64x2.Splat(1 + Math.ScaleB(1, -27));
        var roundedWide = F64x2.Splat(-(1 + Math.ScaleB(1, -26)));
        var negatedWide = F64x2.Splat(1 + Math.ScaleB(1, -26));
        Assert.Equal(F64x2.Splat(0d), F64x2.RelaxedMaddDeterministic(y, y, roundedWide));
        Assert.Equal(F64x2.Splat(0d), F64x2.RelaxedNmaddDeterministic(y, y, negatedWide));
        Assert.Contains(F64x2.RelaxedMadd(y, y, roundedWide), new[] { F64x2.Splat(0d), F64x2.Splat(Math.ScaleB(1, -54)) });
        Assert.Contains(F64x2.RelaxedNmadd(y, y, negatedWide), new[] { F64x2.Splat(0d), F64x2.Splat(-Math.ScaleB(1, -54)) });
    }

    [Fact]
    public void Multiply_add_of_small_numbers_is_exact_in_either_form()
    {
        float[] small = [0, 1, -2, 3, 0.5f, -7, 1024];
        foreach (var c in small)
        {
            Model.Lanes("f32x4.relaxed_madd", small, small, (a, b) => F32x4.RelaxedMadd(a, b, F32x4.Splat(c)), (float a, float b) => (a * b) + c + 0f);
            Model.Lanes("f32x4.relaxed_nmadd", small, small, (a, b) => F32x4.RelaxedNmadd(a, b, F32x4.Splat(c)), (float a, float b) => (-a * b) + c);
            Model.Lanes("f64x2.relaxed_madd", small.Select(x => (double)x).ToArray(), small.Select(x => (double)x).ToArray(),
                (a, b) => F64x2.RelaxedMadd(a, b, F64x2.Splat(c)), (double a, double b) => (a * b) + c);
            Model.Lanes("f64x2.relaxed_nmadd", small.Select(x => (double)x).ToArray(), small.Select(x => (double)x).ToArray(),
                (a, b) => F64x2.RelaxedNmadd(a, b, F64x2.Splat(c)), (double a, double b) => (-a * b) + c);
        }
    }

    [Fact]
    public void Minimum_and_maximum_may_return_an_operand_for_NaNs_and_zeros()
    {
        Extremes("f32x4", EdgeValues.F32, F32x4.RelaxedMin, F32x4.RelaxedMax, F32x4.Min, F32x4.Max, F32x4.RelaxedMinDeterministic, F32x4.RelaxedMaxDeterministic, a => a, BitsOf);
        Extremes("f64x2", EdgeValues.F64, F64x2.RelaxedMin, F64x2.RelaxedMax, F64x2.Min, F64x2.Max, F64x2.RelaxedMinDeterministic, F64x2.RelaxedMaxDeterministic, a => a, BitConverter.DoubleToInt64Bits);

        static long BitsOf(float a) => BitConverter.SingleToInt32Bits(a);
    }

    [Fact]
    public void Lane_selection_may_look_at_the_sign_of_the_mask_only()
    {
        Select("i8x16", EdgeValues.I8, I8x16.RelaxedLaneselect, I8x16.RelaxedLaneselectDeterministic, (a, b, m) => [(sbyte)((a & m) | (b & ~m)), m < 0 ? a : b]);
        Select("i16x8", EdgeValues.I16, I16x8.RelaxedLaneselect, I16x8.RelaxedLaneselectDeterministic, (a, b, m) => [(short)((a & m) | (b & ~m)), m < 0 ? a : b]);
        Select("i32x4", EdgeValues.I32, I32x4.RelaxedLaneselect, I32x4.RelaxedLaneselectDeterministic, (a, b, m) => [(a & m) | (b & ~m), m < 0 ? a : b]);
        Select("i64x2", EdgeValues.I64, I64x2.RelaxedLaneselect, I64x2.RelaxedLaneselectDeterministic, (a, b, m) => [(a & m) | (b & ~m), m < 0 ? a : b]);
    }

    [Fact]
    public void Q15_multiplication_may_wrap_the_least_value()
    {
        foreach (var (a, b) in Model.Pairs(EdgeValues.I16, EdgeValues.I16))
        {
            Assert.Equal(I16x8.Q15mulrSatS(a, b), I16x8.RelaxedQ15mulrSDeterministic(a, b));
            var strict = Model.Split<short>(I16x8.Q15mulrSatS(a, b));
            var relaxed = Model.Split<short>(I16x8.RelaxedQ15mulrS(a, b));
            for (var lane = 0; lane < 8; lane++)
            {
                var least = Model.Split<short>(a)[lane] == short.MinValue && Model.Split<short>(b)[lane] == short.MinValue;
                Assert.Contains(relaxed[lane], least ? new[] { strict[lane], short.MinValue } : [strict[lane]]);
            }
        }
    }

    [Fact]
    public void Dot_product_may_read_negative_second_operands_as_unsigned()
    {
        foreach (var (a, b) in Model.Pairs(EdgeValues.I8, EdgeValues.I8))
        {
            var x = Model.Split<sbyte>(a);
            var y = Model.Split<sbyte>(b);
            var relaxed = Model.Split<short>(I16x8.RelaxedDotI8x16I7x16S(a, b));
            var strict = Model.Split<short>(I16x8.RelaxedDotI8x16I7x16SDeterministic(a, b));
            for (var lane = 0; lane < 8; lane++)
            {
                int i = 2 * lane, j = i + 1;
                var signed = Saturate((x[i] * y[i]) + (x[j] * y[j]));
                Assert.Equal(signed, strict[lane]);
                Assert.Contains(relaxed[lane], new[] { signed, Saturate((x[i] * (byte)y[i]) + (x[j] * (byte)y[j])) });
            }

            var c = I32x4.Splat(int.MaxValue - 5);
            var sums = Model.Split<int>(I32x4.RelaxedDotI8x16I7x16AddS(a, b, c));
            var strictSums = Model.Split<int>(I32x4.RelaxedDotI8x16I7x16AddSDeterministic(a, b, c));
            for (var lane = 0; lane < 4; lane++)
            {
                Assert.Equal(unchecked(strict[2 * lane] + strict[(2 * lane) + 1] + int.MaxValue - 5), strictSums[lane]);
                var unsigned = Enumerable.Range(4 * lane, 4).Select(i => x[i] * (byte)y[i]).ToArray();
                Assert.Contains(sums[lane], new[]
                {
                    strictSums[lane],
                    unchecked(unsigned.Sum() + int.MaxValue - 5),
                    unchecked(Saturate(unsigned[0] + unsigned[1]) + Saturate(unsigned[2] + unsigned[3]) + int.MaxValue - 5),
                });
            }
        }

        static short Saturate(int sum) => (short)Math.Clamp(sum, short.MinValue, short.MaxValue);
    }

    private static int[] Signed(double a) => FloatModel.Truncate(a, int.MinValue, int.MaxValue) is { } exact
        ? [(int)exact]
        : [(int)FloatModel.Saturate(a, int.MinValue, int.MaxValue), int.MinValue];

    private static uint[] Unsigned(double a) => FloatModel.Truncate(a, 0, uint.MaxValue) is { } exact
        ? [(uint)exact]
        : [(uint)FloatModel.Saturate(a, 0, uint.MaxValue), uint.MaxValue, uint.MaxValue - 1, 0x80000000];

    private static void Choice<A, R>(string name, A[] values, Func<v128, v128> relaxed, Func<v128, v128> deterministic, Func<A, R[]> choices)
    {
        Model.Lanes(name + " (deterministic)", values, deterministic, (A a) => choices(a)[0]);
        foreach (var a in Model.Vectors(values))
        {
            var actual = Model.Split<R>(relaxed(a));
            var lanes = Model.Split<A>(a);
            for (var lane = 0; lane < actual.Length; lane++)
            {
                Assert.Contains(actual[lane], choices(lanes[lane]));
            }
        }
    }

    private static void Extremes<T>(
        string name, T[] values, Func<v128, v128, v128> min, Func<v128, v128, v128> max, Func<v128, v128, v128> strictMin, Func<v128, v128, v128> strictMax,
        Func<v128, v128, v128> deterministicMin, Func<v128, v128, v128> deterministicMax, Func<T, double> exact, Func<T, long> bits)
    {
        foreach (var (a, b) in Model.Pairs(values, values))
        {
            Assert.Equal(strictMin(a, b), deterministicMin(a, b));
            Assert.Equal(strictMax(a, b), deterministicMax(a, b));
            foreach (var (relaxed, strict) in new[] { (min(a, b), strictMin(a, b)), (max(a, b), strictMax(a, b)) })
            {
                for (var lane = 0; lane < Vector128<T>.Count; lane++)
                {
                    T x = Model.Split<T>(a)[lane], y = Model.Split<T>(b)[lane];
                    var free = double.IsNaN(exact(x)) || double.IsNaN(exact(y)) || (exact(x) == 0 && exact(y) == 0);
                    long[] allowed = free ? [bits(Model.Split<T>(strict)[lane]), bits(x), bits(y)] : [bits(Model.Split<T>(strict)[lane])];
                    Assert.True(allowed.Contains(bits(Model.Split<T>(relaxed)[lane])), $"{name} of {x} and {y}");
                }
            }
        }
    }

    private static void Select<T>(
        string name, T[] values, Func<v128, v128, v128, v128> relaxed, Func<v128, v128, v128, v128> deterministic, Func<T, T, T, T[]> choices)
        where T : struct
    {
        foreach (var mask in Model.Vectors(values))
        {
            foreach (var a in Model.Vectors(values).Take(3))
            {
                var b = V128.Not(a);
                T[] x = Model.Split<T>(a), y = Model.Split<T>(b), m = Model.Split<T>(mask);
                var actual = Model.Split<T>(relaxed(a, b, mask));
                Model.SameLanes(name + ".relaxed_laneselect", x.Select((_, i) => choices(x[i], y[i], m[i])[0]).ToArray(), deterministic(a, b, mask));
                for (var lane = 0; lane < actual.Length; lane++)
                {
                    Assert.Contains(actual[lane], choices(x[lane], y[lane], m[lane]));
                }
            }
        }
    }
}
