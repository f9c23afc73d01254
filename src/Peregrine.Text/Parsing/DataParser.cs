using Peregrine.Syntax;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>Reads data segments, also those in place of a memory's limits.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/modules.html#data-segments"/></remarks>
internal sealed class DataParser(ModuleContext context, ExpressionParser expressions)
{
    private readonly TokenReader _reader = context.Reader;
    private readonly VectorParser _vectors = new(context.Reader);

    /// <summary>Reads a data segment behind its keyword.</summary>
    public void ReadField(int tokenIndex)
    {
        int offset = context.Mark(tokenIndex);
        context.TryIdentifier();
        var segment = new DataSegmentSyntax(SegmentMode.Passive, default, offset);
        uint memory = 0;
        bool namesMemory = _reader.TryOpen("memory"u8);
        if (namesMemory)
        {
            memory = context.ExpectIndex(context.Memories);
            _reader.Close();
        }
        else if (context.AtIndex && _reader[_reader.Position + 1].Kind == TokenKind.LeftParenthesis)
        {
            // An older form is a bare index in front of the offset.
            namesMemory = true;
            memory = context.ExpectIndex(context.Memories);
        }

        if (namesMemory || (_reader.Kind == TokenKind.LeftParenthesis && !AtNumbers()))
        {
            segment = segment with { Mode = SegmentMode.Active, Memory = memory, OffsetExpression = expressions.ReadForm("offset"u8) };
        }

        context.Draft.DataSegments.Add(segment with { Content = ReadContent() });
        _reader.Close();
    }

    /// <summary>Reads <c>(data …)</c> in place of a memory's limits.</summary>
    /// <returns>Length of the data in bytes.</returns>
    public int ReadInline(uint memory, bool is64, int tokenIndex)
    {
        _reader.Position += 2;
        int offset = context.Mark(tokenIndex);
        var start = expressions.Zero(is64);
        var content = ReadContent();
        _reader.Close();
        context.Draft.DataSegments.Add(new DataSegmentSyntax(SegmentMode.Active, content, offset) { Memory = memory, OffsetExpression = start });
        return content.Length;
    }

    private ByteRange ReadContent()
    {
        int start = context.Code.Position;
        while (true)
        {
            if (_reader.Kind == TokenKind.String)
            {
                context.Code.WriteBytes(_reader.ExpectBytes());
            }
            else if (AtNumbers())
            {
                ReadNumbers();
            }
            else
            {
                return new ByteRange(start, context.Code.Position - start);
            }
        }
    }

    /// <summary>Whether numbers of a data segment begin here; such forms are no instructions.</summary>
    private bool AtNumbers() =>
        _reader.AtForm("i8"u8) || _reader.AtForm("i16"u8) || _reader.AtForm("i32"u8) || _reader.AtForm("i64"u8)
        || _reader.AtForm("f32"u8) || _reader.AtForm("f64"u8) || _reader.AtForm("v128"u8);

    private void ReadNumbers()
    {
        _reader.Skip();
        var type = _reader.Text;
        bool isVector = type.SequenceEqual("v128"u8);
        bool isFloat = type[0] == 'f';
        int bits = isVector ? 128 : type.SequenceEqual("i8"u8) ? 8 : type.SequenceEqual("i16"u8) ? 16 : type[1..].SequenceEqual("32"u8) ? 32 : 64;
        _reader.Skip();
        Span<byte> bytes = stackalloc byte[16];
        while (!_reader.AtClose)
        {
            if (isVector)
            {
                _vectors.ReadConstant(bytes);
            }
            else
            {
                VectorParser.WriteLane(bytes, bits, 0, isFloat ? _reader.ExpectFloat(bits) : _reader.ExpectInteger(bits));
            }

            context.Code.WriteBytes(bytes[..(bits / 8)]);
        }

        _reader.Skip();
    }
}
