using System.Text;
using Peregrine.Text.Lexing;
using Xunit;

namespace Peregrine.Text.Tests.Lexing;

public class LexerTests
{
    [Theory]
    [InlineData("(module)", "( module )")]
    [InlineData("i32.const -0x1 ;; comment\n nop", "i32.const -0x1 nop")]
    [InlineData("a(;b(;c;)d;)e", "a e")]
    [InlineData("(;;) (;;;) (;);) x", "x")]
    [InlineData("$a$b $\"c d\"", "$a$b $\"c d\"")]
    [InlineData("\"a\\\"b\"(\"c\")", "\"a\\\"b\" ( \"c\" )")]
    [InlineData("(@anything ( , ; \"x\" ] (@) )) nop", "nop")]
    [InlineData("\uFEFFnop", "nop")]
    public void CutsTextIntoTokens(string text, string expected)
    {
        var source = new SourceText(text);
        var tokens = Read(source).Tokens[..^1].ToArray();

        Assert.Equal(expected, string.Join(' ', tokens.Select(token => token.Kind switch
        {
            TokenKind.LeftParenthesis => "(",
            TokenKind.RightParenthesis => ")",
            _ => Encoding.UTF8.GetString(source.Bytes, token.Start, token.Value),
        })));
    }

    [Theory]
    [InlineData("nop", (int)TokenKind.Keyword)]
    [InlineData("nan:0x1", (int)TokenKind.Keyword)]
    [InlineData("+inf", (int)TokenKind.Number)]
    [InlineData("0drop", (int)TokenKind.Number)]
    [InlineData("$x", (int)TokenKind.Identifier)]
    [InlineData("$\"x\"", (int)TokenKind.Identifier)]
    [InlineData("\"x\"", (int)TokenKind.String)]
    [InlineData("\"x\"\"y\"", (int)TokenKind.Reserved)]
    [InlineData("$\"x\"y", (int)TokenKind.Reserved)]
    [InlineData("x\"y\"", (int)TokenKind.Reserved)]
    [InlineData("Nop", (int)TokenKind.Reserved)]
    [InlineData("a,b", (int)TokenKind.Reserved)]
    [InlineData("a;b", (int)TokenKind.Reserved)]
    [InlineData(".5", (int)TokenKind.Reserved)]
    public void FindsTheSortOfAToken(string text, int expected) => FindsTheSort(text, (TokenKind)expected);

    [Theory]
    [InlineData("\"a", 0)]
    [InlineData("x \"a\nb\"", 2)]
    public void ReportsUnclosedStrings(string text, int start) => Fails(text, LexicalError.UnclosedString, start);

    [Theory]
    [InlineData("(; (; ;)", 0)]
    [InlineData("x (;", 2)]
    [InlineData("(;)", 0)]
    public void ReportsUnclosedComments(string text, int start) => Fails(text, LexicalError.UnclosedComment, start);

    [Fact]
    public void ReportsUnclosedAnnotationsWhereTheyBegin() => Fails("x (@a (b)", LexicalError.UnclosedAnnotation, 2);

    [Fact]
    public void DropsKnownAnnotationsThatAreNotClosed() => Assert.Empty(Read(new SourceText("(@custom \"x\"")).Annotations);

    [Theory]
    [InlineData("$", 0)]
    [InlineData("x $ \"a\"", 2)]
    [InlineData("$\"\"", 0)]
    public void ReportsEmptyIdentifiers(string text, int start) => Fails(text, LexicalError.EmptyIdentifier, start);

    [Theory]
    [InlineData("ä", 0)]
    [InlineData("x \u0001", 2)]
    [InlineData("\"a\u007f\"", 2)]
    public void ReportsIllegalCharacters(string text, int start) => Fails(text, LexicalError.IllegalCharacter, start);

    [Theory]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u{d800}\"")]
    [InlineData("\"\\u{110000}\"")]
    [InlineData("\"\\u{1_}\"")]
    [InlineData("\"\\u{}\"")]
    [InlineData("\"\\0\"")]
    public void ReportsIllegalEscapes(string text) => Fails(text, LexicalError.IllegalEscape, 1);

    [Theory]
    [InlineData(new byte[] { (byte)';', (byte)';', 0xFF }, 2)]
    [InlineData(new byte[] { (byte)'"', 0x80, (byte)'"' }, 1)]
    [InlineData(new byte[] { 0xC0 }, 0)]
    public void ReportsTextThatIsNotUtf8(byte[] text, int start)
    {
        var token = Read(new SourceText(text)).Tokens[^2];

        Assert.Equal((TokenKind.Error, start, LexicalError.MalformedUtf8), (token.Kind, token.Start, (LexicalError)token.Value));
    }

    [Fact]
    public void LeftParenthesesKnowWhatClosesThem()
    {
        var tokens = Read(new SourceText("(a (b) (c")).Tokens;

        Assert.Equal(4, tokens[2].Value);
        Assert.Equal(tokens.Length - 1, tokens[0].Value);
        Assert.Equal(tokens.Length - 1, tokens[5].Value);
    }

    [Fact]
    public void ColumnsCountCharactersFromOne()
    {
        var source = new SourceText(";; ä\r\n\"ä😀\" x\rz");

        Assert.Equal(new ModulePosition(-1, 2, 6), source.Position(source.Bytes.AsSpan().IndexOf((byte)'x')));
        Assert.Equal(new ModulePosition(-1, 3, 1), source.Position(source.Bytes.AsSpan().IndexOf((byte)'z')));
    }

    private static void FindsTheSort(string text, TokenKind expected)
    {
        var tokens = Read(new SourceText(text)).Tokens;

        Assert.Equal(2, tokens.Length);
        Assert.Equal(expected, tokens[0].Kind);
    }

    private static void Fails(string text, LexicalError error, int start)
    {
        var token = Read(new SourceText(text)).Tokens[^2];

        Assert.Equal((TokenKind.Error, start, error), (token.Kind, token.Start, (LexicalError)token.Value));
    }

    private static TokenBuffer Read(SourceText source)
    {
        var buffer = new TokenBuffer();
        Lexer.ReadAll(source, 0, source.Length, buffer);
        return buffer;
    }
}
