using System.Globalization;
using System.Text;

namespace Peregrine.Text.Printing;

/// <summary>Collects lines with their indentation and hands them on in large pieces.</summary>
internal sealed class TextOutput(TextWriter writer)
{
    // Deeper nesting is not indented any further, so that the text stays linear in the size of the module.
    private const int MaximumIndentation = 40;
    private const int PieceLength = 1 << 16;

    /// <summary>The current line and what has not been handed on yet.</summary>
    public StringBuilder Text { get; } = new();

    public int Indentation { get; set; }

    /// <summary>Starts a line.</summary>
    public StringBuilder Line()
    {
        if (Text.Length >= PieceLength)
        {
            Flush();
        }

        return Text.Append('\n').Append(' ', 2 * Math.Min(Indentation, MaximumIndentation));
    }

    public void Flush()
    {
        foreach (var chunk in Text.GetChunks())
        {
            writer.Write(chunk.Span);
        }

        Text.Clear();
    }
}

/// <summary>Numbers in the text format, whatever the culture.</summary>
internal static class NumberAppending
{
    public static StringBuilder AppendNumber(this StringBuilder text, long value) => text.Append(CultureInfo.InvariantCulture, $"{value}");

    public static StringBuilder AppendNumber(this StringBuilder text, ulong value) => text.Append(CultureInfo.InvariantCulture, $"{value}");
}
