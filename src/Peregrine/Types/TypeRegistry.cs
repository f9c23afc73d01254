using System.Runtime.InteropServices;
using Peregrine.Syntax;

namespace Peregrine.Types;

/// <summary>The canonical types of one engine: structurally equal recursion groups become the same objects.</summary>
/// <remarks>Thread-safe. Holds types weakly: what no module or host object uses any more is collected, and its entry goes with the next
/// sweep. Ids are never used again, so an entry that outlived its types matches nothing.
/// <see href="https://webassembly.github.io/spec/core/valid/conventions.html#defined-types"/></remarks>
internal sealed class TypeRegistry
{
    private const int FirstSweep = 1024;

    // One counter for all engines: a host that mixes up the types of two engines gets types that differ, not types that seem equal.
    private static int s_lastId;

    private readonly Lock _lock = new();
    private readonly Dictionary<int[], WeakGCHandle<DefinedType[]>> _groups = new(new TypeKeyComparer());
    private readonly TypeKey _key = new();
    private int _sweepAt = FirstSweep;

    // Weak references as objects would be finalized one by one; thousands of them cost more than the types.
    ~TypeRegistry()
    {
        foreach (var handle in _groups.Values)
        {
            handle.Dispose();
        }
    }

    /// <summary>Number of entries, those of collected types that were not swept yet included.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _groups.Count;
            }
        }
    }

    /// <summary>Defines the types of one recursion group.</summary>
    /// <param name="syntax">The types as written; their indices exist, and supertypes come before the types below them.</param>
    /// <param name="group">The group's range in <paramref name="syntax"/>.</param>
    /// <param name="types">By type index: types of earlier groups; receives those of this one.</param>
    public void Define(List<SubtypeSyntax> syntax, RecursionGroupSyntax group, DefinedType[] types)
    {
        if (group.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            _key.Clear();
            for (int i = 0; i < group.Count; i++)
            {
                _key.Add(syntax[group.First + i], group.First, types);
            }

            var defined = Find() ?? Add(TypeBuilder.Build(syntax, group, types, ref s_lastId));
            defined.CopyTo(types, group.First);
        }
    }

    /// <summary>The type of a host function: final, without supertype, in a recursion group of its own.</summary>
    public DefinedType OfFunction(FunctionType type)
    {
        lock (_lock)
        {
            _key.Clear();
            _key.Add(type);
            if (Find() is { } known)
            {
                return known[0];
            }

            var defined = new DefinedType(Interlocked.Increment(ref s_lastId), isFinal: true, supertype: null);
            DefinedType[] group = [defined];
            defined.Complete(type, group);
            return Add(group)[0];
        }
    }

    private DefinedType[]? Find() =>
        _groups.GetAlternateLookup<ReadOnlySpan<int>>().TryGetValue(_key.Span, out var handle) && handle.TryGetTarget(out var group) ? group : null;

    private DefinedType[] Add(DefinedType[] group)
    {
        if (_groups.Count >= _sweepAt)
        {
            Sweep();
        }

        ref var handle = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups.GetAlternateLookup<ReadOnlySpan<int>>(), _key.Span, out bool isKnown);
        if (isKnown)
        {
            handle.SetTarget(group);
        }
        else
        {
            handle = new WeakGCHandle<DefinedType[]>(group);
        }

        return group;
    }

    private void Sweep()
    {
        foreach (var (key, handle) in _groups)
        {
            if (!handle.TryGetTarget(out _))
            {
                _groups.Remove(key);
                handle.Dispose();
            }
        }

        _sweepAt = Math.Max(FirstSweep, 2 * _groups.Count);
    }
}
