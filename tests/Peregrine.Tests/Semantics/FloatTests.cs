using Peregrine.Semantics;
using Xunit;

namespace Peregrine.Tests.Semantics;

public class FloatTests
{
    private static readonly float[] Single = EdgeValues.F32;
    private static readonly double[] Double = EdgeValues.F64;

    [Fact]
    public void Arithmetic_rounds_to_its_own_precision_and_quiets_NaNs()
    {
        // Rounding a result of double precision once more is harmless for these operators (53 >= 2 * 24 + 2 bits).
        Model.Binary("f32.add", Single, Single, F32.Add, (a, b) => (float)((double)a + b));
        Model.Binary("f32.sub", Single, Single, F32.Sub, (a, b) => (float)((double)a - b));
        Model.Binary("f32.mul", Single, Single, F32.Mul, (a, b) => (float)((double)a * b));
        Model.Binary("f32.div", Single, Single, F32.Div, (a, b) => (float)((double)a / b));
        Model.Unary("f32.sqrt", Single, F32.Sqrt, a => (float)Math.Sqrt(a));
        Model.Binary("f64.add", Double, Double, F64.Add, (a, b) => a + b);
        Model.Binary("f64.sub", Double, Double, F64.Sub, (a, b) => a - b);
        Model.Binary("f64.mul", Double, Double, F64.Mul, (a, b) => a * b);
        Model.Binary("f64.div", Double, Double, F64.Div, (a, b) => a / b);
        Model.Unary("f64.sqrt", Double, F64.Sqrt, Math.Sqrt);
    }

    [Fact]
    public void Rounding_to_integers_keeps_the_sign_of_zero_and_quiets_NaNs()
    {
        Model.Unary("f32.ceil", Single, F32.Ceil, a => (float)FloatModel.Ceil(a));
        Model.Unary("f32.floor", Single, F32.Floor, a => (float)FloatModel.Floor(a));
        Model.Unary("f32.trunc", Single, F32.Trunc, a => (float)FloatModel.Trunc(a));
        Model.Unary("f32.nearest", Single, F32.Nearest, a => (float)FloatModel.Nearest(a));
        Model.Unary("f64.ceil", Double, F64.Ceil, FloatModel.Ceil);
        Model.Unary("f64.floor", Double, F64.Floor, FloatModel.Floor);
        Model.Unary("f64.trunc", Double, F64.Trunc, FloatModel.Trunc);
        Model.Unary("f64.nearest", Double, F64.Nearest, FloatModel.Nearest);
    }

    [Fact]
    public void Minimum_and_maximum_order_zeros_and_quiet_NaNs()
    {
        Model.Binary("f32.min", Single, Single, F32.Min, (a, b) => (float)FloatModel.Min(a, b));
        Model.Binary("f32.max", Single, Single, F32.Max, (a, b) => (float)FloatModel.Max(a, b));
        Model.Binary("f64.min", Double, Double, F64.Min, FloatModel.Min);
        Model.Binary("f64.max", Double, Double, F64.Max, FloatModel.Max);
    }

    [Fact]
    public void Sign_operators_and_reinterpretations_keep_every_other_bit()
    {
        var narrow = Single.Select(BitConverter.SingleToInt32Bits).ToArray();
        var wide = Double.Select(BitConverter.DoubleToInt64Bits).ToArray();
        Model.Unary("f32.abs", narrow, a => I32.ReinterpretF32(F32.Abs(F32.ReinterpretI32(a))), a => a & int.MaxValue);
        Model.Unary("f32.neg", narrow, a => I32.ReinterpretF32(F32.Neg(F32.ReinterpretI32(a))), a => a ^ int.MinValue);
        Model.Binary("f32.copysign", narrow, narrow,
            (a, b) => I32.ReinterpretF32(F32.Copysign(F32.ReinterpretI32(a), F32.ReinterpretI32(b))), (a, b) => (a & int.MaxValue) | (b & int.MinValue));
        Model.Unary("f64.abs", wide, a => I64.ReinterpretF64(F64.Abs(F64.ReinterpretI64(a))), a => a & long.MaxValue);
        Model.Unary("f64.neg", wide, a => I64.ReinterpretF64(F64.Neg(F64.ReinterpretI64(a))), a => a ^ long.MinValue);
        Model.Binary("f64.copysign", wide, wide,
            (a, b) => I64.ReinterpretF64(F64.Copysign(F64.ReinterpretI64(a), F64.ReinterpretI64(b))), (a, b) => (a & long.MaxValue) | (b & long.MinValue));
    }

