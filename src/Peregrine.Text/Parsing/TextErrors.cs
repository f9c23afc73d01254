using System.Text;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>One factory for each way in which a text can fail to be a module; the wording is the conformance suite's.</summary>
internal static class TextErrors
{
    /// <summary>For everything that occurs in one place only.</summary>
    public static MalformedModuleException At(SourceText source, int offset, string message) => new(message, source.Position(offset));

    /// <summary>A token that the grammar does not allow where it stands, or that is none at all.</summary>
    public static MalformedModuleException Unexpected(SourceText source, Token token, string? expected)
    {
        if (token.Kind == TokenKind.Error)
        {
            return At(source, token.Start, Describe((LexicalError)token.Value));
        }

        string text = token.Kind switch
        {
            TokenKind.End => "end of text",
            TokenKind.LeftParenthesis => "(",
            TokenKind.RightParenthesis => ")",
            _ => Encoding.UTF8.GetString(source.Bytes.AsSpan(token.Start, Math.Min(token.Value, 100))),
        };
        bool isKnown = token.Kind switch
        {
            TokenKind.Keyword => Keywords.IsKnown(source.Bytes.AsSpan(token.Start, token.Value)),
            TokenKind.Number => FloatLiteral.TryRead(source.Bytes.AsSpan(token.Start, token.Value), 64, out _) != NumberStatus.NotANumber,
            TokenKind.Reserved => false,
            _ => true,
        };
        return At(source, token.Start, isKnown ? $"unexpected token {text}{(expected is null ? "" : $", expected {expected}")}" : $"unknown operator {text}");
    }

    public static MalformedModuleException Unknown(SourceText source, int offset, string sort, string name) => At(source, offset, $"unknown {sort} ${name}");

    public static MalformedModuleException Duplicate(SourceText source, int offset, string sort, string name) => At(source, offset, $"duplicate {sort} ${name}");

    public static MalformedModuleException ConstantOutOfRange(SourceText source, int offset, string type = "") => At(source, offset, $"{type}constant out of range");

    private static string Describe(LexicalError error) => error switch
    {
        LexicalError.IllegalCharacter => "illegal character",
        LexicalError.MalformedUtf8 => "malformed UTF-8 encoding",
        LexicalError.ConfusingCharacter => "likely-confusing character that changes the direction of the text",
        LexicalError.UnclosedString => "unclosed string",
        LexicalError.UnclosedComment => "unclosed comment",
        LexicalError.UnclosedAnnotation => "unclosed annotation",
        LexicalError.IllegalEscape => "illegal escape",
        LexicalError.EmptyIdentifier => "empty identifier",
        _ => "empty annotation id",
    };
}
