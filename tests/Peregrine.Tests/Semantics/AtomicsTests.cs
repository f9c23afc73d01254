using Peregrine.Semantics;
using Xunit;

namespace Peregrine.Tests.Semantics;

public unsafe class AtomicsTests
{
    private const ulong Around = 0xA5A5_5A5A_C3C3_3C3C;

    private delegate long Operation(byte* address, long operand);

    private delegate long Comparison(byte* address, long expected, long replacement);

    [Fact]
    public void Read_modify_write_returns_the_old_content_and_changes_only_its_cell()
    {
        Family("add", (a, b) => a + b, (p, v) => (uint)I32.AtomicRmwAdd(p, (int)v), (p, v) => (uint)I32.AtomicRmw8AddU(p, (int)v), (p, v) => (uint)I32.AtomicRmw16AddU(p, (int)v),
            I64.AtomicRmwAdd, I64.AtomicRmw8AddU, I64.AtomicRmw16AddU, I64.AtomicRmw32AddU);
        Family("sub", (a, b) => a - b, (p, v) => (uint)I32.AtomicRmwSub(p, (int)v), (p, v) => (uint)I32.AtomicRmw8SubU(p, (int)v), (p, v) => (uint)I32.AtomicRmw16SubU(p, (int)v),
            I64.AtomicRmwSub, I64.AtomicRmw8SubU, I64.AtomicRmw16SubU, I64.AtomicRmw32SubU);
        Family("and", (a, b) => a & b, (p, v) => (uint)I32.AtomicRmwAnd(p, (int)v), (p, v) => (uint)I32.AtomicRmw8AndU(p, (int)v), (p, v) => (uint)I32.AtomicRmw16AndU(p, (int)v),
            I64.AtomicRmwAnd, I64.AtomicRmw8AndU, I64.AtomicRmw16AndU, I64.AtomicRmw32AndU);
        Family("or", (a, b) => a | b, (p, v) => (uint)I32.AtomicRmwOr(p, (int)v), (p, v) => (uint)I32.AtomicRmw8OrU(p, (int)v), (p, v) => (uint)I32.AtomicRmw16OrU(p, (int)v),
            I64.AtomicRmwOr, I64.AtomicRmw8OrU, I64.AtomicRmw16OrU, I64.AtomicRmw32OrU);
        Family("xor", (a, b) => a ^ b, (p, v) => (uint)I32.AtomicRmwXor(p, (int)v), (p, v) => (uint)I32.AtomicRmw8XorU(p, (int)v), (p, v) => (uint)I32.AtomicRmw16XorU(p, (int)v),
            I64.AtomicRmwXor, I64.AtomicRmw8XorU, I64.AtomicRmw16XorU, I64.AtomicRmw32XorU);
        Family("xchg", (_, b) => b, (p, v) => (uint)I32.AtomicRmwXchg(p, (int)v), (p, v) => (uint)I32.AtomicRmw8XchgU(p, (int)v), (p, v) => (uint)I32.AtomicRmw16XchgU(p, (int)v),
            I64.AtomicRmwXchg, I64.AtomicRmw8XchgU, I64.AtomicRmw16XchgU, I64.AtomicRmw32XchgU);
    }

    [Fact]
    public void Loads_zero_extend_and_stores_change_only_their_cell()
    {
        Check("i32.atomic.load", 32, (a, _) => a, (p, _) => (uint)I32.AtomicLoad(p));
        Check("i32.atomic.load8_u", 8, (a, _) => a, (p, _) => (uint)I32.AtomicLoad8U(p));
        Check("i32.atomic.load16_u", 16, (a, _) => a, (p, _) => (uint)I32.AtomicLoad16U(p));
        Check("i64.atomic.load", 64, (a, _) => a, (p, _) => I64.AtomicLoad(p));
        Check("i64.atomic.load8_u", 8, (a, _) => a, (p, _) => I64.AtomicLoad8U(p));
        Check("i64.atomic.load16_u", 16, (a, _) => a, (p, _) => I64.AtomicLoad16U(p));
        Check("i64.atomic.load32_u", 32, (a, _) => a, (p, _) => I64.AtomicLoad32U(p));
        Store("i32.atomic.store", 32, (p, v) => I32.AtomicStore(p, (int)v));
        Store("i32.atomic.store8", 8, (p, v) => I32.AtomicStore8(p, (int)v));
        Store("i32.atomic.store16", 16, (p, v) => I32.AtomicStore16(p, (int)v));
        Store("i64.atomic.store", 64, I64.AtomicStore);
        Store("i64.atomic.store8", 8, I64.AtomicStore8);
        Store("i64.atomic.store16", 16, I64.AtomicStore16);
        Store("i64.atomic.store32", 32, I64.AtomicStore32);
    }