    [Fact]
    public void Comparisons_with_NaN_hold_only_for_ne()
    {
        Relation("eq", F32.Eq, F64.Eq, c => c == 0);
        Relation("ne", F32.Ne, F64.Ne, c => c != 0);
        Relation("lt", F32.Lt, F64.Lt, c => c == -1);
        Relation("gt", F32.Gt, F64.Gt, c => c == 1);
        Relation("le", F32.Le, F64.Le, c => c is -1 or 0);
        Relation("ge", F32.Ge, F64.Ge, c => c is 1 or 0);
    }

    [Fact]
    public void Conversions_round_once()
    {
        Model.Unary("f32.convert_i32_s", EdgeValues.I32, F32.ConvertI32S, a => FloatModel.Single(a));
        Model.Unary("f32.convert_i32_u", EdgeValues.I32, F32.ConvertI32U, a => FloatModel.Single((uint)a));
        Model.Unary("f32.convert_i64_s", EdgeValues.I64, F32.ConvertI64S, a => FloatModel.Single(a));
        Model.Unary("f32.convert_i64_u", EdgeValues.I64, F32.ConvertI64U, a => FloatModel.Single((ulong)a));
        Model.Unary("f64.convert_i32_s", EdgeValues.I32, F64.ConvertI32S, a => FloatModel.Double(a));
        Model.Unary("f64.convert_i32_u", EdgeValues.I32, F64.ConvertI32U, a => FloatModel.Double((uint)a));
        Model.Unary("f64.convert_i64_s", EdgeValues.I64, F64.ConvertI64S, a => FloatModel.Double(a));
        Model.Unary("f64.convert_i64_u", EdgeValues.I64, F64.ConvertI64U, a => FloatModel.Double((ulong)a));
    }

    [Fact]
    public void Unsigned_64_bit_integers_beside_the_middle_of_two_floats_round_to_the_nearer_one()
    {
        // 2^63 + 2^39 is the middle of two f32; a detour by f64 would lose the last bit and round to even.
        Assert.Equal(9223373136366403584f, F32.ConvertI64U(unchecked((long)0x8000008000000001)));
        Assert.Equal(9223372036854775808f, F32.ConvertI64U(unchecked((long)0x8000008000000000)));
        Assert.Equal(9223372036854775808f, F32.ConvertI64U(unchecked((long)0x8000007FFFFFFFFF)));
        Assert.Equal(9223374235878031360f, F32.ConvertI64U(unchecked((long)0x8000018000000000)));
    }

    [Fact]
    public void Promotion_and_demotion_quiet_NaNs()
    {
        Model.Unary("f64.promote_f32", Single, F64.PromoteF32, a => float.IsNaN(a) ? double.NaN : a);
        Model.Unary("f32.demote_f64", Double, F32.DemoteF64, a => double.IsNaN(a) ? float.NaN : FloatModel.Demote(a));
    }

    private static void Relation(string name, Func<float, float, int> single, Func<double, double, int> wide, Func<int, bool> holds)
    {
        Model.Binary("f32." + name, Single, Single, single, (a, b) => holds(FloatModel.Compare(a, b)) ? 1 : 0);
        Model.Binary("f64." + name, Double, Double, wide, (a, b) => holds(FloatModel.Compare(a, b)) ? 1 : 0);
    }
}
