using System.Runtime.CompilerServices;

namespace Peregrine.Text.Lexing;

/// <summary>Cuts a text into tokens.</summary>
/// <remarks>Never throws: what cannot be read becomes a token of kind <see cref="TokenKind.Error"/>, so that errors come up in the
/// order in which the parser meets them. <see href="https://webassembly.github.io/spec/core/text/lexical.html"/></remarks>
internal ref struct Lexer
{
    private readonly SourceText _source;
    private readonly ReadOnlySpan<byte> _text;
    private readonly TokenBuffer _buffer;
    private int _position;

    // Parentheses that are open; their tokens form a list through their values, from the innermost outwards.
    private int _depth;
    private int _innermost = -1;

    // Parentheses that are open since an annotation began, its own included; 0 outside of annotations.
    private int _annotationDepth;
    private int _annotationStart;
    private bool _annotationKnown;

    private Lexer(SourceText source, int start, int end, TokenBuffer buffer)
    {
        _source = source;
        _text = source.Bytes.AsSpan(0, end);
        _position = start;
        _buffer = buffer;
        buffer.Clear();
    }

    private readonly LexicalError InvalidByteError => _source.IsConfusing ? LexicalError.ConfusingCharacter : LexicalError.MalformedUtf8;

    /// <summary>Reads all tokens of a range of the source.</summary>
    public static void ReadAll(SourceText source, int start, int end, TokenBuffer buffer)
    {
        var lexer = new Lexer(source, start, end, buffer);
        lexer.Run(stopAfterForm: false);
    }

    /// <summary>Reads the tokens of one parenthesized form, or one token where none begins.</summary>
    /// <returns>Offset behind it.</returns>
    public static int ReadForm(SourceText source, int start, TokenBuffer buffer)
    {
        var lexer = new Lexer(source, start, source.Length, buffer);
        lexer.Run(stopAfterForm: true);
        return lexer._position;
    }

    private void Run(bool stopAfterForm)
    {
        if (_position == 0 && _text.StartsWith("\uFEFF"u8))
        {
            _position = 3;
        }

        do
        {
            if (!Next())
            {
                break;
            }
        }
        while (!stopAfterForm || _depth > 0 || _buffer.Count == 0);

        // What is left open counts as closed by the error that stopped the lexer, or by the end.
        int last = _buffer.Count > 0 && _buffer.Tokens[^1].Kind == TokenKind.Error ? _buffer.Count - 1 : _buffer.Count;
        while (_innermost >= 0)
        {
            _innermost = _buffer.SetMatch(_innermost, last);
        }

        _buffer.Add(new Token(TokenKind.End, _position, 0));
    }

    /// <summary>Reads the next token, comment, annotation or white space.</summary>
    /// <returns>False at the end and after an error.</returns>
    private bool Next()
    {
        var text = _text;
        int position = _position;
        while ((uint)position < (uint)text.Length && Characters.Class(text[position]) == CharacterClass.Space)
        {
            position++;
        }

        _position = position;
        if ((uint)position >= (uint)text.Length)
        {
            return _annotationDepth > 0 && Fail(LexicalError.UnclosedAnnotation, _annotationStart);
        }

        switch (Characters.Class(text[position]))
        {
            case CharacterClass.LeftParenthesis:
                int next = position + 1 < text.Length ? text[position + 1] : 0;
                return next == ';' ? BlockComment() : next == '@' && _annotationDepth == 0 ? BeginAnnotation() : LeftParenthesis();
            case CharacterClass.RightParenthesis:
                RightParenthesis();
                return true;
            case CharacterClass.Semicolon when position + 1 < text.Length && text[position + 1] == ';':
                return LineComment();
            case CharacterClass.Illegal:
                return Illegal(position);
            default:
                return Word();
        }
    }

    private bool LeftParenthesis()
    {
        if (_annotationDepth > 0)
        {
            _annotationDepth++;
            Emit(TokenKind.LeftParenthesis, _position++, 1);
            return true;
        }

        _buffer.Add(new Token(TokenKind.LeftParenthesis, _position++, _innermost));
        _innermost = _buffer.Count - 1;
        _depth++;
        return true;
    }

    private void RightParenthesis()
    {
        Emit(TokenKind.RightParenthesis, _position++, 1);
        if (_annotationDepth > 0)
        {
            _annotationDepth--;
        }
        else if (_depth > 0)
        {
            _innermost = _buffer.SetMatch(_innermost, _buffer.Count - 1);
            _depth--;
        }
    }

    private bool LineComment()
    {
        int length = _text[_position..].IndexOfAny((byte)'\n', (byte)'\r');
        int end = length < 0 ? _text.Length : _position + length;
        return Advance(end);
    }

    private bool BlockComment()
    {
        int start = _position;
        int position = start + 2;
        for (int depth = 1; depth > 0; position += 2)
        {
            int length = position < _text.Length ? _text[position..].IndexOf((byte)';') : -1;
            if (length < 0 || position + length + 1 >= _text.Length)
            {
                return Fail(LexicalError.UnclosedComment, start);
            }

            position += length;
            if (_text[position + 1] == ')')
            {
                depth--;
            }
            else if (length > 0 && _text[position - 1] == '(')
            {
                depth++;
                position--;
            }
            else
            {
                position--;
            }
        }

        return Advance(position);
    }

    /// <summary>Goes on behind a comment or string, which may hold anything that is UTF-8.</summary>
    private bool Advance(int end)
    {
        if (end > _source.FirstInvalidByte)
        {
            return Fail(InvalidByteError, _source.FirstInvalidByte);
        }

        _position = end;
        return true;
    }

    private bool BeginAnnotation()
    {
        int start = _position;
        int nameStart = start + 2;
        int end = nameStart;
        ReadOnlySpan<byte> name;
        if (end < _text.Length && _text[end] == '"')
        {
            if (!TryScanString(ref end, out var error))
            {
                return Fail(error is LexicalError.MalformedUtf8 ? error : LexicalError.EmptyAnnotationId, nameStart);
            }

            if (!StringLiteral.TryDecodeName(_text[nameStart..end], out string decoded))
            {
                return Fail(LexicalError.MalformedUtf8, nameStart);
            }

            name = System.Text.Encoding.UTF8.GetBytes(decoded);
        }
        else
        {
            while (end < _text.Length && Characters.IsIdentifier(_text[end]))
            {
                end++;
            }

            name = _text[nameStart..end];
        }

        if (name.IsEmpty)
        {
            return Fail(LexicalError.EmptyAnnotationId, start);
        }

        AnnotationKind? kind = name.SequenceEqual("custom"u8) ? AnnotationKind.Custom
            : name.SequenceEqual("name"u8) ? AnnotationKind.Name
            : name.SequenceEqual("metadata.code.branch_hint"u8) ? AnnotationKind.BranchHint
            : null;
        _annotationKnown = kind is not null;
        _annotationStart = start;
        _annotationDepth = 1;
        if (kind is { } known)
        {
            _buffer.Annotations.Add(new Annotation(known, start, _buffer.Count, _buffer.AnnotationTokens.Count));
        }

        _position = end;
        return true;
    }

    /// <summary>Reads characters that stick together and finds what they are.</summary>
    private bool Word()
    {
        int start = _position;
        int position = start;
        int strings = 0;
        int firstStringEnd = 0;
        bool reserved = false;
        var text = _text;
        for (; position < text.Length; position++)
        {
            byte b = text[position];
            var type = Characters.Class(b);
            if (type == CharacterClass.Identifier)
            {
                continue;
            }

            if (type == CharacterClass.Quote)
            {
                reserved |= position > start && !(position == start + 1 && text[start] == '$');
                int stringStart = position;
                if (!TryScanString(ref position, out var error))
                {
                    bool inIdentifier = text[start] == '$' && stringStart == start + 1 && error != LexicalError.IllegalEscape;
                    return inIdentifier ? Fail(LexicalError.EmptyIdentifier, start) : Fail(error, position);
                }

                strings++;
                firstStringEnd = strings == 1 ? position : firstStringEnd;
                position--;
            }
            else if (type == CharacterClass.Reserved || (type == CharacterClass.Semicolon && !(position + 1 < text.Length && text[position + 1] == ';')))
            {
                reserved = true;
            }
            else
            {
                break;
            }
        }

        reserved |= strings > 1 || (strings == 1 && firstStringEnd != position);
        return Classify(start, position, reserved, strings > 0);
    }

    private bool Classify(int start, int end, bool reserved, bool quoted)
    {
        TokenKind kind;
        byte first = _text[start];
        if (reserved)
        {
            kind = TokenKind.Reserved;
        }
        else if (first == '$')
        {
            if (end == start + 1 || (quoted && end == start + 3))
            {
                return Fail(LexicalError.EmptyIdentifier, start);
            }

            kind = TokenKind.Identifier;
            if (quoted && _annotationDepth == 0 && !StringLiteral.TryDecodeName(_text[(start + 1)..end], out _))
            {
                return Fail(LexicalError.MalformedUtf8, start);
            }
        }
        else if (quoted)
        {
            kind = TokenKind.String;
        }
        else
        {
            kind = first is >= (byte)'a' and <= (byte)'z' ? TokenKind.Keyword
                : first is (>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-' ? TokenKind.Number
                : TokenKind.Reserved;
        }

        if (end > _source.FirstInvalidByte)
        {
            return Fail(InvalidByteError, _source.FirstInvalidByte);
        }

        Emit(kind, start, end - start);
        _position = end;
        return true;
    }

    /// <summary>Moves <paramref name="position"/> from the opening quote behind the closing one.</summary>
    private readonly bool TryScanString(ref int position, out LexicalError error)
    {
        int at = position + 1;
        while (at < _text.Length)
        {
            byte b = _text[at];
            if (b == '"')
            {
                position = at + 1;
                error = default;
                return true;
            }

            if (b == '\\')
            {
                int length = StringLiteral.EscapeLength(_text[at..]);
                if (length == 0)
                {
                    error = at + 1 < _text.Length ? LexicalError.IllegalEscape : LexicalError.UnclosedString;
                    position = at;
                    return false;
                }

                at += length;
            }
            else if (b is < 0x20 or 0x7F)
            {
                error = b is (byte)'\n' or (byte)'\r' ? LexicalError.UnclosedString : LexicalError.IllegalCharacter;
                position = b is (byte)'\n' or (byte)'\r' ? position : at;
                return false;
            }
            else
            {
                at++;
            }
        }

        error = LexicalError.UnclosedString;
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Illegal(int position) =>
        Fail(position >= _source.FirstInvalidByte ? InvalidByteError : LexicalError.IllegalCharacter, position);

    private readonly void Emit(TokenKind kind, int start, int value)
    {
        if (_annotationDepth == 0)
        {
            _buffer.Add(new Token(kind, start, value));
        }
        else if (_annotationKnown)
        {
            _buffer.AnnotationTokens.Add(new Token(kind, start, value));
        }
    }

    private readonly bool Fail(LexicalError error, int start)
    {
        if (_annotationDepth > 0 && _annotationKnown)
        {
            // It lacks its end, which whoever reads it relies on.
            _buffer.Annotations.RemoveAt(_buffer.Annotations.Count - 1);
        }

        _buffer.Add(new Token(TokenKind.Error, start, (int)error));
        return false;
    }
}
