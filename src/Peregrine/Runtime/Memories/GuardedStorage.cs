namespace Peregrine.Runtime.Memories;

/// <summary>Storage in a slot of the <see cref="GuardArena"/>: exactly the memory's length is accessible, and the base never moves.</summary>
internal sealed unsafe class GuardedStorage : MemoryStorage
{
    private readonly bool _shared;
    private bool _hugePages;

    private GuardedStorage(byte* memory, bool shared)
    {
        Base = memory;
        _shared = shared;
    }

    public static GuardedStorage? TryCreate(ulong length, bool shared)
    {
        if (!GuardArena.TryAcquire(length, out var memory))
        {
            return null;
        }

        var storage = new GuardedStorage(memory, shared);
        storage.AdviseHugePages(length);
        return storage;
    }

    public override bool TryGrow(ulong length, ulong newLength)
    {
        AdviseHugePages(newLength);
        const ulong Mask = VirtualMemory.HugePageSize - 1;
        var lastBlock = newLength & ~Mask;
        return _shared || length < VirtualMemory.HugePageSize || lastBlock < length || lastBlock == newLength
            ? VirtualMemory.TryCommit(Base + length, newLength - length)
            : TryGrowIntoHugePage(length, newLength, lastBlock);
    }

    public override void Free(ulong length)
    {
        GuardArena.Release(Base, length, _hugePages);
        Base = null;
    }

    private void AdviseHugePages(ulong length)
    {
        // Once for all that may come, so that later growth is one system call and stays one mapping.
        if (!_hugePages && length >= VirtualMemory.HugePageSize)
        {
            _hugePages = true;
            VirtualMemory.AdviseHugePages(Base, GuardArena.MemoryReach);
        }
    }

    // A huge page appears only where the whole of it is accessible, which never happens to a memory that grows by small steps. So the last
    // block is made accessible, touched, and closed again beyond the new length: a quarter of the cost of faulting its small pages one by
    // one. Not for shared memories, where another thread could use the open moment.
    private bool TryGrowIntoHugePage(ulong length, ulong newLength, ulong lastBlock)
    {
        var end = lastBlock + VirtualMemory.HugePageSize;
        if (!VirtualMemory.TryCommit(Base + length, end - length))
        {
            return VirtualMemory.TryCommit(Base + length, newLength - length);
        }

        Volatile.Write(ref Base[lastBlock], 0);
        if (UnixMemory.TryProtect(Base + newLength, (nuint)(end - newLength), UnixMemory.None))
        {
            return true;
        }

        // Out of mappings: nothing beyond the old length may stay accessible.
        UnixMemory.TryReset(Base + length, (nuint)(end - length));
        return false;
    }
}
