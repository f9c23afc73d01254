namespace Peregrine.Wasi.Hosting.Layers;

/// <summary>What an overlay remembers about one directory: which names of lower layers are hidden.</summary>
internal sealed class OverlayNode
{
    private Dictionary<string, OverlayNode>? _children;
    private HashSet<string>? _hidden;

    /// <summary>Hides or shows a name of the lower layers; what is below it starts anew.</summary>
    public void SetHidden(string name, bool hidden)
    {
        _children?.Remove(name);
        if (hidden)
        {
            (_hidden ??= new(StringComparer.Ordinal)).Add(name);
        }
        else
        {
            _hidden?.Remove(name);
        }
    }

    public bool IsHidden(string name) => _hidden?.Contains(name) == true;

    public OverlayNode Child(string name)
    {
        _children ??= new(StringComparer.Ordinal);
        if (!_children.TryGetValue(name, out OverlayNode? child))
        {
            _children[name] = child = new OverlayNode();
        }

        return child;
    }
}

/// <summary>One overlay: its top layer, and the lock that guards what is remembered.</summary>
internal sealed class OverlayRoot(IDirectory upper)
{
    public IDirectory Upper => upper;

    public Lock Lock { get; } = new();
}
