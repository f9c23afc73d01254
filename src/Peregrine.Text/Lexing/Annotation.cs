namespace Peregrine.Text.Lexing;

/// <summary>The annotations that mean something; all others are skipped like comments.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/appendix/custom.html"/></remarks>
internal enum AnnotationKind : byte
{
    /// <summary>(@custom …): a custom section.</summary>
    Custom,

    /// <summary>(@name …): a name for the name section.</summary>
    Name,

    /// <summary>(@metadata.code.branch_hint …): whether the next branch is likely taken.</summary>
    BranchHint,
}

/// <summary>One annotation of a known kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Start">Offset of its parenthesis in the source.</param>
/// <param name="TokenIndex">Index of the ordinary token that follows it.</param>
/// <param name="First">Index of its first token in <see cref="TokenBuffer.AnnotationTokens"/>; the last is its closing parenthesis.</param>
internal readonly record struct Annotation(AnnotationKind Kind, int Start, int TokenIndex, int First)
{
    public string Name => Kind switch
    {
        AnnotationKind.Custom => "custom",
        AnnotationKind.Name => "name",
        _ => "metadata.code.branch_hint",
    };
}
