using Peregrine.Semantics;
using Xunit;

namespace Peregrine.Tests.Semantics;

public class I16x8Tests
{
    private static readonly short[] Values = EdgeValues.I16;

    [Fact]
    public void Arithmetic_wraps_in_each_lane()
    {
        Model.Lanes("i16x8.add", Values, Values, I16x8.Add, (short a, short b) => unchecked((short)(a + b)));
        Model.Lanes("i16x8.sub", Values, Values, I16x8.Sub, (short a, short b) => unchecked((short)(a - b)));
        Model.Lanes("i16x8.mul", Values, Values, I16x8.Mul, (short a, short b) => unchecked((short)(a * b)));
        Model.Lanes("i16x8.neg", Values, I16x8.Neg, (short a) => unchecked((short)-a));
        Model.Lanes("i16x8.abs", Values, I16x8.Abs, (short a) => unchecked(a < 0 ? (short)-a : a));
        Model.Lanes("i16x8.min_s", Values, Values, I16x8.MinS, (short a, short b) => a < b ? a : b);
        Model.Lanes("i16x8.min_u", Values, Values, I16x8.MinU, (short a, short b) => (ushort)a < (ushort)b ? a : b);
        Model.Lanes("i16x8.max_s", Values, Values, I16x8.MaxS, (short a, short b) => a > b ? a : b);
        Model.Lanes("i16x8.max_u", Values, Values, I16x8.MaxU, (short a, short b) => (ushort)a > (ushort)b ? a : b);
    }

    [Fact]
    public void Saturating_and_averaging_arithmetic_never_wraps()
    {
        Model.Lanes("i16x8.add_sat_s", Values, Values, I16x8.AddSatS, (short a, short b) => (short)Math.Clamp(a + b, short.MinValue, short.MaxValue));
        Model.Lanes("i16x8.add_sat_u", Values, Values, I16x8.AddSatU, (short a, short b) => unchecked((short)Math.Clamp((ushort)a + (ushort)b, ushort.MinValue, ushort.MaxValue)));
        Model.Lanes("i16x8.sub_sat_s", Values, Values, I16x8.SubSatS, (short a, short b) => (short)Math.Clamp(a - b, short.MinValue, short.MaxValue));
        Model.Lanes("i16x8.sub_sat_u", Values, Values, I16x8.SubSatU, (short a, short b) => unchecked((short)Math.Clamp((ushort)a - (ushort)b, ushort.MinValue, ushort.MaxValue)));
        Model.Lanes("i16x8.avgr_u", Values, Values, I16x8.AvgrU, (short a, short b) => unchecked((short)(((ushort)a + (ushort)b + 1) / 2)));
        Model.Lanes("i16x8.q15mulr_sat_s", Values, Values, I16x8.Q15mulrSatS, (short a, short b) => (short)Math.Min((a * b + 0x4000) >> 15, short.MaxValue));
    }

    [Fact]
    public void Comparisons_fill_the_lane()
    {
        Model.Lanes("i16x8.eq", Values, Values, I16x8.Eq, (short a, short b) => (short)(a == b ? -1 : 0));
        Model.Lanes("i16x8.ne", Values, Values, I16x8.Ne, (short a, short b) => (short)(a != b ? -1 : 0));
        Model.Lanes("i16x8.lt_s", Values, Values, I16x8.LtS, (short a, short b) => (short)(a < b ? -1 : 0));
        Model.Lanes("i16x8.lt_u", Values, Values, I16x8.LtU, (short a, short b) => (short)((ushort)a < (ushort)b ? -1 : 0));
        Model.Lanes("i16x8.gt_s", Values, Values, I16x8.GtS, (short a, short b) => (short)(a > b ? -1 : 0));
        Model.Lanes("i16x8.gt_u", Values, Values, I16x8.GtU, (short a, short b) => (short)((ushort)a > (ushort)b ? -1 : 0));
        Model.Lanes("i16x8.le_s", Values, Values, I16x8.LeS, (short a, short b) => (short)(a <= b ? -1 : 0));
        Model.Lanes("i16x8.le_u", Values, Values, I16x8.LeU, (short a, short b) => (short)((ushort)a <= (ushort)b ? -1 : 0));
        Model.Lanes("i16x8.ge_s", Values, Values, I16x8.GeS, (short a, short b) => (short)(a >= b ? -1 : 0));
        Model.Lanes("i16x8.ge_u", Values, Values, I16x8.GeU, (short a, short b) => (short)((ushort)a >= (ushort)b ? -1 : 0));
    }

    [Fact]
    public void Shifts_take_their_count_modulo_the_lane_width()
    {
        foreach (var count in new[] { 0, 1, 3, 7, 8, 9, 15, 16, 31, 32, 33, 63, 64, 255, -1, int.MinValue })
        {
            Model.Lanes("i16x8.shl", Values, a => I16x8.Shl(a, count), (short a) => unchecked((short)(a << (count & 15))));
            Model.Lanes("i16x8.shr_s", Values, a => I16x8.ShrS(a, count), (short a) => (short)(a >> (count & 15)));
            Model.Lanes("i16x8.shr_u", Values, a => I16x8.ShrU(a, count), (short a) => unchecked((short)((ushort)a >> (count & 15))));
        }
    }

    [Fact]
    public void All_true_and_bitmask_look_at_every_lane()
    {
        foreach (var a in Model.Vectors(Values).Concat(Model.Vectors<short>([1, -1, short.MinValue, 2, 3])))
        {
            var lanes = Model.Split<short>(a);
            Model.Same("i16x8.all_true", lanes.All(x => x != 0) ? 1 : 0, I16x8.AllTrue(a), a);
            Model.Same("i16x8.bitmask", lanes.Select((x, i) => x < 0 ? 1 << i : 0).Sum(), I16x8.Bitmask(a), a);
        }
    }

    [Fact]
    public void Lanes_are_read_replaced_and_splatted()
    {
        foreach (var a in Model.Vectors(Values))
        {
            var lanes = Model.Split<short>(a);
            for (byte lane = 0; lane < lanes.Length; lane++)
            {
                Model.Same("i16x8.extract_lane_s", lanes[lane], I16x8.ExtractLaneS(a, lane), a, lane);
                Model.Same("i16x8.extract_lane_u", (ushort)lanes[lane], I16x8.ExtractLaneU(a, lane), a, lane);
                var replaced = lanes.ToArray();
                replaced[lane] = Values[lane];
                Model.SameLanes("i16x8.replace_lane", replaced, I16x8.ReplaceLane(a, lane, Values[lane] ^ 0x7F0000));
            }
        }

        foreach (var x in Values)
        {
            Model.SameLanes("i16x8.splat", Enumerable.Repeat(x, 8).ToArray(), I16x8.Splat(x ^ 0x550000));
        }
    }
}
