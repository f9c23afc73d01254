using System.Buffers.Binary;
using Peregrine.Binary;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>Shapes of vectors in the text format.</summary>
internal enum VectorShape : byte
{
    I8x16,
    I16x8,
    I32x4,
    I64x2,
    F32x4,
    F64x2,
}

/// <summary>Reads what only vector instructions have: shapes, lanes and constants.</summary>
internal sealed class VectorParser(TokenReader reader)
{
    private readonly TokenReader _reader = reader;

    /// <summary>The name of a shape.</summary>
    public static bool TryShape(ReadOnlySpan<byte> text, out VectorShape shape)
    {
        VectorShape? found = text.SequenceEqual("i8x16"u8) ? VectorShape.I8x16
            : text.SequenceEqual("i16x8"u8) ? VectorShape.I16x8
            : text.SequenceEqual("i32x4"u8) ? VectorShape.I32x4
            : text.SequenceEqual("i64x2"u8) ? VectorShape.I64x2
            : text.SequenceEqual("f32x4"u8) ? VectorShape.F32x4
            : text.SequenceEqual("f64x2"u8) ? VectorShape.F64x2
            : null;
        shape = found.GetValueOrDefault();
        return found is not null;
    }

    /// <summary>Width of a lane in bits.</summary>
    public static int LaneBits(VectorShape shape) => shape switch
    {
        VectorShape.I8x16 => 8,
        VectorShape.I16x8 => 16,
        VectorShape.I32x4 or VectorShape.F32x4 => 32,
        _ => 64,
    };

    public static bool IsFloat(VectorShape shape) => shape >= VectorShape.F32x4;

    public byte ExpectLane() => (byte)_reader.ExpectUnsigned(byte.MaxValue, "i8 ");

    /// <summary>Reads the lanes of a shuffle.</summary>
    public void WriteShuffle(ByteWriter writer)
    {
        if (CountNumbers() != 16)
        {
            throw _reader.At(_reader.Position, "invalid lane length");
        }

        Span<byte> lanes = stackalloc byte[16];
        foreach (ref byte lane in lanes)
        {
            if (IntegerLiteral.TryReadUnsigned(_reader.Text, byte.MaxValue, out ulong value) != NumberStatus.Ok)
            {
                throw TextErrors.ConstantOutOfRange(_reader.Source, _reader.Current.Start, "i8 ");
            }

            lane = (byte)value;
            _reader.Skip();
        }

        writer.WriteBytes(lanes);
    }

    /// <summary>Reads shape and lanes of a constant.</summary>
    public void WriteConstant(ByteWriter writer)
    {
        Span<byte> bytes = stackalloc byte[16];
        ReadConstant(bytes);
        writer.WriteBytes(bytes);
    }

    /// <summary>Reads shape and lanes of a constant.</summary>
    public void ReadConstant(Span<byte> bytes)
    {
        if (_reader.Kind != TokenKind.Keyword || !TryShape(_reader.Text, out var shape))
        {
            _reader.Unexpected("a vector shape");
            return;
        }

        int at = _reader.Position;
        _reader.Skip();
        int bits = LaneBits(shape);
        int count = CountNumbers();
        if (count != 128 / bits)
        {
            // What is no token at all is the better reason.
            var next = _reader[_reader.Position + count];
            throw next.Kind == TokenKind.Reserved ? TextErrors.Unexpected(_reader.Source, next, null) : _reader.At(at, "wrong number of lane literals");
        }

        for (int lane = 0; lane < count; lane++)
        {
            ulong value = IsFloat(shape) ? _reader.ExpectFloat(bits) : _reader.ExpectInteger(bits);
            WriteLane(bytes, bits, lane, value);
        }
    }

    /// <summary>The number of literals that stand here.</summary>
    private int CountNumbers()
    {
        int start = _reader.Position;
        while (_reader.AtNumber)
        {
            _reader.Skip();
        }

        int count = _reader.Position - start;
        _reader.Position = start;
        return count;
    }

    /// <summary>Puts one lane into the bytes of a vector.</summary>
    public static void WriteLane(Span<byte> bytes, int bits, int lane, ulong value)
    {
        Span<byte> little = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(little, value);
        little[..(bits / 8)].CopyTo(bytes[(lane * bits / 8)..]);
    }
}
