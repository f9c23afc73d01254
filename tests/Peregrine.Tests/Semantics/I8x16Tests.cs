using Peregrine.Semantics;
using Xunit;

namespace Peregrine.Tests.Semantics;

public class I8x16Tests
{
    private static readonly sbyte[] Values = EdgeValues.I8;

    [Fact]
    public void Arithmetic_wraps_in_each_lane()
    {
        Model.Lanes("i8x16.add", Values, Values, I8x16.Add, (sbyte a, sbyte b) => unchecked((sbyte)(a + b)));
        Model.Lanes("i8x16.sub", Values, Values, I8x16.Sub, (sbyte a, sbyte b) => unchecked((sbyte)(a - b)));
        Model.Lanes("i8x16.neg", Values, I8x16.Neg, (sbyte a) => unchecked((sbyte)-a));
        Model.Lanes("i8x16.abs", Values, I8x16.Abs, (sbyte a) => unchecked(a < 0 ? (sbyte)-a : a));
        Model.Lanes("i8x16.min_s", Values, Values, I8x16.MinS, (sbyte a, sbyte b) => a < b ? a : b);
        Model.Lanes("i8x16.min_u", Values, Values, I8x16.MinU, (sbyte a, sbyte b) => (byte)a < (byte)b ? a : b);
        Model.Lanes("i8x16.max_s", Values, Values, I8x16.MaxS, (sbyte a, sbyte b) => a > b ? a : b);
        Model.Lanes("i8x16.max_u", Values, Values, I8x16.MaxU, (sbyte a, sbyte b) => (byte)a > (byte)b ? a : b);
    }

    [Fact]
    public void Saturating_and_averaging_arithmetic_never_wraps()
    {
        Model.Lanes("i8x16.add_sat_s", Values, Values, I8x16.AddSatS, (sbyte a, sbyte b) => (sbyte)Math.Clamp(a + b, sbyte.MinValue, sbyte.MaxValue));
        Model.Lanes("i8x16.add_sat_u", Values, Values, I8x16.AddSatU, (sbyte a, sbyte b) => unchecked((sbyte)Math.Clamp((byte)a + (byte)b, byte.MinValue, byte.MaxValue)));
        Model.Lanes("i8x16.sub_sat_s", Values, Values, I8x16.SubSatS, (sbyte a, sbyte b) => (sbyte)Math.Clamp(a - b, sbyte.MinValue, sbyte.MaxValue));
        Model.Lanes("i8x16.sub_sat_u", Values, Values, I8x16.SubSatU, (sbyte a, sbyte b) => unchecked((sbyte)Math.Clamp((byte)a - (byte)b, byte.MinValue, byte.MaxValue)));
        Model.Lanes("i8x16.avgr_u", Values, Values, I8x16.AvgrU, (sbyte a, sbyte b) => unchecked((sbyte)(((byte)a + (byte)b + 1) / 2)));
        Model.Lanes("i8x16.popcnt", Enumerable.Range(0, 256).Select(x => (byte)x).ToArray(), I8x16.Popcnt, (byte a) => (byte)Enumerable.Range(0, 8).Count(bit => (a >> bit & 1) != 0));
    }

    [Fact]
    public void Comparisons_fill_the_lane()
    {
        Model.Lanes("i8x16.eq", Values, Values, I8x16.Eq, (sbyte a, sbyte b) => (sbyte)(a == b ? -1 : 0));
        Model.Lanes("i8x16.ne", Values, Values, I8x16.Ne, (sbyte a, sbyte b) => (sbyte)(a != b ? -1 : 0));
        Model.Lanes("i8x16.lt_s", Values, Values, I8x16.LtS, (sbyte a, sbyte b) => (sbyte)(a < b ? -1 : 0));
        Model.Lanes("i8x16.lt_u", Values, Values, I8x16.LtU, (sbyte a, sbyte b) => (sbyte)((byte)a < (byte)b ? -1 : 0));
        Model.Lanes("i8x16.gt_s", Values, Values, I8x16.GtS, (sbyte a, sbyte b) => (sbyte)(a > b ? -1 : 0));
        Model.Lanes("i8x16.gt_u", Values, Values, I8x16.GtU, (sbyte a, sbyte b) => (sbyte)((byte)a > (byte)b ? -1 : 0));
        Model.Lanes("i8x16.le_s", Values, Values, I8x16.LeS, (sbyte a, sbyte b) => (sbyte)(a <= b ? -1 : 0));
        Model.Lanes("i8x16.le_u", Values, Values, I8x16.LeU, (sbyte a, sbyte b) => (sbyte)((byte)a <= (byte)b ? -1 : 0));
        Model.Lanes("i8x16.ge_s", Values, Values, I8x16.GeS, (sbyte a, sbyte b) => (sbyte)(a >= b ? -1 : 0));
        Model.Lanes("i8x16.ge_u", Values, Values, I8x16.GeU, (sbyte a, sbyte b) => (sbyte)((byte)a >= (byte)b ? -1 : 0));
    }

    [Fact]
    public void Shifts_take_their_count_modulo_the_lane_width()
    {
        foreach (var count in new[] { 0, 1, 3, 7, 8, 9, 15, 16, 31, 32, 33, 63, 64, 255, -1, int.MinValue })
        {
            Model.Lanes("i8x16.shl", Values, a => I8x16.Shl(a, count), (sbyte a) => unchecked((sbyte)(a << (count & 7))));
            Model.Lanes("i8x16.shr_s", Values, a => I8x16.ShrS(a, count), (sbyte a) => (sbyte)(a >> (count & 7)));
            Model.Lanes("i8x16.shr_u", Values, a => I8x16.ShrU(a, count), (sbyte a) => unchecked((sbyte)((byte)a >> (count & 7))));
        }
    }

    [Fact]
    public void All_true_and_bitmask_look_at_every_lane()
    {
        foreach (var a in Model.Vectors(Values).Concat(Model.Vectors<sbyte>([1, -1, sbyte.MinValue, 2, 3])))
        {
            var lanes = Model.Split<sbyte>(a);
            Model.Same("i8x16.all_true", lanes.All(x => x != 0) ? 1 : 0, I8x16.AllTrue(a), a);
            Model.Same("i8x16.bitmask", lanes.Select((x, i) => x < 0 ? 1 << i : 0).Sum(), I8x16.Bitmask(a), a);
        }
    }

    [Fact]
    public void Lanes_are_read_replaced_and_splatted()
    {
        foreach (var a in Model.Vectors(Values))
        {
            var lanes = Model.Split<sbyte>(a);
            for (byte lane = 0; lane < lanes.Length; lane++)
            {
                Model.Same("i8x16.extract_lane_s", lanes[lane], I8x16.ExtractLaneS(a, lane), a, lane);
                Model.Same("i8x16.extract_lane_u", (byte)lanes[lane], I8x16.ExtractLaneU(a, lane), a, lane);
                var replaced = lanes.ToArray();
                replaced[lane] = Values[lane];
                Model.SameLanes("i8x16.replace_lane", replaced, I8x16.ReplaceLane(a, lane, Values[lane] ^ 0x7F0000));
            }
        }

        foreach (var x in Values)
        {
            Model.SameLanes("i8x16.splat", Enumerable.Repeat(x, 16).ToArray(), I8x16.Splat(x ^ 0x550000));
        }
    }
}
