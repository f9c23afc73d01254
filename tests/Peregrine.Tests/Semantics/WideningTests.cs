using Peregrine.Semantics;
using Xunit;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Tests.Semantics;

public class WideningTests
{
    private static readonly sbyte[] Bytes = EdgeValues.I8;
    private static readonly short[] Shorts = EdgeValues.I16;
    private static readonly int[] Ints = EdgeValues.I32;

    [Fact]
    public void Extension_takes_one_half_of_the_lanes()
    {
        Extend("i16x8.extend_i8x16_s", Bytes, I16x8.ExtendLowI8x16S, I16x8.ExtendHighI8x16S, a => (short)a);
        Extend("i16x8.extend_i8x16_u", Bytes, I16x8.ExtendLowI8x16U, I16x8.ExtendHighI8x16U, a => (short)(byte)a);
        Extend("i32x4.extend_i16x8_s", Shorts, I32x4.ExtendLowI16x8S, I32x4.ExtendHighI16x8S, a => (int)a);
        Extend("i32x4.extend_i16x8_u", Shorts, I32x4.ExtendLowI16x8U, I32x4.ExtendHighI16x8U, a => (int)(ushort)a);
        Extend("i64x2.extend_i32x4_s", Ints, I64x2.ExtendLowI32x4S, I64x2.ExtendHighI32x4S, a => (long)a);
        Extend("i64x2.extend_i32x4_u", Ints, I64x2.ExtendLowI32x4U, I64x2.ExtendHighI32x4U, a => (long)(uint)a);
    }

    [Fact]
    public void Extended_products_are_exact()
    {
        Multiply("i16x8.extmul_i8x16_s", Bytes, I16x8.ExtmulLowI8x16S, I16x8.ExtmulHighI8x16S, (a, b) => (short)(a * b));
        Multiply("i16x8.extmul_i8x16_u", Bytes, I16x8.ExtmulLowI8x16U, I16x8.ExtmulHighI8x16U, (a, b) => unchecked((short)((byte)a * (byte)b)));
        Multiply("i32x4.extmul_i16x8_s", Shorts, I32x4.ExtmulLowI16x8S, I32x4.ExtmulHighI16x8S, (a, b) => a * b);
        Multiply("i32x4.extmul_i16x8_u", Shorts, I32x4.ExtmulLowI16x8U, I32x4.ExtmulHighI16x8U, (a, b) => unchecked((int)((uint)(ushort)a * (ushort)b)));
        Multiply("i64x2.extmul_i32x4_s", Ints, I64x2.ExtmulLowI32x4S, I64x2.ExtmulHighI32x4S, (a, b) => (long)a * b);
        Multiply("i64x2.extmul_i32x4_u", Ints, I64x2.ExtmulLowI32x4U, I64x2.ExtmulHighI32x4U, (a, b) => unchecked((long)((ulong)(uint)a * (uint)b)));
    }

    [Fact]
    public void Pairs_of_lanes_are_added_without_overflow()
    {
        Pairwise("i16x8.extadd_pairwise_i8x16_s", Bytes, I16x8.ExtaddPairwiseI8x16S, (a, b) => (short)(a + b));
        Pairwise("i16x8.extadd_pairwise_i8x16_u", Bytes, I16x8.ExtaddPairwiseI8x16U, (a, b) => (short)((byte)a + (byte)b));
        Pairwise("i32x4.extadd_pairwise_i16x8_s", Shorts, I32x4.ExtaddPairwiseI16x8S, (a, b) => a + b);
        Pairwise("i32x4.extadd_pairwise_i16x8_u", Shorts, I32x4.ExtaddPairwiseI16x8U, (a, b) => (ushort)a + (ushort)b);
    }

