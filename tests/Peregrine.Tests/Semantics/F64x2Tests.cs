using Peregrine.Semantics;
using Xunit;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Tests.Semantics;

public class F64x2Tests
{
    private static readonly double[] Values = EdgeValues.F64;
    private static readonly long[] Bits = Values.Select(BitConverter.DoubleToInt64Bits).ToArray();

    [Fact]
    public void Arithmetic_agrees_with_the_scalar_instructions()
    {
        Model.Lanes("f64x2.add", Values, Values, F64x2.Add, (double a, double b) => F64.Add(a, b));
        Model.Lanes("f64x2.sub", Values, Values, F64x2.Sub, (double a, double b) => F64.Sub(a, b));
        Model.Lanes("f64x2.mul", Values, Values, F64x2.Mul, (double a, double b) => F64.Mul(a, b));
        Model.Lanes("f64x2.div", Values, Values, F64x2.Div, (double a, double b) => F64.Div(a, b));
        Model.Lanes("f64x2.sqrt", Values, F64x2.Sqrt, (double a) => F64.Sqrt(a));
        Model.Lanes("f64x2.ceil", Values, F64x2.Ceil, (double a) => (double)FloatModel.Ceil(a));
        Model.Lanes("f64x2.floor", Values, F64x2.Floor, (double a) => (double)FloatModel.Floor(a));
        Model.Lanes("f64x2.trunc", Values, F64x2.Trunc, (double a) => (double)FloatModel.Trunc(a));
        Model.Lanes("f64x2.nearest", Values, F64x2.Nearest, (double a) => (double)FloatModel.Nearest(a));
    }

    [Fact]
    public void Minimum_and_maximum_order_zeros_and_quiet_NaNs()
    {
        Model.Lanes("f64x2.min", Values, Values, F64x2.Min, (double a, double b) => (double)FloatModel.Min(a, b));
        Model.Lanes("f64x2.max", Values, Values, F64x2.Max, (double a, double b) => (double)FloatModel.Max(a, b));
    }

    [Fact]
    public void Pseudo_minimum_and_maximum_return_the_first_operand_unless_the_comparison_holds()
    {
        Model.Lanes("f64x2.pmin", Bits, Bits, F64x2.Pmin, (long a, long b) => BitConverter.Int64BitsToDouble(b) < BitConverter.Int64BitsToDouble(a) ? b : a);
        Model.Lanes("f64x2.pmax", Bits, Bits, F64x2.Pmax, (long a, long b) => BitConverter.Int64BitsToDouble(a) < BitConverter.Int64BitsToDouble(b) ? b : a);
    }

    [Fact]
    public void Sign_operators_keep_every_other_bit()
    {
        Model.Lanes("f64x2.abs", Bits, F64x2.Abs, (long a) => a & long.MaxValue);
        Model.Lanes("f64x2.neg", Bits, F64x2.Neg, (long a) => a ^ long.MinValue);
    }

    [Fact]
    public void Comparisons_fill_the_lane_and_hold_with_NaN_only_for_ne()
    {
        Relation("eq", F64x2.Eq, c => c == 0);
        Relation("ne", F64x2.Ne, c => c != 0);
        Relation("lt", F64x2.Lt, c => c == -1);
        Relation("gt", F64x2.Gt, c => c == 1);
        Relation("le", F64x2.Le, c => c is -1 or 0);
        Relation("ge", F64x2.Ge, c => c is 1 or 0);
    }

    [Fact]
    public void Lanes_are_read_replaced_and_splatted_bit_by_bit()
    {
        foreach (var a in Model.Vectors(Bits))
        {
            var lanes = Model.Split<long>(a);
            for (byte lane = 0; lane < lanes.Length; lane++)
            {
                Model.Same("f64x2.extract_lane", lanes[lane], BitConverter.DoubleToInt64Bits(F64x2.ExtractLane(a, lane)), a, lane);
                var replaced = lanes.ToArray();
                replaced[lane] = Bits[^(lane + 1)];
                Model.SameLanes("f64x2.replace_lane", replaced, F64x2.ReplaceLane(a, lane, Values[^(lane + 1)]));
            }

            Model.SameLanes("f64x2.splat", Enumerable.Repeat(lanes[0], 2).ToArray(), F64x2.Splat(BitConverter.Int64BitsToDouble(lanes[0])));
        }
    }

    [Fact]
    public void Conversions_of_the_low_lanes_are_exact()
    {
        Model.Whole("f64x2.convert_low_i32x4_s", EdgeValues.I32, F64x2.ConvertLowI32x4S, (int[] a) => new double[] { a[0], a[1] });
        Model.Whole("f64x2.convert_low_i32x4_u", EdgeValues.I32, F64x2.ConvertLowI32x4U, (int[] a) => new double[] { (uint)a[0], (uint)a[1] });
        Model.Whole("f64x2.promote_low_f32x4", EdgeValues.F32, F64x2.PromoteLowF32x4, (float[] a) => new[] { F64.PromoteF32(a[0]), F64.PromoteF32(a[1]) });
    }

    private static void Relation(string name, Func<v128, v128, v128> operation, Func<int, bool> holds) =>
        Model.Lanes("f64x2." + name, Values, Values, operation, (double a, double b) => (long)(holds(FloatModel.Compare(a, b)) ? -1 : 0));
}
