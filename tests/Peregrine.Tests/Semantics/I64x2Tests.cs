using Peregrine.Semantics;
using Xunit;

namespace Peregrine.Tests.Semantics;

public class I64x2Tests
{
    private static readonly long[] Values = EdgeValues.I64;

    [Fact]
    public void Arithmetic_wraps_in_each_lane()
    {
        Model.Lanes("i64x2.add", Values, Values, I64x2.Add, (long a, long b) => unchecked((long)(a + b)));
        Model.Lanes("i64x2.sub", Values, Values, I64x2.Sub, (long a, long b) => unchecked((long)(a - b)));
        Model.Lanes("i64x2.mul", Values, Values, I64x2.Mul, (long a, long b) => unchecked((long)(a * b)));
        Model.Lanes("i64x2.neg", Values, I64x2.Neg, (long a) => unchecked((long)-a));
        Model.Lanes("i64x2.abs", Values, I64x2.Abs, (long a) => unchecked(a < 0 ? (long)-a : a));
    }

    [Fact]
    public void Comparisons_fill_the_lane()
    {
        Model.Lanes("i64x2.eq", Values, Values, I64x2.Eq, (long a, long b) => (long)(a == b ? -1 : 0));
        Model.Lanes("i64x2.ne", Values, Values, I64x2.Ne, (long a, long b) => (long)(a != b ? -1 : 0));
        Model.Lanes("i64x2.lt_s", Values, Values, I64x2.LtS, (long a, long b) => (long)(a < b ? -1 : 0));
        Model.Lanes("i64x2.gt_s", Values, Values, I64x2.GtS, (long a, long b) => (long)(a > b ? -1 : 0));
        Model.Lanes("i64x2.le_s", Values, Values, I64x2.LeS, (long a, long b) => (long)(a <= b ? -1 : 0));
        Model.Lanes("i64x2.ge_s", Values, Values, I64x2.GeS, (long a, long b) => (long)(a >= b ? -1 : 0));
    }

    [Fact]
    public void Shifts_take_their_count_modulo_the_lane_width()
    {
        foreach (var count in new[] { 0, 1, 3, 7, 8, 9, 15, 16, 31, 32, 33, 63, 64, 255, -1, int.MinValue })
        {
            Model.Lanes("i64x2.shl", Values, a => I64x2.Shl(a, count), (long a) => unchecked((long)(a << (count & 63))));
            Model.Lanes("i64x2.shr_s", Values, a => I64x2.ShrS(a, count), (long a) => (long)(a >> (count & 63)));
            Model.Lanes("i64x2.shr_u", Values, a => I64x2.ShrU(a, count), (long a) => unchecked((long)((ulong)a >> (count & 63))));
        }
    }

    [Fact]
    public void All_true_and_bitmask_look_at_every_lane()
    {
        foreach (var a in Model.Vectors(Values).Concat(Model.Vectors<long>([1, -1, long.MinValue, 2, 3])))
        {
            var lanes = Model.Split<long>(a);
            Model.Same("i64x2.all_true", lanes.All(x => x != 0) ? 1 : 0, I64x2.AllTrue(a), a);
            Model.Same("i64x2.bitmask", lanes.Select((x, i) => x < 0 ? 1 << i : 0).Sum(), I64x2.Bitmask(a), a);
        }
    }

    [Fact]
    public void Lanes_are_read_replaced_and_splatted()
    {
        foreach (var a in Model.Vectors(Values))
        {
            var lanes = Model.Split<long>(a);
            for (byte lane = 0; lane < lanes.Length; lane++)
            {
                Model.Same("i64x2.extract_lane", lanes[lane], I64x2.ExtractLane(a, lane), a, lane);
                var replaced = lanes.ToArray();
                replaced[lane] = Values[lane];
                Model.SameLanes("i64x2.replace_lane", replaced, I64x2.ReplaceLane(a, lane, Values[lane]));
            }
        }

        foreach (var x in Values)
        {
            Model.SameLanes("i64x2.splat", Enumerable.Repeat(x, 2).ToArray(), I64x2.Splat(x));
        }
    }
}
