namespace Peregrine.Interpreter;

/// <summary>The instructions whose handler's address is not known yet: a hash table from their addresses.</summary>
/// <remarks>Thread-safe. The framework's generic dictionaries would be compiled at run time for these types, even in a precompiled application.</remarks>
internal sealed class PendingInstructions
{
    private readonly Lock _lock = new();
    private Entry[] _entries = new Entry[256];
    private int _count;

    public void Add(nint pc, nint handler, nint plain)
    {
        lock (_lock)
        {
            if (_count * 2 >= _entries.Length)
            {
                Grow();
            }

            Place(new Entry { ProgramCounter = pc, Handler = handler, Plain = plain });
        }
    }

    public bool TryGet(nint pc, out nint handler, out nint plain)
    {
        lock (_lock)
        {
            ref var entry = ref _entries[IndexOf(pc)];
            handler = entry.Handler;
            plain = entry.Plain;
            return entry.ProgramCounter != 0;
        }
    }

    public void Remove(nint pc)
    {
        lock (_lock)
        {
            int hole = IndexOf(pc);
            if (_entries[hole].ProgramCounter != 0)
            {
                RemoveAt(hole);
            }
        }
    }

    /// <summary>Forgets the instructions from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public void RemoveRange(nint start, nint end)
    {
        lock (_lock)
        {
            for (nint pc = start; pc < end && _count > 0; pc += 8)
            {
                int index = IndexOf(pc);
                if (_entries[index].ProgramCounter != 0)
                {
                    RemoveAt(index);
                }
            }
        }
    }

    /// <summary>Closes the hole: later entries of the same run that may move up do.</summary>
    private void RemoveAt(int hole)
    {
        int mask = _entries.Length - 1;
        _count--;
        for (int next = (hole + 1) & mask; _entries[next].ProgramCounter != 0; next = (next + 1) & mask)
        {
            int home = Home(_entries[next].ProgramCounter);
            if (((next - home) & mask) >= ((next - hole) & mask))
            {
                _entries[hole] = _entries[next];
                hole = next;
            }
        }

        _entries[hole] = default;
    }

    private void Grow()
    {
        var old = _entries;
        _entries = new Entry[old.Length * 2];
        _count = 0;
        foreach (ref var entry in old.AsSpan())
        {
            if (entry.ProgramCounter != 0)
            {
                Place(entry);
            }
        }
    }

    private void Place(in Entry entry)
    {
        ref var place = ref _entries[IndexOf(entry.ProgramCounter)];
        _count += place.ProgramCounter == 0 ? 1 : 0;
        place = entry;
    }

    /// <summary>Index of the instruction's entry, or of the empty one where it would be.</summary>
    private int IndexOf(nint pc)
    {
        int mask = _entries.Length - 1;
        int index = Home(pc);
        while (_entries[index].ProgramCounter != pc && _entries[index].ProgramCounter != 0)
        {
            index = (index + 1) & mask;
        }

        return index;
    }

    private int Home(nint pc) => (int)(((ulong)pc * 0x9E37_79B9_7F4A_7C15) >> 32) & (_entries.Length - 1);

    private struct Entry
    {
        public nint ProgramCounter;
        public nint Handler;
        public nint Plain;
    }
}
