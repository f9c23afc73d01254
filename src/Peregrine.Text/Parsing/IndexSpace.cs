using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>One index space of a module: how many indices it has, and which names stand for them.</summary>
internal sealed class IndexSpace
{
    private readonly Dictionary<int, uint> _indices = [];

    /// <param name="sort">What the space holds, as messages call it.</param>
    public IndexSpace(string sort) => Sort = sort;

    public string Sort { get; }

    public uint Count { get; private set; }

    /// <summary>Gives the next index, to which <paramref name="symbol"/> (-1 for none) refers from now on.</summary>
    /// <returns>False when the symbol stood for an index already.</returns>
    public bool TryBind(int symbol, out uint index)
    {
        index = Count++;
        return symbol < 0 || _indices.TryAdd(symbol, index);
    }

    public bool TryFind(int symbol, out uint index) => _indices.TryGetValue(symbol, out index);

    public void Clear()
    {
        _indices.Clear();
        Count = 0;
    }
}
