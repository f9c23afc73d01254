using System.Runtime.Intrinsics;
using Peregrine.Semantics;
using Xunit;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Tests.Semantics;

public class V128Tests
{
    [Fact]
    public void Bitwise_operators_work_on_every_bit()
    {
        Model.Lanes("v128.not", EdgeValues.I64, V128.Not, (long a) => ~a);
        Model.Lanes("v128.and", EdgeValues.I64, EdgeValues.I64, V128.And, (long a, long b) => a & b);
        Model.Lanes("v128.andnot", EdgeValues.I64, EdgeValues.I64, V128.Andnot, (long a, long b) => a & ~b);
        Model.Lanes("v128.or", EdgeValues.I64, EdgeValues.I64, V128.Or, (long a, long b) => a | b);
        Model.Lanes("v128.xor", EdgeValues.I64, EdgeValues.I64, V128.Xor, (long a, long b) => a ^ b);
        foreach (var mask in EdgeValues.I64)
        {
            Model.Lanes("v128.bitselect", EdgeValues.I64, EdgeValues.I64,
                (a, b) => V128.Bitselect(a, b, Vector128.Create(mask).AsByte()), (long a, long b) => (a & mask) | (b & ~mask));
        }
    }

    [Fact]
    public void Any_true_sees_a_single_bit()
    {
        Assert.Equal(0, V128.AnyTrue(v128.Zero));
        for (var bit = 0; bit < 128; bit++)
        {
            Assert.Equal(1, V128.AnyTrue(v128.Zero.WithElement(bit / 8, (byte)(1 << (bit % 8)))));
        }
    }

    [Fact]
    public void Swizzle_gives_0_for_lanes_out_of_range()
    {
        var bytes = Enumerable.Range(0, 256).Select(x => (byte)x).ToArray();
        var source = Enumerable.Range(100, 16).Select(x => (byte)x).ToArray();
        Model.Lanes("i8x16.swizzle", bytes, lanes => I8x16.Swizzle(Vector128.Create(source), lanes), (byte lane) => lane < 16 ? source[lane] : (byte)0);
    }

    [Fact]
    public void Shuffle_picks_from_both_operands()
    {
        var lanes = Enumerable.Range(0, 32).Select(x => (byte)x).ToArray();
        var a = Vector128.Create(Enumerable.Range(100, 16).Select(x => (byte)x).ToArray());
        var b = Vector128.Create(Enumerable.Range(200, 16).Select(x => (byte)x).ToArray());
        Model.Lanes("i8x16.shuffle", lanes, x => I8x16.Shuffle(a, b, x), (byte lane) => lane < 16 ? a.GetElement(lane) : b.GetElement(lane - 16));
    }
}
