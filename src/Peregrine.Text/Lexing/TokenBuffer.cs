using System.Runtime.InteropServices;

namespace Peregrine.Text.Lexing;

/// <summary>The tokens of a form or of a whole text, ending with <see cref="TokenKind.End"/>, and apart from them the known annotations.</summary>
internal sealed class TokenBuffer
{
    private readonly List<Token> _tokens = [];

    public ReadOnlySpan<Token> Tokens => CollectionsMarshal.AsSpan(_tokens);

    public int Count => _tokens.Count;

    public List<Token> AnnotationTokens { get; } = [];

    /// <summary>In the order of the source.</summary>
    public List<Annotation> Annotations { get; } = [];

    public void Clear()
    {
        _tokens.Clear();
        AnnotationTokens.Clear();
        Annotations.Clear();
    }

    public void Add(Token token) => _tokens.Add(token);

    /// <summary>Exchanges the value of the left parenthesis at <paramref name="index"/>, giving the old one.</summary>
    public int SetMatch(int index, int match)
    {
        ref var token = ref CollectionsMarshal.AsSpan(_tokens)[index];
        int old = token.Value;
        token = token with { Value = match };
        return old;
    }
}
