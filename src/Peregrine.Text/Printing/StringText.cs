using System.Globalization;
using System.Text;

namespace Peregrine.Text.Printing;

/// <summary>String literals and identifiers.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/values.html#strings"/></remarks>
internal static class StringText
{
    private const string IdentifierPunctuation = "!#$%&'*+-./:<=>?@\\^_`|~";

    /// <summary>Appends bytes as a string literal; what is no printable ASCII is escaped byte by byte.</summary>
    public static void AppendBytes(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        text.Append('"');
        foreach (byte b in bytes)
        {
            if (b is < 0x20 or >= 0x7F or (byte)'"' or (byte)'\\')
            {
                text.Append('\\').Append(HexDigit(b >> 4)).Append(HexDigit(b & 15));
            }
            else
            {
                text.Append((char)b);
            }
        }

        text.Append('"');
    }

    /// <summary>Appends a name as a string literal; letters, digits, marks and symbols of any script stay readable, what could
    /// hide or reorder text is escaped.</summary>
    public static void AppendName(StringBuilder text, string name)
    {
        text.Append('"');
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                text.Append('\\').Append((char)rune.Value);
            }
            else if (rune.IsAscii ? rune.Value is >= 0x20 and < 0x7F : IsReadable(rune))
            {
                text.Append(rune.ToString());
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
        }

        text.Append('"');
    }

    /// <summary>An identifier: <c>$name</c>, or <c>$"name"</c> where other characters occur; the name must not be empty.</summary>
    public static string Identifier(string name)
    {
        var text = new StringBuilder(name.Length + 3).Append('$');
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !IdentifierPunctuation.Contains(c))
            {
                AppendName(text, name);
                return text.ToString();
            }
        }

        return text.Append(name).ToString();
    }

    private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);

    private static bool IsReadable(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol
        or UnicodeCategory.OtherSymbol or UnicodeCategory.DashPunctuation or UnicodeCategory.OtherPunctuation;
}
