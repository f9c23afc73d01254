using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Peregrine.Text.Lexing;

/// <summary>A text in UTF-8 with what is needed to report positions in it.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class SourceText
{
    private int[]? _lineStarts;

    /// <param name="utf8">The text; must not change as long as it is used.</param>
    /// <param name="fileName">Where it is from.</param>
    /// <param name="refusesConfusing">Whether characters that change the direction of the text, and so make it look other than it is, count as errors.</param>
    public SourceText(ReadOnlyMemory<byte> utf8, string? fileName = null, bool refusesConfusing = false)
    {
        // An array of its own length lets every reader index it without slicing.
        Bytes = MemoryMarshal.TryGetArray(utf8, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array : utf8.ToArray();
        FileName = fileName;
        FirstInvalidByte = FindInvalidByte(Bytes);
        int confusing = refusesConfusing ? FindConfusing(Bytes) : int.MaxValue;
        if (confusing < FirstInvalidByte)
        {
            FirstInvalidByte = confusing;
            IsConfusing = true;
        }
    }

    public SourceText(string text, string? fileName = null, bool refusesConfusing = false)
        : this(Encoding.UTF8.GetBytes(text), fileName, refusesConfusing)
    {
    }

    public byte[] Bytes { get; }

    public string? FileName { get; }

    public int Length => Bytes.Length;

    /// <summary>Offset of the first byte that is not UTF-8, or <see cref="int.MaxValue"/>.</summary>
    public int FirstInvalidByte { get; }

    /// <summary>Whether <see cref="FirstInvalidByte"/> begins a confusing character instead.</summary>
    public bool IsConfusing { get; }

    /// <summary>Line and column, both from 1; columns count characters (code points), not bytes.</summary>
    public ModulePosition Position(int offset)
    {
        offset = Math.Min(offset, Bytes.Length);
        int[] starts = _lineStarts ??= FindLines(Bytes);
        int line = Array.BinarySearch(starts, offset);
        line = line < 0 ? ~line - 1 : line;
        int column = 1;
        for (int i = starts[line]; i < offset; i++)
        {
            if ((Bytes[i] & 0xC0) != 0x80)
            {
                column++;
            }
        }

        return new ModulePosition(-1, line + 1, column);
    }

    private static int[] FindLines(byte[] bytes)
    {
        var starts = new List<int> { 0 };
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == bytes.Length || bytes[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }

    private static int FindInvalidByte(byte[] bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return int.MaxValue;
        }

        int offset = 0;
        while (Rune.DecodeFromUtf8(bytes.AsSpan(offset), out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        return offset;
    }

    /// <summary>Finds U+202A to U+202E, U+2066 to U+2069 and U+206C.</summary>
    private static int FindConfusing(byte[] bytes)
    {
        for (int i = bytes.AsSpan().IndexOf((byte)0xE2); i >= 0 && i + 2 < bytes.Length; i++)
        {
            if (bytes[i] == 0xE2 && ((bytes[i + 1] == 0x80 && bytes[i + 2] is >= 0xAA and <= 0xAE) || (bytes[i + 1] == 0x81 && bytes[i + 2] is (>= 0xA6 and <= 0xA9) or 0xAC)))
            {
                return i;
            }
        }

        return int.MaxValue;
    }
}