    [Fact]
    public void Compare_exchange_wraps_the_expected_value_to_the_cell()
    {
        Compare("i32.atomic.rmw.cmpxchg", 32, (p, e, r) => (uint)I32.AtomicRmwCmpxchg(p, (int)e, (int)r));
        Compare("i32.atomic.rmw8.cmpxchg_u", 8, (p, e, r) => (uint)I32.AtomicRmw8CmpxchgU(p, (int)e, (int)r));
        Compare("i32.atomic.rmw16.cmpxchg_u", 16, (p, e, r) => (uint)I32.AtomicRmw16CmpxchgU(p, (int)e, (int)r));
        Compare("i64.atomic.rmw.cmpxchg", 64, I64.AtomicRmwCmpxchg);
        Compare("i64.atomic.rmw8.cmpxchg_u", 8, I64.AtomicRmw8CmpxchgU);
        Compare("i64.atomic.rmw16.cmpxchg_u", 16, I64.AtomicRmw16CmpxchgU);
        Compare("i64.atomic.rmw32.cmpxchg_u", 32, I64.AtomicRmw32CmpxchgU);
    }

    [Fact]
    public void Concurrent_additions_are_not_lost()
    {
        const int Rounds = 20_000;
        var cells = stackalloc ulong[4];
        new Span<ulong>(cells, 4).Clear();
        var address = (nint)cells;
        var threads = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            var p = (byte*)address;
            for (var i = 0; i < Rounds; i++)
            {
                I32.AtomicRmw8AddU(p, 1);
                I32.AtomicRmw16SubU(p + 8, 3);
                I32.AtomicRmwAdd(p + 16, 5);
                I64.AtomicRmwXor(p + 24, 1L << (i & 63));
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal((ulong)(3 * Rounds) & 0xFF, cells[0]);
        Assert.Equal(unchecked((ulong)-(9L * Rounds)) & 0xFFFF, cells[1]);
        Assert.Equal((ulong)(15 * Rounds), cells[2]);
        var flips = Enumerable.Range(0, Rounds).Aggregate(0UL, (bits, i) => bits ^ (1UL << (i & 63)));
        Assert.Equal(flips, cells[3]);
    }

    private static void Family(
        string name, Func<ulong, ulong, ulong> model, Operation i32, Operation i32Of8, Operation i32Of16, Operation i64, Operation i64Of8, Operation i64Of16, Operation i64Of32)
    {
        Check($"i32.atomic.rmw.{name}", 32, model, i32);
        Check($"i32.atomic.rmw8.{name}_u", 8, model, i32Of8);
        Check($"i32.atomic.rmw16.{name}_u", 16, model, i32Of16);
        Check($"i64.atomic.rmw.{name}", 64, model, i64);
        Check($"i64.atomic.rmw8.{name}_u", 8, model, i64Of8);
        Check($"i64.atomic.rmw16.{name}_u", 16, model, i64Of16);
        Check($"i64.atomic.rmw32.{name}_u", 32, model, i64Of32);
    }

    private static void Check(string name, int bits, Func<ulong, ulong, ulong> model, Operation operation)
    {
        var mask = ulong.MaxValue >> (64 - bits);
        foreach (var content in EdgeValues.I64)
        {
            foreach (var operand in EdgeValues.I64)
            {
                OneCell(name, bits, (ulong)content, model((ulong)content, (ulong)operand) & mask, p => Model.Same(name, (long)((ulong)content & mask), operation(p, operand), content, operand));
            }
        }
    }

    private delegate void Access(byte* address, long operand);

    private static void Store(string name, int bits, Access operation)
    {
        foreach (var operand in EdgeValues.I64)
        {
            OneCell(name, bits, ~(ulong)operand, (ulong)operand & (ulong.MaxValue >> (64 - bits)), p => operation(p, operand));
        }
    }

    private static void Compare(string name, int bits, Comparison operation)
    {
        var mask = ulong.MaxValue >> (64 - bits);
        foreach (var content in EdgeValues.I64)
        {
            foreach (var expected in EdgeValues.I64)
            {
                var equal = (((ulong)content ^ (ulong)expected) & mask) == 0;
                OneCell(name, bits, (ulong)content, equal ? ~(ulong)content & mask : (ulong)content & mask,
                    p => Model.Same(name, (long)((ulong)content & mask), operation(p, expected, ~content), content, expected));
            }
        }
    }

    private delegate void OnCell(byte* address);

    private static void OneCell(string name, int bits, ulong content, ulong after, OnCell operate)
    {
        var width = bits / 8;
        var cells = stackalloc ulong[3] { Around, Around, Around };
        var cell = (byte*)(cells + 1) + ((8 - width) / width * width);
        new ReadOnlySpan<byte>(&content, width).CopyTo(new Span<byte>(cell, width));
        var expected = stackalloc ulong[3] { Around, Around, Around };
        new ReadOnlySpan<byte>(&after, width).CopyTo(new Span<byte>((byte*)expected + (cell - (byte*)cells), width));
        operate(cell);
        if (!new ReadOnlySpan<ulong>(cells, 3).SequenceEqual(new ReadOnlySpan<ulong>(expected, 3)))
        {
            Assert.Fail($"{name} left {cells[0]:x16} {cells[1]:x16} {cells[2]:x16}, expected {expected[1]:x16} in the middle");
        }
    }
}
