namespace Peregrine.Text.Lexing;

/// <summary>The tokens of a form or of a whole text, ending with <see cref="TokenKind.End"/>, and apart from them the known annotations.</summary>
internal sealed class TokenBuffer
{
    /// <summary>The tokens, followed by room for more.</summary>
    public Token[] Items { get; private set; } = new Token[64];

    public int Count { get; private set; }

    public ReadOnlySpan<Token> Tokens => Items.AsSpan(0, Count);

    public List<Token> AnnotationTokens { get; } = [];

    /// <summary>In the order of the source.</summary>
    public List<Annotation> Annotations { get; } = [];

    public void Clear()
    {
        Count = 0;
        AnnotationTokens.Clear();
        Annotations.Clear();
    }

    public void Add(Token token)
    {
        if (Count == Items.Length)
        {
            var items = Items;
            Array.Resize(ref items, Count * 2);
            Items = items;
        }

        Items[Count++] = token;
    }

    /// <summary>Exchanges the value of the left parenthesis at <paramref name="index"/>, giving the old one.</summary>
    public int SetMatch(int index, int match)
    {
        ref var token = ref Items[index];
        int old = token.Value;
        token = token with { Value = match };
        return old;
    }
}
