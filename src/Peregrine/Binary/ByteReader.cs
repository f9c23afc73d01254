using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Peregrine.Errors;

namespace Peregrine.Binary;

/// <summary>Reads the primitive encodings of the binary format from a range of a module.</summary>
/// <remarks>Positions are offsets from the start of the module. Nothing is read at or beyond <see cref="End"/>.
/// <see href="https://webassembly.github.io/spec/core/binary/values.html"/></remarks>
internal ref struct ByteReader
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes;

    // What follows the range is looked at only to tell how an integer that crosses its end goes on.
    private readonly ReadOnlySpan<byte> _module;

    /// <param name="module">All bytes of the module.</param>
    /// <param name="start">Offset of the first byte to read.</param>
    /// <param name="end">Offset behind the last byte to read; within the module.</param>
    public ByteReader(ReadOnlySpan<byte> module, int start, int end)
    {
        _module = module;
        _bytes = module[..end];
        Position = start;
    }

    public int Position { get; set; }

    public readonly int End => _bytes.Length;

    public readonly int Remaining => _bytes.Length - Position;

    public readonly bool IsAtEnd => Position >= _bytes.Length;

    /// <summary>The module's byte behind <see cref="End"/>, or -1 at the end of the module.</summary>
    public readonly int NextBeyondEnd => End < _module.Length ? _module[End] : -1;

    public readonly byte Peek()
    {
        if (IsAtEnd)
        {
            Malformed.UnexpectedEnd(Position);
        }

        return _bytes[Position];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte()
    {
        int position = Position;
        if ((uint)position >= (uint)_bytes.Length)
        {
            Malformed.UnexpectedEnd(position);
        }

        Position = position + 1;
        return _bytes[position];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadU32()
    {
        int position = Position;
        if ((uint)position < (uint)_bytes.Length && _bytes[position] < 0x80)
        {
            Position = position + 1;
            return _bytes[position];
        }

        return (uint)ReadUnsigned(32);
    }

    public ulong ReadU64() => ReadUnsigned(64);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadS32()
    {
        int position = Position;
        if ((uint)position < (uint)_bytes.Length && _bytes[position] < 0x80)
        {
            Position = position + 1;
            return (sbyte)(_bytes[position] << 1) >> 1;
        }

        return (int)ReadSigned(32);
    }

    public long ReadS33() => ReadSigned(33);

    public long ReadS64() => ReadSigned(64);

    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(4));

    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(8));

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if ((uint)count > (uint)Remaining)
        {
            Malformed.UnexpectedEnd(Position);
        }

        var bytes = _bytes.Slice(Position, count);
        Position += count;
        return bytes;
    }

    /// <summary>A length that must fit in what remains.</summary>
    public int ReadLength()
    {
        int start = Position;
        if (start == End && start < _module.Length && new ByteReader(_module, start, _module.Length).ReadU32() > _module.Length - start)
        {
            Malformed.LengthOutOfBounds(start);
        }

        uint length = ReadU32();
        if (length > (uint)Remaining)
        {
            Malformed.LengthOutOfBounds(start);
        }

        return (int)length;
    }

    /// <summary>The number of items of a vector; as each item takes a byte at least, more than what remains cannot be right.</summary>
    public int ReadCount()
    {
        uint count = ReadU32();
        if (count > (uint)Remaining)
        {
            Malformed.UnexpectedEnd(End);
        }

        return (int)count;
    }

    public string ReadName()
    {
        int length = ReadLength();
        int start = Position;
        var bytes = ReadBytes(length);
        try
        {
            return s_strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            Malformed.InvalidUtf8(start);
            throw;
        }
    }

    /// <summary>The conformance suite wants an integer that is wrong in itself to be called so, even where the range ends within it.</summary>
    private byte ReadIntegerByte()
    {
        int position = Position;
        if (position >= _module.Length)
        {
            Malformed.UnexpectedEnd(position);
        }

        Position = position + 1;
        return _module[position];
    }

    private readonly void CheckEnd(int start)
    {
        if (Position > End)
        {
            Malformed.UnexpectedEnd(start);
        }
    }

    private ulong ReadUnsigned(int bits)
    {
        int start = Position;
        ulong result = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = ReadIntegerByte();
            if (shift + 7 > bits)
            {
                if ((b & 0x80) != 0)
                {
                    Malformed.IntegerTooLong(start);
                }

                if (b >> (bits - shift) != 0)
                {
                    Malformed.IntegerTooLarge(start);
                }
            }

            result |= (ulong)(b & 0x7F) << shift;
            if ((b & 0x80) == 0)
            {
                CheckEnd(start);
                return result;
            }
        }
    }

    private long ReadSigned(int bits)
    {
        int start = Position;
        long result = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = ReadIntegerByte();
            if (shift + 7 > bits)
            {
                if ((b & 0x80) != 0)
                {
                    Malformed.IntegerTooLong(start);
                }

                // The unused bits must all equal the sign bit.
                int used = bits - shift;
                int extended = (sbyte)(b << 1) >> 1;
                if (extended >> (used - 1) is not (0 or -1))
                {
                    Malformed.IntegerTooLarge(start);
                }
            }

            result |= (long)(b & 0x7F) << shift;
            if ((b & 0x80) == 0)
            {
                CheckEnd(start);
                int width = shift + 7;
                return width < 64 ? result << (64 - width) >> (64 - width) : result;
            }
        }
    }
}
