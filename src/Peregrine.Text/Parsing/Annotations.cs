using System.Text;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>The known annotations of a module, which must all stand where they mean something.</summary>
internal sealed class Annotations
{
    private readonly SourceText _source;
    private readonly TokenBuffer _buffer;
    private readonly bool[] _taken;

    public Annotations(SourceText source, TokenBuffer buffer)
    {
        _source = source;
        _buffer = buffer;
        _taken = new bool[buffer.Annotations.Count];
    }

    public bool Any => _taken.Length > 0;

    /// <summary>Takes the next annotation of this kind in front of a token.</summary>
    /// <param name="tokenIndex">Index of the token.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="annotation">What was found.</param>
    public bool TryTake(int tokenIndex, AnnotationKind kind, out Annotation annotation)
    {
        annotation = default;
        for (int i = FirstBefore(tokenIndex); i < _taken.Length && _buffer.Annotations[i].TokenIndex == tokenIndex; i++)
        {
            annotation = _buffer.Annotations[i];
            if (!_taken[i] && annotation.Kind == kind)
            {
                _taken[i] = true;
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes a name in front of a token.</summary>
    public string? TryTakeName(int tokenIndex)
    {
        if (!Any || !TryTake(tokenIndex, AnnotationKind.Name, out var annotation))
        {
            return null;
        }

        string name = ExpectName(annotation, annotation.First, "malformed name");
        ExpectEnd(annotation, annotation.First + 1);
        return name;
    }

    /// <summary>Whatever nobody has taken stands in a place where it means nothing.</summary>
    public void ExpectAllTaken(bool hasModuleName)
    {
        for (int i = 0; i < _taken.Length; i++)
        {
            if (!_taken[i])
            {
                var annotation = _buffer.Annotations[i];
                bool repeatsModuleName = annotation.Kind == AnnotationKind.Name && hasModuleName && i > 0 && _buffer.Annotations[i - 1].TokenIndex == annotation.TokenIndex;
                throw TextErrors.At(_source, annotation.Start, annotation.Kind switch
                {
                    AnnotationKind.BranchHint => "@metadata.code.branch_hint annotation: not in a function",
                    _ when repeatsModuleName => "@name annotation: multiple module",
                    _ => $"misplaced @{annotation.Name} annotation",
                });
            }
        }
    }

    public Token TokenAt(int index) => _buffer.AnnotationTokens[index];

    public bool IsKeyword(int index, ReadOnlySpan<byte> keyword) =>
        TokenAt(index).Kind == TokenKind.Keyword && _source.Bytes.AsSpan(TokenAt(index).Start, TokenAt(index).Value).SequenceEqual(keyword);

    /// <summary>Reads strings up to the closing parenthesis, joined.</summary>
    public byte[] ExpectStrings(Annotation annotation, int index)
    {
        var bytes = new List<byte>();
        for (; TokenAt(index).Kind == TokenKind.String; index++)
        {
            bytes.AddRange(Bytes(index));
        }

        ExpectEnd(annotation, index);
        return [.. bytes];
    }

    public string ExpectName(Annotation annotation, int index, string missing)
    {
        if (TokenAt(index).Kind != TokenKind.String)
        {
            throw Error(annotation, missing);
        }

        byte[] bytes = Bytes(index);
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Error(annotation, "malformed UTF-8 encoding");
    }

    public MalformedModuleException Error(Annotation annotation, string message) => TextErrors.At(_source, annotation.Start, $"@{annotation.Name} annotation: {message}");

    private void ExpectEnd(Annotation annotation, int index)
    {
        if (TokenAt(index).Kind != TokenKind.RightParenthesis)
        {
            throw Error(annotation, "unexpected token");
        }
    }

    private byte[] Bytes(int index)
    {
        var literal = _source.Bytes.AsSpan(TokenAt(index).Start, TokenAt(index).Value);
        byte[] decoded = new byte[StringLiteral.MaximumLength(literal)];
        return decoded[..StringLiteral.Decode(literal, decoded)];
    }

    private int FirstBefore(int tokenIndex)
    {
        int low = 0;
        int high = _taken.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_buffer.Annotations[middle].TokenIndex < tokenIndex)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
