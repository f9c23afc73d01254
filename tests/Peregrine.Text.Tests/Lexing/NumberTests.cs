using System.Globalization;
using System.Numerics;
using System.Text;
using Peregrine.Text.Lexing;
using Xunit;

namespace Peregrine.Text.Tests.Lexing;

public class NumberTests
{
    [Theory]
    [InlineData("0", 32, 0UL)]
    [InlineData("4294967295", 32, 0xFFFF_FFFFUL)]
    [InlineData("-2147483648", 32, 0x8000_0000UL)]
    [InlineData("+0xFFFF_ffff", 32, 0xFFFF_FFFFUL)]
    [InlineData("-1", 8, 0xFFUL)]
    [InlineData("255", 8, 0xFFUL)]
    [InlineData("18_446_744_073_709_551_615", 64, ulong.MaxValue)]
    [InlineData("-0x8000_0000_0000_0000", 64, 0x8000_0000_0000_0000UL)]
    public void ReadsIntegers(string text, int bits, ulong expected)
    {
        Assert.Equal(NumberStatus.Ok, IntegerLiteral.TryRead(Encoding.UTF8.GetBytes(text), bits, out ulong value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("4294967296", 32)]
    [InlineData("-2147483649", 32)]
    [InlineData("256", 8)]
    [InlineData("-129", 8)]
    [InlineData("18446744073709551616", 64)]
    [InlineData("0x1_0000_0000_0000_0000", 64)]
    [InlineData("-9223372036854775809", 64)]
    [InlineData("99999999999999999999999999999999999999", 64)]
    public void RefusesIntegersOutOfRange(string text, int bits) =>
        Assert.Equal(NumberStatus.OutOfRange, IntegerLiteral.TryRead(Encoding.UTF8.GetBytes(text), bits, out _));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("0x")]
    [InlineData("1__0")]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData("0x_1")]
    [InlineData("1.0")]
    [InlineData("+-1")]
    public void RefusesWhatIsNoInteger(string text) =>
        Assert.Equal(NumberStatus.NotANumber, IntegerLiteral.TryRead(Encoding.UTF8.GetBytes(text), 32, out _));

    [Theory]
    [InlineData("0", 0x0000_0000u)]
    [InlineData("-0.0", 0x8000_0000u)]
    [InlineData("1.", 0x3F80_0000u)]
    [InlineData("1.e-1", 0x3DCC_CCCDu)]
    [InlineData("0x1p-149", 0x0000_0001u)]
    [InlineData("0x1p-150", 0x0000_0000u)]
    [InlineData("0x1.000001p-150", 0x0000_0001u)]
    [InlineData("0x1.8p-149", 0x0000_0002u)]
    [InlineData("0x1.fffffep127", 0x7F7F_FFFFu)]
    [InlineData("0x1.fffffefffffff8p127", 0x7F7F_FFFFu)]
    [InlineData("0x0.ffffffp-126", 0x0080_0000u)]
    [InlineData("0x1.000001p0", 0x3F80_0000u)]
    [InlineData("0x1.000003p0", 0x3F80_0002u)]
    [InlineData("0x1.00000100000000000000000001p0", 0x3F80_0001u)]
    [InlineData("0x100000100000000000000000001p0", 0x7380_0001u)]
    [InlineData("inf", 0x7F80_0000u)]
    [InlineData("-inf", 0xFF80_0000u)]
    [InlineData("nan", 0x7FC0_0000u)]
    [InlineData("-nan:0x1", 0xFF80_0001u)]
    [InlineData("nan:0x7f_ffff", 0x7FFF_FFFFu)]
    [InlineData("1e-99999999999999999999", 0x0000_0000u)]
    [InlineData("0e99999999999999999999", 0x0000_0000u)]
    [InlineData("0x0p99999999999999999999", 0x0000_0000u)]
    [InlineData("0x1p-99999999999999999999", 0x0000_0000u)]
    public void ReadsSinglePrecision(string text, uint expected)
    {
        Assert.Equal(NumberStatus.Ok, FloatLiteral.TryRead(Encoding.UTF8.GetBytes(text), 32, out ulong value));
        Assert.Equal(expected, (uint)value);
    }

