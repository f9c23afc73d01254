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
internal sealed class VectorParser(ModuleContext context)
{
    private readonly TokenReader _reader = context.Reader;

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
        int at = _reader.Position;
        Span<byte> lanes = stackalloc byte[16];
        int count = 0;
        for (; count < 16 && _reader.Kind == TokenKind.Number; count++)
        {
            lanes[count] = ExpectLane();
        }

        if (count < 16 || _reader.Kind == TokenKind.Number)
        {
            throw _reader.At(at, "invalid lane length");
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
        for (int lane = 0; lane < 128 / bits; lane++)
        {
            if (!_reader.AtNumber)
            {
                throw _reader.At(at, "wrong number of lane literals");
            }

            ulong value = IsFloat(shape) ? _reader.ExpectFloat(bits) : _reader.ExpectInteger(bits);
            WriteLane(bytes, bits, lane, value);
        }

        if (_reader.AtNumber)
        {
            throw _reader.At(at, "wrong number of lane literals");
        }
    }

    /// <summary>Puts one lane into the bytes of a vector.</summary>
    public static void WriteLane(Span<byte> bytes, int bits, int lane, ulong value)
    {
        Span<byte> little = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(little, value);
        little[..(bits / 8)].CopyTo(bytes[(lane * bits / 8)..]);
    }
}
