namespace Peregrine.Text.Lexing;

/// <summary>The sorts of tokens.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/lexical.html#tokens"/></remarks>
internal enum TokenKind : byte
{
    /// <summary>Behind the last token.</summary>
    End,

    /// <summary>(</summary>
    LeftParenthesis,

    /// <summary>)</summary>
    RightParenthesis,

    /// <summary>Begins with a lower-case letter; whether such a keyword exists is for the parser. Also inf and nan.</summary>
    Keyword,

    /// <summary>$name or $"name"</summary>
    Identifier,

    /// <summary>Begins with a digit or a sign; whether it is a number is for whoever reads it.</summary>
    Number,

    /// <summary>"string"</summary>
    String,

    /// <summary>Characters that stick together without being any other token.</summary>
    Reserved,

    /// <summary>What the lexer cannot read; always the last token before <see cref="End"/>.</summary>
    Error,
}

/// <summary>One token: a range of the source.</summary>
/// <param name="Kind">The sort.</param>
/// <param name="Start">Offset of its first byte in the source.</param>
/// <param name="Value">Length in bytes; for a left parenthesis the index of the token that closes it (the last token when none does); for an error its <see cref="LexicalError"/>.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int Value);

/// <summary>Why the lexer stopped.</summary>
internal enum LexicalError
{
    IllegalCharacter,
    MalformedUtf8,
    ConfusingCharacter,
    UnclosedString,
    UnclosedComment,
    UnclosedAnnotation,
    IllegalEscape,
    EmptyIdentifier,
    EmptyAnnotationId,
}
