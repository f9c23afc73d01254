using System.Globalization;
using System.Numerics;

namespace Peregrine.Text.Lexing;

/// <summary>Reads floating-point numbers, rounding once to the nearest, ties to even.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/values.html#floating-point"/></remarks>
internal static class FloatLiteral
{
    /// <summary>Gives the bits of a number of 32 or 64 <paramref name="bits"/>.</summary>
    public static NumberStatus TryRead(ReadOnlySpan<byte> text, int bits, out ulong value)
    {
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative || (text.Length > 0 && text[0] == '+'))
        {
            text = text[1..];
        }

        var status = TryReadMagnitude(text, bits, out value);
        value |= negative ? 1UL << (bits - 1) : 0;
        return status;
    }

    private static NumberStatus TryReadMagnitude(ReadOnlySpan<byte> text, int bits, out ulong value)
    {
        int fractionBits = bits == 32 ? 23 : 52;
        ulong infinity = bits == 32 ? 0x7F80_0000UL : 0x7FF0_0000_0000_0000UL;
        if (text.SequenceEqual("inf"u8))
        {
            value = infinity;
            return NumberStatus.Ok;
        }

        if (text.StartsWith("nan"u8))
        {
            value = infinity | (1UL << (fractionBits - 1));
            if (text.Length == 3)
            {
                return NumberStatus.Ok;
            }

            if (!text.StartsWith("nan:0x"u8))
            {
                return NumberStatus.NotANumber;
            }

            var status = IntegerLiteral.TryReadUnsigned(text[4..], (1UL << fractionBits) - 1, out ulong payload);
            value = infinity | payload;
            return status == NumberStatus.Ok && payload == 0 ? NumberStatus.OutOfRange : status;
        }

        return text.StartsWith("0x"u8) ? TryReadHexadecimal(text[2..], bits, fractionBits, infinity, out value) : TryReadDecimal(text, bits, infinity, out value);
    }

    private static NumberStatus TryReadDecimal(ReadOnlySpan<byte> text, int bits, ulong infinity, out ulong value)
    {
        value = 0;
        if (!IsFloat(text, isHex: false))
        {
            return NumberStatus.NotANumber;
        }

        byte[]? rented = null;
        Span<byte> digits = text.Length <= 128 ? stackalloc byte[128] : (rented = new byte[text.Length]);
        int length = 0;
        foreach (byte b in text)
        {
            if (b != '_')
            {
                digits[length++] = b;
            }
        }

        digits = digits[..length];
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        bool read;
        if (bits == 32)
        {
            read = float.TryParse(digits, Style, CultureInfo.InvariantCulture, out float single);
            value = BitConverter.SingleToUInt32Bits(single);
        }
        else
        {
            read = double.TryParse(digits, Style, CultureInfo.InvariantCulture, out double number);
            value = BitConverter.DoubleToUInt64Bits(number);
        }

        return !read ? NumberStatus.NotANumber : value == infinity ? NumberStatus.OutOfRange : NumberStatus.Ok;
    }

    private static NumberStatus TryReadHexadecimal(ReadOnlySpan<byte> text, int bits, int fractionBits, ulong infinity, out ulong value)
    {
        value = 0;
        if (!IsFloat(text, isHex: true))
        {
            return NumberStatus.NotANumber;
        }

        // The number is mantissa * 2^exponent, and a little more when sticky.
        ulong mantissa = 0;
        long exponent = 0;
        bool sticky = false;
        bool afterPoint = false;
        int i = 0;
        for (; i < text.Length && text[i] is not ((byte)'p' or (byte)'P'); i++)
        {
            if (text[i] == '.')
            {
                afterPoint = true;
            }
            else if (text[i] != '_')
            {
                uint digit = (uint)Characters.HexDigit(text[i]);
                if (mantissa >> 60 == 0)
                {
                    mantissa = (mantissa << 4) | digit;
                    exponent -= afterPoint ? 4 : 0;
                }
                else
                {
                    sticky |= digit != 0;
                    exponent += afterPoint ? 0 : 4;
                }
            }
        }

        if (mantissa == 0)
        {
            return NumberStatus.Ok;
        }

        exponent += i < text.Length ? ReadExponent(text[(i + 1)..]) : 0;
        value = Round(mantissa, exponent, sticky, bits, fractionBits);
        return value >= infinity ? NumberStatus.OutOfRange : NumberStatus.Ok;
    }

    private static ulong Round(ulong mantissa, long exponent, bool sticky, int bits, int fractionBits)
    {
        int bias = bits == 32 ? 127 : 1023;
        int leading = BitOperations.LeadingZeroCount(mantissa);
        mantissa <<= leading;
        exponent -= leading;

        // Now the leading bit weighs 2^(exponent + 63).
        long biased = exponent + 63 + bias;
        if (biased >= 2 * bias + 1)
        {
            return (2UL * (uint)bias + 1) << fractionBits;
        }

        // Subnormal numbers keep fewer bits.
        long dropped = 63 - fractionBits + (biased < 1 ? 1 - biased : 0);
        if (dropped > 64)
        {
            return 0;
        }

        ulong kept = dropped == 64 ? 0 : mantissa >> (int)dropped;
        ulong half = 1UL << (int)(dropped - 1);
        ulong rest = dropped == 64 ? mantissa : mantissa & ((1UL << (int)dropped) - 1);
        bool up = rest > half || (rest == half && (sticky || (kept & 1) != 0));
        kept += up ? 1UL : 0;

        // The leading bit of a normal number adds one to the exponent field below, as does a carry out of the fraction.
        return biased < 1 ? kept : ((ulong)(biased - 1) << fractionBits) + kept;
    }

    /// <summary>Reads a checked exponent; saturates far beyond what any digits could make up for.</summary>
    private static long ReadExponent(ReadOnlySpan<byte> text)
    {
        bool negative = text[0] == '-';
        long value = 0;
        foreach (byte b in text)
        {
            if (b is >= (byte)'0' and <= (byte)'9')
            {
                value = Math.Min(value * 10 + (b - '0'), 1L << 48);
            }
        }

        return negative ? -value : value;
    }

    /// <summary>Whether the text is digits, then perhaps a point and digits, then perhaps an exponent.</summary>
    private static bool IsFloat(ReadOnlySpan<byte> text, bool isHex)
    {
        int i = 0;
        if (!SkipDigits(text, ref i, isHex))
        {
            return false;
        }

        if (i < text.Length && text[i] == '.')
        {
            i++;
            if (i < text.Length && IsDigit(text[i], isHex) && !SkipDigits(text, ref i, isHex))
            {
                return false;
            }
        }

        if (i < text.Length && (text[i] | 0x20) == (isHex ? 'p' : 'e'))
        {
            i++;
            if (i < text.Length && text[i] is (byte)'+' or (byte)'-')
            {
                i++;
            }

            if (!SkipDigits(text, ref i, isHex: false))
            {
                return false;
            }
        }

        return i == text.Length;
    }

    private static bool SkipDigits(ReadOnlySpan<byte> text, ref int i, bool isHex)
    {
        bool digitBefore = false;
        for (; i < text.Length; i++)
        {
            if (IsDigit(text[i], isHex))
            {
                digitBefore = true;
            }
            else if (text[i] == '_' && digitBefore)
            {
                digitBefore = false;
            }
            else
            {
                break;
            }
        }

        return digitBefore;
    }

    private static bool IsDigit(byte b, bool isHex) => isHex ? Characters.HexDigit(b) >= 0 : b is >= (byte)'0' and <= (byte)'9';
}
