using Peregrine.Semantics;
using Xunit;

namespace Peregrine.Tests.Semantics;

public class I32x4Tests
{
    private static readonly int[] Values = EdgeValues.I32;

    [Fact]
    public void Arithmetic_wraps_in_each_lane()
    {
        Model.Lanes("i32x4.add", Values, Values, I32x4.Add, (int a, int b) => unchecked((int)(a + b)));
        Model.Lanes("i32x4.sub", Values, Values, I32x4.Sub, (int a, int b) => unchecked((int)(a - b)));
        Model.Lanes("i32x4.mul", Values, Values, I32x4.Mul, (int a, int b) => unchecked((int)(a * b)));
        Model.Lanes("i32x4.neg", Values, I32x4.Neg, (int a) => unchecked((int)-a));
        Model.Lanes("i32x4.abs", Values, I32x4.Abs, (int a) => unchecked(a < 0 ? (int)-a : a));
        Model.Lanes("i32x4.min_s", Values, Values, I32x4.MinS, (int a, int b) => a < b ? a : b);
        Model.Lanes("i32x4.min_u", Values, Values, I32x4.MinU, (int a, int b) => (uint)a < (uint)b ? a : b);
        Model.Lanes("i32x4.max_s", Values, Values, I32x4.MaxS, (int a, int b) => a > b ? a : b);
        Model.Lanes("i32x4.max_u", Values, Values, I32x4.MaxU, (int a, int b) => (uint)a > (uint)b ? a : b);
    }

    [Fact]
    public void Comparisons_fill_the_lane()
    {
        Model.Lanes("i32x4.eq", Values, Values, I32x4.Eq, (int a, int b) => (int)(a == b ? -1 : 0));
        Model.Lanes("i32x4.ne", Values, Values, I32x4.Ne, (int a, int b) => (int)(a != b ? -1 : 0));
        Model.Lanes("i32x4.lt_s", Values, Values, I32x4.LtS, (int a, int b) => (int)(a < b ? -1 : 0));
        Model.Lanes("i32x4.lt_u", Values, Values, I32x4.LtU, (int a, int b) => (int)((uint)a < (uint)b ? -1 : 0));
        Model.Lanes("i32x4.gt_s", Values, Values, I32x4.GtS, (int a, int b) => (int)(a > b ? -1 : 0));
        Model.Lanes("i32x4.gt_u", Values, Values, I32x4.GtU, (int a, int b) => (int)((uint)a > (uint)b ? -1 : 0));
        Model.Lanes("i32x4.le_s", Values, Values, I32x4.LeS, (int a, int b) => (int)(a <= b ? -1 : 0));
        Model.Lanes("i32x4.le_u", Values, Values, I32x4.LeU, (int a, int b) => (int)((uint)a <= (uint)b ? -1 : 0));
        Model.Lanes("i32x4.ge_s", Values, Values, I32x4.GeS, (int a, int b) => (int)(a >= b ? -1 : 0));
        Model.Lanes("i32x4.ge_u", Values, Values, I32x4.GeU, (int a, int b) => (int)((uint)a >= (uint)b ? -1 : 0));
    }

    [Fact]
    public void Shifts_take_their_count_modulo_the_lane_width()
    {
        foreach (var count in new[] { 0, 1, 3, 7, 8, 9, 15, 16, 31, 32, 33, 63, 64, 255, -1, int.MinValue })
        {
            Model.Lanes("i32x4.shl", Values, a => I32x4.Shl(a, count), (int a) => unchecked((int)(a << (count & 31))));
            Model.Lanes("i32x4.shr_s", Values, a => I32x4.ShrS(a, count), (int a) => (int)(a >> (count & 31)));
            Model.Lanes("i32x4.shr_u", Values, a => I32x4.ShrU(a, count), (int a) => unchecked((int)((uint)a >> (count & 31))));
        }
    }

    [Fact]
    public void All_true_and_bitmask_look_at_every_lane()
    {
        foreach (var a in Model.Vectors(Values).Concat(Model.Vectors<int>([1, -1, int.MinValue, 2, 3])))
        {
            var lanes = Model.Split<int>(a);
            Model.Same("i32x4.all_true", lanes.All(x => x != 0) ? 1 : 0, I32x4.AllTrue(a), a);
            Model.Same("i32x4.bitmask", lanes.Select((x, i) => x < 0 ? 1 << i : 0).Sum(), I32x4.Bitmask(a), a);
        }
    }

    [Fact]
    public void Lanes_are_read_replaced_and_splatted()
    {
        foreach (var a in Model.Vectors(Values))
        {
            var lanes = Model.Split<int>(a);
            for (byte lane = 0; lane < lanes.Length; lane++)
            {
                Model.Same("i32x4.extract_lane", lanes[lane], I32x4.ExtractLane(a, lane), a, lane);
                var replaced = lanes.ToArray();
                replaced[lane] = Values[lane];
                Model.SameLanes("i32x4.replace_lane", replaced, I32x4.ReplaceLane(a, lane, Values[lane]));
            }
        }

        foreach (var x in Values)
        {
            Model.SameLanes("i32x4.splat", Enumerable.Repeat(x, 4).ToArray(), I32x4.Splat(x));
        }
    }
}