    [Fact]
    public void Dot_product_wraps_only_for_four_least_values() =>
        Model.Whole("i32x4.dot_i16x8_s", Shorts, I32x4.DotI16x8S,
            (short[] a, short[] b) => Enumerable.Range(0, 4).Select(i => unchecked((a[2 * i] * b[2 * i]) + (a[(2 * i) + 1] * b[(2 * i) + 1]))).ToArray());

    [Fact]
    public void Dot_product_of_least_values_wraps()
    {
        var least = I16x8.Splat(short.MinValue);
        Assert.Equal(I32x4.Splat(int.MinValue), I32x4.DotI16x8S(least, least));
    }

    [Fact]
    public void Narrowing_saturates()
    {
        Model.Whole("i8x16.narrow_i16x8_s", Shorts, I8x16.NarrowI16x8S, (short[] a, short[] b) => a.Concat(b).Select(x => (sbyte)Math.Clamp(x, (short)-128, (short)127)).ToArray());
        Model.Whole("i8x16.narrow_i16x8_u", Shorts, I8x16.NarrowI16x8U, (short[] a, short[] b) => a.Concat(b).Select(x => (byte)Math.Clamp(x, (short)0, (short)255)).ToArray());
        Model.Whole("i16x8.narrow_i32x4_s", Ints, I16x8.NarrowI32x4S, (int[] a, int[] b) => a.Concat(b).Select(x => (short)Math.Clamp(x, -32768, 32767)).ToArray());
        Model.Whole("i16x8.narrow_i32x4_u", Ints, I16x8.NarrowI32x4U, (int[] a, int[] b) => a.Concat(b).Select(x => (ushort)Math.Clamp(x, 0, 65535)).ToArray());
    }

    [Fact]
    public void Truncation_saturates_and_takes_NaN_to_0()
    {
        Model.Lanes("i32x4.trunc_sat_f32x4_s", EdgeValues.F32, I32x4.TruncSatF32x4S, (float a) => Signed(a));
        Model.Lanes("i32x4.trunc_sat_f32x4_u", EdgeValues.F32, I32x4.TruncSatF32x4U, (float a) => Unsigned(a));
        Model.Whole("i32x4.trunc_sat_f64x2_s_zero", EdgeValues.F64, I32x4.TruncSatF64x2SZero, (double[] a) => new[] { Signed(a[0]), Signed(a[1]), 0, 0 });
        Model.Whole("i32x4.trunc_sat_f64x2_u_zero", EdgeValues.F64, I32x4.TruncSatF64x2UZero, (double[] a) => new[] { Unsigned(a[0]), Unsigned(a[1]), 0u, 0u });
    }

    private static int Signed(double a) => (int)FloatModel.Saturate(a, int.MinValue, int.MaxValue);

    private static uint Unsigned(double a) => (uint)FloatModel.Saturate(a, 0, uint.MaxValue);

    private static void Extend<A, R>(string name, A[] values, Func<v128, v128> low, Func<v128, v128> high, Func<A, R> model)
    {
        Model.Whole(name + " low", values, low, (A[] a) => a[..(a.Length / 2)].Select(model).ToArray());
        Model.Whole(name + " high", values, high, (A[] a) => a[(a.Length / 2)..].Select(model).ToArray());
    }

    private static void Multiply<A, R>(string name, A[] values, Func<v128, v128, v128> low, Func<v128, v128, v128> high, Func<A, A, R> model)
    {
        Model.Whole(name + " low", values, low, (A[] a, A[] b) => a[..(a.Length / 2)].Zip(b, model).ToArray());
        Model.Whole(name + " high", values, high, (A[] a, A[] b) => a[(a.Length / 2)..].Zip(b[(b.Length / 2)..], model).ToArray());
    }

    private static void Pairwise<A, R>(string name, A[] values, Func<v128, v128> operation, Func<A, A, R> model) =>
        Model.Whole(name, values, operation, (A[] a) => Enumerable.Range(0, a.Length / 2).Select(i => model(a[2 * i], a[(2 * i) + 1])).ToArray());
}
