using System.Numerics;
using Peregrine.Semantics;
using Xunit;

namespace Peregrine.Tests.Semantics;

public class IntegerTests
{
    private static readonly int[] Narrow = EdgeValues.I32;
    private static readonly long[] Wide = EdgeValues.I64;

    [Fact]
    public void I32_operators_agree_with_wider_arithmetic()
    {
        Binary("i32.add", I32.Add, (a, b) => unchecked((int)((long)a + b)));
        Binary("i32.sub", I32.Sub, (a, b) => unchecked((int)((long)a - b)));
        Binary("i32.mul", I32.Mul, (a, b) => unchecked((int)((long)a * b)));
        Binary("i32.and", I32.And, (a, b) => a & b);
        Binary("i32.or", I32.Or, (a, b) => a | b);
        Binary("i32.xor", I32.Xor, (a, b) => a ^ b);
        Binary("i32.shl", I32.Shl, (a, b) => unchecked((int)((long)a << (b & 31))));
        Binary("i32.shr_s", I32.ShrS, (a, b) => (int)((long)a >> (b & 31)));
        Binary("i32.shr_u", I32.ShrU, (a, b) => unchecked((int)((long)(uint)a >> (b & 31))));
        Binary("i32.rotl", I32.Rotl, (a, b) => unchecked((int)((((ulong)(uint)a << 32) | (uint)a) << (b & 31) >> 32)));
        Binary("i32.rotr", I32.Rotr, (a, b) => unchecked((int)((((ulong)(uint)a << 32) | (uint)a) >> (b & 31))));
        Model.Unary("i32.eqz", Narrow, I32.Eqz, a => a == 0 ? 1 : 0);
        Model.Unary("i32.clz", Narrow, I32.Clz, a => 32 - BitLength((uint)a));
        Model.Unary("i32.ctz", Narrow, I32.Ctz, a => a == 0 ? 32 : BitLength((uint)(a & -a)) - 1);
        Model.Unary("i32.popcnt", Narrow, I32.Popcnt, a => Enumerable.Range(0, 32).Count(bit => ((a >> bit) & 1) != 0));
        Model.Unary("i32.extend8_s", Narrow, I32.Extend8S, a => (a & 0xFF) - ((a & 0x80) << 1));
        Model.Unary("i32.extend16_s", Narrow, I32.Extend16S, a => (a & 0xFFFF) - ((a & 0x8000) << 1));
        Model.Unary("i32.wrap_i64", Wide, I32.WrapI64, a => unchecked((int)(a & 0xFFFFFFFF)));
    }

    [Fact]
    public void I64_operators_agree_with_wider_arithmetic()
    {
        Binary("i64.add", I64.Add, (a, b) => unchecked((long)((Int128)a + b)));
        Binary("i64.sub", I64.Sub, (a, b) => unchecked((long)((Int128)a - b)));
        Binary("i64.mul", I64.Mul, (a, b) => unchecked((long)((Int128)a * b)));
        Binary("i64.and", I64.And, (a, b) => a & b);
        Binary("i64.or", I64.Or, (a, b) => a | b);
        Binary("i64.xor", I64.Xor, (a, b) => a ^ b);
        Binary("i64.shl", I64.Shl, (a, b) => unchecked((long)((Int128)a << (int)(b & 63))));
        Binary("i64.shr_s", I64.ShrS, (a, b) => unchecked((long)((Int128)a >> (int)(b & 63))));
        Binary("i64.shr_u", I64.ShrU, (a, b) => unchecked((long)((UInt128)(ulong)a >> (int)(b & 63))));
        Binary("i64.rotl", I64.Rotl, (a, b) => unchecked((long)(new UInt128((ulong)a, (ulong)a) << (int)(b & 63) >> 64)));
        Binary("i64.rotr", I64.Rotr, (a, b) => unchecked((long)(new UInt128((ulong)a, (ulong)a) >> (int)(b & 63))));
        Model.Unary("i64.eqz", Wide, I64.Eqz, a => a == 0 ? 1 : 0);
        Model.Unary("i64.clz", Wide, I64.Clz, a => 64L - BitLength((ulong)a));
        Model.Unary("i64.ctz", Wide, I64.Ctz, a => a == 0 ? 64L : BitLength((ulong)(a & -a)) - 1);
        Model.Unary("i64.popcnt", Wide, I64.Popcnt, a => (long)Enumerable.Range(0, 64).Count(bit => ((a >> bit) & 1) != 0));
        Model.Unary("i64.extend8_s", Wide, I64.Extend8S, a => (a & 0xFF) - ((a & 0x80) << 1));
        Model.Unary("i64.extend16_s", Wide, I64.Extend16S, a => (a & 0xFFFF) - ((a & 0x8000) << 1));
        Model.Unary("i64.extend32_s", Wide, I64.Extend32S, a => (a & 0xFFFFFFFF) - ((a & 0x80000000) << 1));
        Model.Unary("i64.extend_i32_s", Narrow, I64.ExtendI32S, a => a < 0 ? -(-(long)a) : a);
        Model.Unary("i64.extend_i32_u", Narrow, I64.ExtendI32U, a => a < 0 ? (1L << 32) + a : a);
    }

