using Peregrine.Semantics;
using Xunit;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Tests.Semantics;

public class F32x4Tests
{
    private static readonly float[] Values = EdgeValues.F32;
    private static readonly int[] Bits = Values.Select(BitConverter.SingleToInt32Bits).ToArray();

    [Fact]
    public void Arithmetic_agrees_with_the_scalar_instructions()
    {
        Model.Lanes("f32x4.add", Values, Values, F32x4.Add, (float a, float b) => F32.Add(a, b));
        Model.Lanes("f32x4.sub", Values, Values, F32x4.Sub, (float a, float b) => F32.Sub(a, b));
        Model.Lanes("f32x4.mul", Values, Values, F32x4.Mul, (float a, float b) => F32.Mul(a, b));
        Model.Lanes("f32x4.div", Values, Values, F32x4.Div, (float a, float b) => F32.Div(a, b));
        Model.Lanes("f32x4.sqrt", Values, F32x4.Sqrt, (float a) => F32.Sqrt(a));
        Model.Lanes("f32x4.ceil", Values, F32x4.Ceil, (float a) => (float)FloatModel.Ceil(a));
        Model.Lanes("f32x4.floor", Values, F32x4.Floor, (float a) => (float)FloatModel.Floor(a));
        Model.Lanes("f32x4.trunc", Values, F32x4.Trunc, (float a) => (float)FloatModel.Trunc(a));
        Model.Lanes("f32x4.nearest", Values, F32x4.Nearest, (float a) => (float)FloatModel.Nearest(a));
    }

    [Fact]
    public void Minimum_and_maximum_order_zeros_and_quiet_NaNs()
    {
        Model.Lanes("f32x4.min", Values, Values, F32x4.Min, (float a, float b) => (float)FloatModel.Min(a, b));
        Model.Lanes("f32x4.max", Values, Values, F32x4.Max, (float a, float b) => (float)FloatModel.Max(a, b));
    }

    [Fact]
    public void Pseudo_minimum_and_maximum_return_the_first_operand_unless_the_comparison_holds()
    {
        Model.Lanes("f32x4.pmin", Bits, Bits, F32x4.Pmin, (int a, int b) => BitConverter.Int32BitsToSingle(b) < BitConverter.Int32BitsToSingle(a) ? b : a);
        Model.Lanes("f32x4.pmax", Bits, Bits, F32x4.Pmax, (int a, int b) => BitConverter.Int32BitsToSingle(a) < BitConverter.Int32BitsToSingle(b) ? b : a);
    }

    [Fact]
    public void Sign_operators_keep_every_other_bit()
    {
        Model.Lanes("f32x4.abs", Bits, F32x4.Abs, (int a) => a & int.MaxValue);
        Model.Lanes("f32x4.neg", Bits, F32x4.Neg, (int a) => a ^ int.MinValue);
    }

    [Fact]
    public void Comparisons_fill_the_lane_and_hold_with_NaN_only_for_ne()
    {
        Relation("eq", F32x4.Eq, c => c == 0);
        Relation("ne", F32x4.Ne, c => c != 0);
        Relation("lt", F32x4.Lt, c => c == -1);
        Relation("gt", F32x4.Gt, c => c == 1);
        Relation("le", F32x4.Le, c => c is -1 or 0);
        Relation("ge", F32x4.Ge, c => c is 1 or 0);
    }

    [Fact]
    public void Lanes_are_read_replaced_and_splatted_bit_by_bit()
    {
        foreach (var a in Model.Vectors(Bits))
        {
            var lanes = Model.Split<int>(a);
            for (byte lane = 0; lane < lanes.Length; lane++)
            {
                Model.Same("f32x4.extract_lane", lanes[lane], BitConverter.SingleToInt32Bits(F32x4.ExtractLane(a, lane)), a, lane);
                var replaced = lanes.ToArray();
                replaced[lane] = Bits[^(lane + 1)];
                Model.SameLanes("f32x4.replace_lane", replaced, F32x4.ReplaceLane(a, lane, Values[^(lane + 1)]));
            }

            Model.SameLanes("f32x4.splat", Enumerable.Repeat(lanes[0], 4).ToArray(), F32x4.Splat(BitConverter.Int32BitsToSingle(lanes[0])));
        }
    }

    [Fact]
    public void Conversions_round_once()
    {
        Model.Lanes("f32x4.convert_i32x4_s", EdgeValues.I32, F32x4.ConvertI32x4S, (int a) => FloatModel.Single(a));
        Model.Lanes("f32x4.convert_i32x4_u", EdgeValues.I32, F32x4.ConvertI32x4U, (int a) => FloatModel.Single((uint)a));
        Model.Whole("f32x4.demote_f64x2_zero", EdgeValues.F64, F32x4.DemoteF64x2Zero, (double[] a) => new[] { F32.DemoteF64(a[0]), F32.DemoteF64(a[1]), 0, 0 });
    }

    private static void Relation(string name, Func<v128, v128, v128> operation, Func<int, bool> holds) =>
        Model.Lanes("f32x4." + name, Values, Values, operation, (float a, float b) => (int)(holds(FloatModel.Compare(a, b)) ? -1 : 0));
}
