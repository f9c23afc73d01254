using System.Runtime.InteropServices;
using Peregrine.Syntax;

namespace Peregrine.Text.Parsing;

/// <summary>Parameters and results as they are written, with the names of the parameters.</summary>
internal sealed class Signature
{
    public List<ValTypeSyntax> Parameters { get; } = [];

    public List<ValTypeSyntax> Results { get; } = [];

    /// <summary>The parameters that have names.</summary>
    public List<NamedParameter> Names { get; } = [];

    public bool IsEmpty => Parameters.Count == 0 && Results.Count == 0;

    public void Clear()
    {
        Parameters.Clear();
        Results.Clear();
        Names.Clear();
    }

    public void Add(ValTypeSyntax type) => Parameters.Add(type);

    public void AddNamed(ValTypeSyntax type, int symbol, string? name, int tokenIndex)
    {
        Names.Add(new NamedParameter(Parameters.Count, symbol, name, tokenIndex));
        Parameters.Add(type);
    }

    public bool Equals(FunctionTypeSyntax type) =>
        CollectionsMarshal.AsSpan(Parameters).SequenceEqual(type.Parameters) && CollectionsMarshal.AsSpan(Results).SequenceEqual(type.Results);

    public FunctionTypeSyntax ToSyntax() => new([.. Parameters], [.. Results]);
}

/// <summary>A parameter with a name.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Symbol">Its identifier, or -1.</param>
/// <param name="Name">Its name for the name section.</param>
/// <param name="TokenIndex">Where the name stands.</param>
internal readonly record struct NamedParameter(int Index, int Symbol, string? Name, int TokenIndex);