    [Fact]
    public void RoundsDecimalsToSinglePrecisionOnce()
    {
        // Just below the middle of 1 and the next number; by way of double precision it would become the middle and round to even upwards of it.
        Assert.Equal(NumberStatus.Ok, FloatLiteral.TryRead("1.00000017881393432617187499"u8, 32, out ulong below));
        Assert.Equal(NumberStatus.Ok, FloatLiteral.TryRead("1.00000017881393432617187501"u8, 32, out ulong above));

        Assert.Equal((0x3F80_0001UL, 0x3F80_0002UL), (below, above));
    }

    [Theory]
    [InlineData("0x1p-1074", 1UL)]
    [InlineData("0x1p-1075", 0UL)]
    [InlineData("0x1.0000000000001p-1075", 1UL)]
    [InlineData("0x1.fffffffffffffp1023", 0x7FEF_FFFF_FFFF_FFFFUL)]
    [InlineData("0x1.fffffffffffff7ffp1023", 0x7FEF_FFFF_FFFF_FFFFUL)]
    [InlineData("1.7976931348623157e308", 0x7FEF_FFFF_FFFF_FFFFUL)]
    [InlineData("nan:0xf_ffff_ffff_ffff", 0x7FFF_FFFF_FFFF_FFFFUL)]
    [InlineData("1_0.0_1e+0_1", 0x4059_0666_6666_6666UL)]
    public void ReadsDoublePrecision(string text, ulong expected)
    {
        Assert.Equal(NumberStatus.Ok, FloatLiteral.TryRead(Encoding.UTF8.GetBytes(text), 64, out ulong value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("0x1p128", 32)]
    [InlineData("0x1.ffffffp127", 32)]
    [InlineData("3.5e38", 32)]
    [InlineData("1e99999999999999999999", 32)]
    [InlineData("nan:0x0", 32)]
    [InlineData("nan:0x80_0000", 32)]
    [InlineData("0x1p1024", 64)]
    [InlineData("0x1.fffffffffffff8p1023", 64)]
    [InlineData("1.7976931348623159e308", 64)]
    [InlineData("nan:0x10_0000_0000_0000", 64)]
    [InlineData("0x1p99999999999999999999", 64)]
    public void RefusesFloatsOutOfRange(string text, int bits) =>
        Assert.Equal(NumberStatus.OutOfRange, FloatLiteral.TryRead(Encoding.UTF8.GetBytes(text), bits, out _));

    [Theory]
    [InlineData(".5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("0x1e+1")]
    [InlineData("1p3")]
    [InlineData("0x1.p")]
    [InlineData("1_.0")]
    [InlineData("1._0")]
    [InlineData("nan:1")]
    [InlineData("nan:canonical")]
    [InlineData("infinity")]
    public void RefusesWhatIsNoFloat(string text) =>
        Assert.Equal(NumberStatus.NotANumber, FloatLiteral.TryRead(Encoding.UTF8.GetBytes(text), 64, out _));

    [Fact]
    public void HexadecimalsRoundLikeExactArithmetic()
    {
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            ulong mantissa = (ulong)random.NextInt64() >> random.Next(63);
            int exponent = random.Next(-180, 70);
            string text = $"0x{mantissa.ToString("x", CultureInfo.InvariantCulture)}p{exponent}";

            // The same number in decimals, written out exactly.
            var scaled = exponent >= 0 ? new BigInteger(mantissa) << exponent : new BigInteger(mantissa) * BigInteger.Pow(5, -exponent);
            string exact = exponent >= 0 ? scaled.ToString(CultureInfo.InvariantCulture) : $"{scaled.ToString(CultureInfo.InvariantCulture)}e{exponent}";

            FloatLiteral.TryRead(Encoding.UTF8.GetBytes(text), 32, out ulong single);
            FloatLiteral.TryRead(Encoding.UTF8.GetBytes(text), 64, out ulong number);
            Assert.Equal((text, BitConverter.SingleToUInt32Bits(float.Parse(exact, CultureInfo.InvariantCulture))), (text, (uint)single));
            Assert.Equal((text, BitConverter.DoubleToUInt64Bits(double.Parse(exact, CultureInfo.InvariantCulture))), (text, number));
        }
    }
}
