using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Peregrine.Collections;

/// <summary>A list of values that grows.</summary>
/// <remarks>What <see cref="List{T}"/> is, for value types that only Peregrine knows: the framework's generic code is compiled anew for each
/// of them at run time, even in a precompiled application, and that took a third of a small program's time. Not thread-safe.</remarks>
[CollectionBuilder(typeof(ItemList), nameof(ItemList.Create))]
internal sealed class ItemList<T> : IReadOnlyList<T>
{
    private const int FirstCapacity = 4;

    private static readonly T[] s_none = new T[0];

    private T[] _items = s_none;

    public int Count { get; private set; }

    /// <exception cref="ArgumentOutOfRangeException">The index is negative or not below <see cref="Count"/>.</exception>
    public T this[int index]
    {
        get
        {
            CheckIndex(index);
            return _items[index];
        }

        set
        {
            CheckIndex(index);
            _items[index] = value;
        }
    }

    public void Add(T item)
    {
        if (Count == _items.Length)
        {
            EnsureCapacity(Count + 1);
        }

        _items[Count++] = item;
    }

    public void AddRange(ReadOnlySpan<T> items)
    {
        // Item by item: copying spans would be generic code of the framework.
        EnsureCapacity(Count + items.Length);
        for (int i = 0; i < items.Length; i++)
        {
            _items[Count++] = items[i];
        }
    }

    public void Clear()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Array.Clear(_items, 0, Count);
        }

        Count = 0;
    }

    /// <summary>Takes the last item away, where there is one.</summary>
    public bool TryPop([MaybeNullWhen(false)] out T item)
    {
        if (Count == 0)
        {
            item = default;
            return false;
        }

        item = _items[Count - 1];
        RemoveAt(Count - 1);
        return true;
    }

    public void RemoveAt(int index)
    {
        CheckIndex(index);
        RemoveRange(index, 1);
    }

    public void RemoveRange(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - index);
        Array.Copy(_items, index + count, _items, index, Count - index - count);
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Array.Clear(_items, Count - count, count);
        }

        Count -= count;
    }

    public void EnsureCapacity(int capacity)
    {
        if (capacity > _items.Length)
        {
            var items = new T[Math.Max(Math.Max(FirstCapacity, capacity), (int)Math.Min(2L * _items.Length, Array.MaxLength))];
            Array.Copy(_items, items, Count);
            _items = items;
        }
    }

    /// <summary>The items; valid until the list changes.</summary>
    public Span<T> AsSpan() => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(_items), Count);

    public T[] ToArray() => AsSpan().ToArray();

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return _items[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    private void CheckIndex(int index) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));

    /// <summary>Goes through the items in order; the list must not change meanwhile.</summary>
    internal struct Enumerator(ItemList<T> list)
    {
        private int _index = -1;

        public readonly T Current => list._items[_index];

        public bool MoveNext() => ++_index < list.Count;
    }
}

/// <summary>Makes lists from collection expressions.</summary>
internal static class ItemList
{
    public static ItemList<T> Create<T>(ReadOnlySpan<T> items)
    {
        var list = new ItemList<T>();
        list.AddRange(items);
        return list;
    }
}
