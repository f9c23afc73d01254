namespace Peregrine.Text.Lexing;

/// <summary>How reading a number went.</summary>
internal enum NumberStatus : byte
{
    /// <summary>It was read.</summary>
    Ok,

    /// <summary>The characters are no number of this sort.</summary>
    NotANumber,

    /// <summary>A number too large or too small for its type.</summary>
    OutOfRange,
}

/// <summary>Reads integers.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/values.html#integers"/></remarks>
internal static class IntegerLiteral
{
    /// <summary>Reads an integer without sign of up to 64 bits.</summary>
    public static NumberStatus TryReadUnsigned(ReadOnlySpan<byte> text, ulong maximum, out ulong value)
    {
        value = 0;
        bool isHex = text.StartsWith("0x"u8);
        int i = isHex ? 2 : 0;
        bool digitBefore = false;
        bool overflow = false;
        for (; i < text.Length; i++)
        {
            byte b = text[i];
            int digit = isHex ? Characters.HexDigit(b) : b is >= (byte)'0' and <= (byte)'9' ? b - '0' : -1;
            if (digit >= 0)
            {
                if (isHex)
                {
                    overflow |= value >> 60 != 0;
                    value = (value << 4) | (uint)digit;
                }
                else
                {
                    ulong high = Math.BigMul(value, 10, out ulong low);
                    value = low + (uint)digit;
                    overflow |= high != 0 || value < low;
                }

                digitBefore = true;
            }
            else if (b == '_' && digitBefore)
            {
                digitBefore = false;
            }
            else
            {
                return NumberStatus.NotANumber;
            }
        }

        return !digitBefore ? NumberStatus.NotANumber : overflow || value > maximum ? NumberStatus.OutOfRange : NumberStatus.Ok;
    }

    /// <summary>Reads an integer of <paramref name="bits"/> bits that may be written signed or unsigned; gives its bits, zero-extended.</summary>
    public static NumberStatus TryRead(ReadOnlySpan<byte> text, int bits, out ulong value)
    {
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative || (text.Length > 0 && text[0] == '+'))
        {
            text = text[1..];
        }

        ulong mask = ulong.MaxValue >> (64 - bits);
        var status = TryReadUnsigned(text, negative ? (mask >> 1) + 1 : mask, out value);
        value = negative ? (0 - value) & mask : value;
        return status;
    }
}
