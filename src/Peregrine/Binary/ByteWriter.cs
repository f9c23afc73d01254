using System.Buffers.Binary;
using System.Text;
using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Writes the primitive encodings of the binary format into a buffer that grows; integers take as few bytes as possible.</summary>
/// <remarks>The counterpart of <see cref="ByteReader"/>. Can be cleared and used again.
/// <see href="https://webassembly.github.io/spec/core/binary/values.html"/></remarks>
internal sealed class ByteWriter
{
    private byte[] _bytes;

    public ByteWriter(int capacity = 256) => _bytes = new byte[capacity];

    /// <summary>Number of bytes written so far, and so the offset of the next one.</summary>
    public int Position { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Position);

    public byte[] ToArray() => Written.ToArray();

    public void Clear() => Position = 0;

    /// <summary>Takes back everything from <paramref name="position"/> on.</summary>
    public void Truncate(int position) => Position = position;

    public void WriteByte(byte value)
    {
        if (Position == _bytes.Length)
        {
            Grow(1);
        }

        _bytes[Position++] = value;
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    public void WriteU32(uint value) => WriteU64(value);

    public void WriteU64(ulong value)
    {
        while (value >= 0x80)
        {
            WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        WriteByte((byte)value);
    }

    public void WriteS32(int value) => WriteS64(value);

    /// <summary>Also for the 33-bit integers of heap and block types.</summary>
    public void WriteS64(long value)
    {
        while (value is < -64 or > 63)
        {
            WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        WriteByte((byte)(value & 0x7F));
    }

    public void WriteF32Bits(uint bits) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), bits);

    public void WriteF64Bits(ulong bits) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), bits);

    /// <summary>The low half comes first.</summary>
    public void WriteV128Bits(ulong low, ulong high)
    {
        WriteF64Bits(low);
        WriteF64Bits(high);
    }

    /// <summary>Length in bytes and UTF-8.</summary>
    public void WriteName(string name)
    {
        int length = Encoding.UTF8.GetByteCount(name);
        WriteU32((uint)length);
        Encoding.UTF8.GetBytes(name, Reserve(length));
    }

    /// <summary>Length and bytes: a section's content, a function body, the content of a data segment.</summary>
    public void WriteSized(ReadOnlySpan<byte> bytes)
    {
        WriteU32((uint)bytes.Length);
        WriteBytes(bytes);
    }

    public void WriteHeapType(HeapTypeSyntax type)
    {
        if (!type.IsIndex)
        {
            if (type.IsShared)
            {
                WriteByte(TypeReader.Shared);
            }

            WriteByte(TypeReader.Code(type.Kind));
        }
        else if (type.IsExact)
        {
            WriteByte(TypeReader.Exact);
            WriteU32(type.TypeIndex);
        }
        else
        {
            WriteS64(type.TypeIndex);
        }
    }

    public void WriteValType(ValTypeSyntax type)
    {
        switch (type.Kind)
        {
            case ValKind.Ref when type.IsShort:
                WriteHeapType(type.HeapType);
                break;
            case ValKind.Ref:
                WriteByte(type.IsNullable ? TypeReader.RefNull : TypeReader.Ref);
                WriteHeapType(type.HeapType);
                break;
            default:
                // The classes are numbered as their codes, downwards from i32.
                WriteByte((byte)(0x7F - (byte)type.Kind));
                break;
        }
    }

    public void WriteBlockType(BlockTypeSyntax type)
    {
        if (type.IsEmpty)
        {
            WriteByte(TypeReader.EmptyBlock);
        }
        else if (type.IsResult)
        {
            WriteValType(type.Result);
        }
        else
        {
            WriteS64(type.TypeIndex);
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Position < count)
        {
            Grow(count);
        }

        var reserved = _bytes.AsSpan(Position, count);
        Position += count;
        return reserved;
    }

    private void Grow(int count) => Array.Resize(ref _bytes, (int)Math.Min(Math.Max(_bytes.Length * 2L, (long)Position + count), Array.MaxLength));
}
