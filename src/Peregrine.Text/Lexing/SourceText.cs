using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Peregrine.Text.Lexing;

/// <summary>A text in UTF-8 with what is needed to report positions in it.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class SourceText
{
    private int[]? _lineStarts;

    public SourceText(ReadOnlyMemory<byte> utf8, string? fileName = null)
    {
        // An array of its own length lets every reader index it without slicing.
        Bytes = MemoryMarshal.TryGetArray(utf8, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array : utf8.ToArray();
        FileName = fileName;
        FirstInvalidByte = FindInvalidByte(Bytes);
    }

    public SourceText(string text, string? fileName = null)
        : this(Encoding.UTF8.GetBytes(text), fileName)
    {
    }

    public byte[] Bytes { get; }

    public string? FileName { get; }

    public int Length => Bytes.Length;

    /// <summary>Offset of the first byte that is not UTF-8, or <see cref="int.MaxValue"/>.</summary>
    public int FirstInvalidByte { get; }

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
}
