namespace Peregrine.Text.Parsing;

/// <summary>The labels that are in scope, innermost last.</summary>
internal sealed class LabelStack
{
    // The symbol of each label (-1 for none), and the index of the label that it hides (-1 for none).
    private readonly List<(int Symbol, int Hidden)> _labels = [];
    private readonly Dictionary<int, int> _bySymbol = [];

    public void Clear()
    {
        _labels.Clear();
        _bySymbol.Clear();
    }

    public void Push(int symbol)
    {
        int hidden = -1;
        if (symbol >= 0)
        {
            hidden = _bySymbol.GetValueOrDefault(symbol, -1);
            _bySymbol[symbol] = _labels.Count;
        }

        _labels.Add((symbol, hidden));
    }

    /// <summary>The symbol of the innermost label, or -1.</summary>
    public int Innermost => _labels[^1].Symbol;

    public void Pop()
    {
        var (symbol, hidden) = _labels[^1];
        _labels.RemoveAt(_labels.Count - 1);
        if (hidden >= 0)
        {
            _bySymbol[symbol] = hidden;
        }
        else if (symbol >= 0)
        {
            _bySymbol.Remove(symbol);
        }
    }

    /// <summary>The number of labels between here and the innermost one with this symbol.</summary>
    public bool TryFind(int symbol, out uint depth)
    {
        bool found = _bySymbol.TryGetValue(symbol, out int index);
        depth = (uint)(_labels.Count - 1 - index);
        return found;
    }
}
