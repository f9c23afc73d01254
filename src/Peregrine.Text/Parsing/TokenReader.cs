using System.Diagnostics.CodeAnalysis;
using System.Text;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>A position in a list of tokens, with what every part of the parser asks of it.</summary>
internal sealed class TokenReader
{
    private readonly Token[] _tokens;
    private readonly byte[] _bytes;

    /// <param name="source">The text.</param>
    /// <param name="buffer">Its tokens, complete; they must stay as long as the reader is used.</param>
    public TokenReader(SourceText source, TokenBuffer buffer)
    {
        Source = source;
        _bytes = source.Bytes;
        _tokens = buffer.Items;
    }

    public SourceText Source { get; }

    /// <summary>Index of the current token.</summary>
    public int Position { get; set; }

    public Token Current => _tokens[Position];

    public TokenKind Kind => _tokens[Position].Kind;

    /// <summary>The characters of the current token; meaningless for parentheses.</summary>
    public ReadOnlySpan<byte> Text => TextOf(Current);

    public Token this[int index] => _tokens[index];

    public ReadOnlySpan<byte> TextOf(Token token) => new(_bytes, token.Start, token.Kind is TokenKind.LeftParenthesis or TokenKind.Error ? 0 : token.Value);

    public void Skip() => Position++;

    /// <summary>Whether the current token is this keyword.</summary>
    public bool AtKeyword(ReadOnlySpan<byte> keyword) => Kind == TokenKind.Keyword && Text.SequenceEqual(keyword);

    /// <summary>Whether a form with this keyword begins here.</summary>
    public bool AtForm(ReadOnlySpan<byte> keyword) => Kind == TokenKind.LeftParenthesis && IsKeyword(Position + 1, keyword);

    public bool IsKeyword(int index, ReadOnlySpan<byte> keyword)
    {
        var token = _tokens[index];
        return token.Kind == TokenKind.Keyword && token.Value == keyword.Length && TextOf(token).SequenceEqual(keyword);
    }

    public bool TryKeyword(ReadOnlySpan<byte> keyword)
    {
        bool found = AtKeyword(keyword);
        Position += found ? 1 : 0;
        return found;
    }

    public void ExpectKeyword(ReadOnlySpan<byte> keyword)
    {
        if (!TryKeyword(keyword))
        {
            Unexpected(Encoding.UTF8.GetString(keyword));
        }
    }

    /// <summary>Goes behind the parenthesis and the keyword of a form when one with this keyword begins here.</summary>
    public bool TryOpen(ReadOnlySpan<byte> keyword)
    {
        bool found = AtForm(keyword);
        Position += found ? 2 : 0;
        return found;
    }

    public void Open()
    {
        if (Kind != TokenKind.LeftParenthesis)
        {
            Unexpected("(");
        }

        Position++;
    }

    public bool AtClose => Kind == TokenKind.RightParenthesis;

    public void Close()
    {
        if (Kind != TokenKind.RightParenthesis)
        {
            Unexpected(")");
        }

        Position++;
    }

    /// <summary>Goes from a left parenthesis behind the one that closes it.</summary>
    public void SkipForm()
    {
        Position = Current.Value;
        Close();
    }

    /// <summary>Reads a string whose bytes may be anything.</summary>
    public byte[] ExpectBytes()
    {
        if (Kind != TokenKind.String)
        {
            Unexpected("a string");
        }

        var literal = Text;
        Span<byte> decoded = literal.Length <= 256 ? stackalloc byte[256] : new byte[StringLiteral.MaximumLength(literal)];
        byte[] bytes = decoded[..StringLiteral.Decode(literal, decoded)].ToArray();
        Position++;
        return bytes;
    }

    /// <summary>Reads a string that must be UTF-8.</summary>
    public string ExpectName()
    {
        if (Kind != TokenKind.String)
        {
            Unexpected("a string");
        }

        if (!StringLiteral.TryDecodeName(Text, out string name))
        {
            throw At(Position, "malformed UTF-8 encoding");
        }

        Position++;
        return name;
    }

    public uint ExpectU32() => (uint)ExpectUnsigned(uint.MaxValue, "i32 ");

    /// <summary>Reads a number without sign.</summary>
    public ulong ExpectUnsigned(ulong maximum, string type)
    {
        if (Kind != TokenKind.Number)
        {
            Unexpected("a number");
        }

        switch (IntegerLiteral.TryReadUnsigned(Text, maximum, out ulong value))
        {
            case NumberStatus.NotANumber:
                Unexpected("a number without sign");
                break;
            case NumberStatus.OutOfRange:
                throw TextErrors.ConstantOutOfRange(Source, Current.Start, type);
        }

        Position++;
        return value;
    }

    /// <summary>Whether the current token could be a number of any sort.</summary>
    public bool AtNumber => Kind == TokenKind.Number || (Kind == TokenKind.Keyword && (Text.SequenceEqual("inf"u8) || Text.StartsWith("nan"u8)));

    /// <summary>Reads the bits of an integer literal, zero-extended.</summary>
    public ulong ExpectInteger(int bits)
    {
        var status = NumberStatus.NotANumber;
        ulong value = 0;
        if (Kind == TokenKind.Number)
        {
            status = IntegerLiteral.TryRead(Text, bits, out value);
        }

        return Number(status, value);
    }

    /// <summary>Reads the bits of a floating-point literal, zero-extended.</summary>
    public ulong ExpectFloat(int bits)
    {
        var status = NumberStatus.NotANumber;
        ulong value = 0;
        if (AtNumber)
        {
            status = FloatLiteral.TryRead(Text, bits, out value);
        }

        return Number(status, value);
    }

    private ulong Number(NumberStatus status, ulong value)
    {
        switch (status)
        {
            case NumberStatus.NotANumber:
                Unexpected("a number");
                break;
            case NumberStatus.OutOfRange:
                throw TextErrors.ConstantOutOfRange(Source, Current.Start);
        }

        Position++;
        return value;
    }

    [DoesNotReturn]
    public void Unexpected(string? expected = null) => throw TextErrors.Unexpected(Source, Current, expected);

    public MalformedModuleException At(int tokenIndex, string message) => TextErrors.At(Source, _tokens[tokenIndex].Start, message);
}