    [Fact]
    public void Comparisons_give_0_or_1()
    {
        Relation("eq", I32.Eq, I64.Eq, false, c => c == 0);
        Relation("ne", I32.Ne, I64.Ne, false, c => c != 0);
        Relation("lt_s", I32.LtS, I64.LtS, false, c => c < 0);
        Relation("lt_u", I32.LtU, I64.LtU, true, c => c < 0);
        Relation("gt_s", I32.GtS, I64.GtS, false, c => c > 0);
        Relation("gt_u", I32.GtU, I64.GtU, true, c => c > 0);
        Relation("le_s", I32.LeS, I64.LeS, false, c => c <= 0);
        Relation("le_u", I32.LeU, I64.LeU, true, c => c <= 0);
        Relation("ge_s", I32.GeS, I64.GeS, false, c => c >= 0);
        Relation("ge_u", I32.GeU, I64.GeU, true, c => c >= 0);
    }

    [Fact]
    public void Division_truncates_and_traps_where_there_is_no_quotient()
    {
        foreach (var a in Narrow)
        {
            foreach (var b in Narrow)
            {
                Divide("i32.div_s", a, b, () => I32.DivS(a, b), b == 0 ? null : BigInteger.Divide(a, b), int.MinValue, int.MaxValue);
                Divide("i32.rem_s", a, b, () => I32.RemS(a, b), b == 0 ? null : BigInteger.Remainder(a, b), int.MinValue, int.MaxValue);
                Divide("i32.div_u", a, b, () => (uint)I32.DivU(a, b), b == 0 ? null : BigInteger.Divide((uint)a, (uint)b), 0, uint.MaxValue);
                Divide("i32.rem_u", a, b, () => (uint)I32.RemU(a, b), b == 0 ? null : BigInteger.Remainder((uint)a, (uint)b), 0, uint.MaxValue);
            }
        }

        foreach (var a in Wide)
        {
            foreach (var b in Wide)
            {
                Divide("i64.div_s", a, b, () => I64.DivS(a, b), b == 0 ? null : BigInteger.Divide(a, b), long.MinValue, long.MaxValue);
                Divide("i64.rem_s", a, b, () => I64.RemS(a, b), b == 0 ? null : BigInteger.Remainder(a, b), long.MinValue, long.MaxValue);
                Divide("i64.div_u", a, b, () => (ulong)I64.DivU(a, b), b == 0 ? null : BigInteger.Divide((ulong)a, (ulong)b), 0, ulong.MaxValue);
                Divide("i64.rem_u", a, b, () => (ulong)I64.RemU(a, b), b == 0 ? null : BigInteger.Remainder((ulong)a, (ulong)b), 0, ulong.MaxValue);
            }
        }
    }

    [Fact]
    public void Wide_arithmetic_agrees_with_128_bit_integers()
    {
        var parts = Wide.Where((_, i) => i % 3 == 0).Append(-1L).ToArray();
        foreach (var a in Wide)
        {
            foreach (var b in Wide)
            {
                Same("i64.mul_wide_s", (UInt128)((Int128)a * b), I64.MulWideS(a, b, out var high), high, a, b);
                Same("i64.mul_wide_u", (UInt128)(ulong)a * (ulong)b, I64.MulWideU(a, b, out high), high, a, b);
                foreach (var aHigh in parts)
                {
                    foreach (var bHigh in parts)
                    {
                        var x = new UInt128((ulong)aHigh, (ulong)a);
                        var y = new UInt128((ulong)bHigh, (ulong)b);
                        Same("i64.add128", unchecked(x + y), I64.Add128(a, aHigh, b, bHigh, out high), high, x, y);
                        Same("i64.sub128", unchecked(x - y), I64.Sub128(a, aHigh, b, bHigh, out high), high, x, y);
                    }
                }
            }
        }

        static void Same<T>(string name, UInt128 expected, long low, long high, T a, T b)
        {
            if (expected != new UInt128((ulong)high, (ulong)low))
            {
                Assert.Fail($"{name}({a}, {b}): expected {expected:x32}, got {high:x16}{low:x16}");
            }
        }
    }

    private static void Binary(string name, Func<int, int, int> operation, Func<int, int, int> model) => Model.Binary(name, Narrow, Narrow, operation, model);

    private static void Binary(string name, Func<long, long, long> operation, Func<long, long, long> model) => Model.Binary(name, Wide, Wide, operation, model);

    private static void Relation(string name, Func<int, int, int> narrow, Func<long, long, int> wide, bool unsigned, Func<int, bool> holds)
    {
        Model.Binary("i32." + name, Narrow, Narrow, narrow, (a, b) => holds(unsigned ? ((uint)a).CompareTo((uint)b) : a.CompareTo(b)) ? 1 : 0);
        Model.Binary("i64." + name, Wide, Wide, wide, (a, b) => holds(unsigned ? ((ulong)a).CompareTo((ulong)b) : a.CompareTo(b)) ? 1 : 0);
    }

    private static int BitLength(ulong value)
    {
        var length = 0;
        for (; value != 0; value >>= 1)
        {
            length++;
        }

        return length;
    }

    private static void Divide(string name, long a, long b, Func<BigInteger> operation, BigInteger? expected, BigInteger least, BigInteger greatest)
    {
        if (expected is { } quotient && quotient >= least && quotient <= greatest)
        {
            Model.Same(name, quotient, operation(), a, b);
            return;
        }

        var trap = Assert.Throws<TrapException>(() => { operation(); });
        Assert.Equal(expected is null ? TrapKind.IntegerDivideByZero : TrapKind.IntegerOverflow, trap.Kind);
    }
}
