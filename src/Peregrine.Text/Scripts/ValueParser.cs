using System.Buffers.Binary;
using Peregrine.Text.Lexing;
using Peregrine.Text.Parsing;

namespace Peregrine.Text.Scripts;

/// <summary>Reads arguments and expected results.</summary>
internal sealed class ValueParser
{
    private readonly TokenReader _reader;
    private readonly VectorParser _vectors;

    public ValueParser(TokenReader reader)
    {
        _reader = reader;
        _vectors = new VectorParser(reader);
    }

    /// <summary>Reads one argument in its parentheses.</summary>
    public ScriptValue ExpectValue()
    {
        _reader.Open();
        ScriptValue value;
        if (TryNumberKind(out var kind))
        {
            int bits = kind is ValKind.I32 or ValKind.F32 ? 32 : 64;
            value = new ScriptValue(kind, kind is ValKind.F32 or ValKind.F64 ? _reader.ExpectFloat(bits) : _reader.ExpectInteger(bits));
        }
        else if (_reader.TryKeyword("v128.const"u8))
        {
            Span<byte> bytes = stackalloc byte[16];
            _vectors.ReadConstant(bytes);
            value = new ScriptValue(ValKind.V128, BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
        }
        else if (_reader.TryKeyword("ref.extern"u8))
        {
            value = new ScriptValue(ValKind.Ref, _reader.ExpectU32(), Reference: ScriptReference.Extern);
        }
        else if (_reader.TryKeyword("ref.host"u8))
        {
            value = new ScriptValue(ValKind.Ref, _reader.ExpectU32(), Reference: ScriptReference.Host);
        }
        else
        {
            _reader.ExpectKeyword("ref.null"u8);
            SkipHeapType();
            value = new ScriptValue(ValKind.Ref, 0);
        }

        _reader.Close();
        return value;
    }

    /// <summary>Reads one expected result in its parentheses.</summary>
    public ResultPattern ExpectResult() => ExpectResult(maximumDepth: 16);

    private ResultPattern ExpectResult(int maximumDepth)
    {
        _reader.Open();
        ResultPattern result;
        if (maximumDepth > 0 && _reader.TryKeyword("either"u8))
        {
            var alternatives = new List<ResultPattern>();
            while (!_reader.AtClose)
            {
                alternatives.Add(ExpectResult(maximumDepth - 1));
            }

            result = new EitherResult([.. alternatives]);
        }
        else if (TryNumberKind(out var kind))
        {
            result = new NumberResult(kind, ExpectPattern(kind is ValKind.F32 or ValKind.F64, kind is ValKind.I32 or ValKind.F32 ? 32 : 64));
        }
        else if (_reader.TryKeyword("v128.const"u8))
        {
            result = ExpectVector();
        }
        else
        {
            result = ExpectReference();
        }

        _reader.Close();
        return result;
    }

    private VectorResult ExpectVector()
    {
        if (_reader.Kind != TokenKind.Keyword || !VectorParser.TryShape(_reader.Text, out var shape))
        {
            _reader.Unexpected("a vector shape");
            throw new InvalidOperationException();
        }

        _reader.Skip();
        int bits = VectorParser.LaneBits(shape);
        var lanes = new NumberPattern[128 / bits];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = ExpectPattern(VectorParser.IsFloat(shape), bits);
        }

        return new VectorResult(shape, lanes);
    }

    private NumberPattern ExpectPattern(bool isFloat, int bits)
    {
        if (isFloat && _reader.TryKeyword("nan:canonical"u8))
        {
            return new NumberPattern(NanPattern.Canonical, 0);
        }

        if (isFloat && _reader.TryKeyword("nan:arithmetic"u8))
        {
            return new NumberPattern(NanPattern.Arithmetic, 0);
        }

        return new NumberPattern(NanPattern.None, isFloat ? _reader.ExpectFloat(bits) : _reader.ExpectInteger(bits));
    }

    private ReferenceResult ExpectReference()
    {
        var text = _reader.Kind == TokenKind.Keyword ? _reader.Text : default;
        ScriptReference? found = text.SequenceEqual("ref.null"u8) ? ScriptReference.Null
            : text.SequenceEqual("ref.extern"u8) ? ScriptReference.Extern
            : text.SequenceEqual("ref.host"u8) ? ScriptReference.Host
            : text.SequenceEqual("ref.func"u8) ? ScriptReference.Function
            : text.SequenceEqual("ref.struct"u8) ? ScriptReference.Struct
            : text.SequenceEqual("ref.array"u8) ? ScriptReference.Array
            : text.SequenceEqual("ref.i31"u8) || text.SequenceEqual("ref.i31_shared"u8) ? ScriptReference.I31
            : text.SequenceEqual("ref.eq"u8) ? ScriptReference.Eq
            : text.SequenceEqual("ref.any"u8) ? ScriptReference.Any
            : text.SequenceEqual("ref.exn"u8) ? ScriptReference.Exception
            : null;
        if (found is not { } reference)
        {
            _reader.Unexpected("a result");
            throw new InvalidOperationException();
        }

        _reader.Skip();
        if (reference == ScriptReference.Null)
        {
            SkipHeapType();
            return new ReferenceResult(reference, null);
        }

        return new ReferenceResult(reference, _reader.Kind == TokenKind.Number ? _reader.ExpectU32() : null);
    }

    /// <summary>All null references are alike here, so their type says nothing.</summary>
    private void SkipHeapType()
    {
        if (_reader.Kind is TokenKind.Keyword or TokenKind.Identifier or TokenKind.Number)
        {
            _reader.Skip();
        }
        else if (_reader.Kind == TokenKind.LeftParenthesis)
        {
            _reader.SkipForm();
        }
    }

    private bool TryNumberKind(out ValKind kind)
    {
        kind = _reader.AtKeyword("i32.const"u8) ? ValKind.I32
            : _reader.AtKeyword("i64.const"u8) ? ValKind.I64
            : _reader.AtKeyword("f32.const"u8) ? ValKind.F32
            : _reader.AtKeyword("f64.const"u8) ? ValKind.F64
            : ValKind.Bottom;
        bool found = kind != ValKind.Bottom;
        _reader.Position += found ? 1 : 0;
        return found;
    }
}
