using System.Text;

namespace Peregrine.Text.Lexing;

/// <summary>Decodes string literals.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/values.html#strings"/></remarks>
internal static class StringLiteral
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Length in bytes of the escape that <paramref name="text"/> begins with, the backslash included; 0 when it is none.</summary>
    public static int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        switch (text[1])
        {
            case (byte)'t' or (byte)'n' or (byte)'r' or (byte)'"' or (byte)'\'' or (byte)'\\':
                return 2;
            case (byte)'u':
                return CodePoint(text, out _);
            default:
                return text.Length > 2 && Characters.HexDigit(text[1]) >= 0 && Characters.HexDigit(text[2]) >= 0 ? 3 : 0;
        }
    }

    /// <summary>The longest that <see cref="Decode"/> can need.</summary>
    public static int MaximumLength(ReadOnlySpan<byte> literal) => literal.Length;

    /// <summary>Writes the bytes that a literal (with its quotes, checked by the lexer) stands for.</summary>
    /// <returns>Their number.</returns>
    public static int Decode(ReadOnlySpan<byte> literal, Span<byte> destination)
    {
        var text = literal[1..^1];
        int length = 0;
        while (!text.IsEmpty)
        {
            int plain = text.IndexOf((byte)'\\');
            if (plain != 0)
            {
                plain = plain < 0 ? text.Length : plain;
                text[..plain].CopyTo(destination[length..]);
                length += plain;
                text = text[plain..];
                continue;
            }

            int escape = EscapeLength(text);
            if (text[1] == 'u')
            {
                CodePoint(text, out var rune);
                length += rune.EncodeToUtf8(destination[length..]);
            }
            else
            {
                destination[length++] = text[1] switch
                {
                    (byte)'t' => (byte)'\t',
                    (byte)'n' => (byte)'\n',
                    (byte)'r' => (byte)'\r',
                    _ when escape == 2 => text[1],
                    _ => (byte)(Characters.HexDigit(text[1]) * 16 + Characters.HexDigit(text[2])),
                };
            }

            text = text[escape..];
        }

        return length;
    }

    /// <summary>Decodes a literal to text.</summary>
    /// <returns>False when its bytes are not UTF-8.</returns>
    public static bool TryDecodeName(ReadOnlySpan<byte> literal, out string name)
    {
        byte[]? rented = null;
        int maximum = MaximumLength(literal);
        Span<byte> bytes = maximum <= 256 ? stackalloc byte[256] : (rented = new byte[maximum]);
        var decoded = bytes[..Decode(literal, bytes)];
        bool valid = System.Text.Unicode.Utf8.IsValid(decoded);
        name = valid ? s_strictUtf8.GetString(decoded) : "";
        return valid;
    }

    /// <summary>Reads <c>\u{hexnum}</c>; 0 when it is malformed or no Unicode scalar value.</summary>
    private static int CodePoint(ReadOnlySpan<byte> text, out Rune rune)
    {
        rune = default;
        if (text.Length < 5 || text[2] != '{')
        {
            return 0;
        }

        uint value = 0;
        bool digitBefore = false;
        for (int i = 3; i < text.Length; i++)
        {
            int digit = Characters.HexDigit(text[i]);
            if (digit >= 0)
            {
                value = value * 16 + (uint)digit;
                if (value > 0x10FFFF)
                {
                    return 0;
                }

                digitBefore = true;
            }
            else if (text[i] == '_' && digitBefore)
            {
                digitBefore = false;
            }
            else
            {
                return text[i] == '}' && digitBefore && Rune.TryCreate(value, out rune) ? i + 1 : 0;
            }
        }

        return 0;
    }
}
