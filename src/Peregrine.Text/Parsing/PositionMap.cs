using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>From offsets in what was encoded back to the source: about three bytes for each instruction.</summary>
/// <remarks>Written while parsing, in ascending order of offsets; then read by any thread.</remarks>
internal sealed class PositionMap
{
    private readonly SourceText _source;

    // For each entry the difference of the offsets, unsigned, and the difference of the source positions, zigzag, both in base 128.
    private byte[] _deltas = new byte[256];
    private int _length;
    private int _lastOffset;
    private int _lastSource;

    public PositionMap(SourceText source) => _source = source;

    public void Add(int offset, int source)
    {
        if (_deltas.Length - _length < 10)
        {
            Array.Resize(ref _deltas, _deltas.Length * 2);
        }

        int step = source - _lastSource;
        Write((uint)(offset - _lastOffset));
        Write((uint)((step << 1) ^ (step >> 31)));
        _lastOffset = offset;
        _lastSource = source;
    }

    /// <summary>The position of the last entry at or before <paramref name="offset"/>; takes time in proportion to the module's size.</summary>
    public ModulePosition Find(long offset)
    {
        int at = 0;
        int entryOffset = 0;
        int entrySource = 0;
        int found = -1;
        while (at < _length)
        {
            entryOffset += (int)Read(ref at);
            uint zigzag = Read(ref at);
            entrySource += (int)(zigzag >> 1) ^ -(int)(zigzag & 1);
            if (entryOffset > offset)
            {
                break;
            }

            found = entrySource;
        }

        return found < 0 ? new ModulePosition(offset) : _source.Position(found) with { Offset = offset };
    }

    private void Write(uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _deltas[_length++] = (byte)(value | 0x80);
        }

        _deltas[_length++] = (byte)value;
    }

    private uint Read(ref int at)
    {
        uint value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = _deltas[at++];
            value |= (uint)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }
}
