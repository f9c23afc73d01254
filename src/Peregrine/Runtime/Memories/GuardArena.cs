using Peregrine.Collections;
using System.Runtime.InteropServices;

namespace Peregrine.Runtime.Memories;

/// <summary>The one process-wide reservation from which every guarded memory gets a slot, so that one range check tells a wasm fault from any other.</summary>
/// <remarks>
/// <para>A slot is <see cref="SlotSize"/> bytes, aligned to its size:</para>
/// <code>
/// +0            context      readable and writable, free for an engine's use at negative offsets from the memory's base
/// +16 MiB       base         the memory; only its current length is accessible
/// +length       guard        up to the end of the slot; never accessible
/// </code>
/// <para>
/// A 32-bit index plus a 32-bit offset plus 16 bytes of access width reaches less than 8 GiB + 16 bytes beyond the base, hence always the
/// same slot. The base is aligned to huge pages.
/// </para>
/// <para>Thread-safe. Linux x64 only; the reservation lasts until the process ends.</para>
/// </remarks>
internal static unsafe class GuardArena
{
    /// <summary>The size and alignment of a slot: the power of two above twice the reach of an index.</summary>
    public const ulong SlotSize = 16UL << 30;

    /// <summary>Where in its slot a memory begins, and how many bytes before the base belong to the engine.</summary>
    public const ulong BaseOffset = 16UL << 20;

    /// <summary>The most bytes that a 32-bit memory can have.</summary>
    public const ulong MemoryReach = 4UL << 30;

    private const ulong PageSize = 4096;

    // A recycled slot keeps this much of the memory resident: clearing it is far cheaper than faulting fresh pages in.
    private const ulong WarmBytes = 64UL << 10;
    private const int WarmSlots = 16;

    private static readonly Lock _lock = new();
    private static readonly ItemList<uint> _warm = [];
    private static readonly ItemList<uint> _cold = [];
    private static byte* _start;
    private static ulong _size;
    private static uint _fresh;
    private static bool _initialized;

    /// <summary>The first address of the arena; null before it exists.</summary>
    public static byte* Start => _start;

    /// <summary>The size of the arena in bytes.</summary>
    public static ulong Size => _size;

    /// <summary>Takes a slot whose memory has the given length and is zero; false when guard pages cannot be had.</summary>
    public static bool TryAcquire(ulong length, out byte* memory)
    {
        memory = null;
        lock (_lock)
        {
            if (!TryInitialize())
            {
                return false;
            }

            if (_warm.TryPop(out var slot))
            {
                memory = BaseOf(slot);
                if (TryAdjustWarm(memory, length))
                {
                    return true;
                }

                ReleaseCold(slot, Math.Max(length, WarmBytes));
                return false;
            }

            if (!_cold.TryPop(out slot))
            {
                if (_fresh == _size / SlotSize)
                {
                    return false;
                }

                slot = _fresh++;
            }

            memory = BaseOf(slot);
            if (UnixMemory.TryProtect(memory - BaseOffset, (nuint)(BaseOffset + length), UnixMemory.ReadWrite))
            {
                return true;
            }

            ReleaseCold(slot, length);
            return false;
        }
    }

    /// <summary>Gives a slot back: its memory is inaccessible or zero afterwards.</summary>
    /// <param name="memory">The base that <see cref="TryAcquire"/> gave.</param>
    /// <param name="length">How many bytes from the base on are committed.</param>
    /// <param name="advised">Whether the slot was advised to use huge pages.</param>
    public static void Release(byte* memory, ulong length, bool advised)
    {
        var slot = (uint)((ulong)(memory - _start) / SlotSize);
        lock (_lock)
        {
            if (!advised && length >= WarmBytes && _warm.Count < WarmSlots && TryClean(memory, length))
            {
                _warm.Add(slot);
            }
            else
            {
                ReleaseCold(slot, advised ? MemoryReach : length);
            }
        }
    }

    /// <summary>Drops what recycled slots keep resident.</summary>
    public static void TrimRecycled()
    {
        lock (_lock)
        {
            while (_warm.TryPop(out var slot))
            {
                ReleaseCold(slot, WarmBytes);
            }
        }
    }

    /// <summary>The base of the memory whose slot holds the address, which lies in the arena.</summary>
    public static byte* BaseOfSlotAt(ulong address) => (byte*)(address & ~(SlotSize - 1)) + BaseOffset;

    private static byte* BaseOf(uint slot) => _start + (slot * SlotSize) + BaseOffset;

    private static bool TryInitialize()
    {
        if (!_initialized)
        {
            _initialized = true;
            if (IsUsable() && TryReserve() && !GuardPageTraps.TryInstall(_start, _size))
            {
                UnixMemory.Release(_start, (nuint)_size);
                _start = null;
                _size = 0;
            }
        }

        return _size != 0;
    }

    private static bool IsUsable() =>
        OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture == Architecture.X64
        && (ulong)Environment.SystemPageSize == PageSize
        && !(AppContext.TryGetSwitch("Peregrine.DisableGuardPages", out var disabled) && disabled)
        && Environment.GetEnvironmentVariable("PEREGRINE_GUARD_PAGES") != "0"
        // Whoever limits the address space wants it for other things than guards.
        && UnixMemory.HasUnlimitedAddressSpace();

    private static bool TryReserve()
    {
        // Half of the 47 bits that a process has, or whatever a smaller or busier system grants.
        for (var size = 64UL << 40; size >= 16 * SlotSize; size /= 4)
        {
            var start = UnixMemory.TryReserve((nuint)(size + SlotSize));
            if (start == null)
            {
                continue;
            }

            var head = (nuint)((SlotSize - ((ulong)start & (SlotSize - 1))) & (SlotSize - 1));
            if (head != 0)
            {
                UnixMemory.Release(start, head);
            }

            UnixMemory.Release(start + head + size, (nuint)(SlotSize - head));
            _start = start + head;
            _size = size;
            return true;
        }

        return false;
    }

    // A warm slot has exactly its context and WarmBytes of memory accessible.
    private static bool TryAdjustWarm(byte* memory, ulong length) => length >= WarmBytes
        ? length == WarmBytes || UnixMemory.TryProtect(memory + WarmBytes, (nuint)(length - WarmBytes), UnixMemory.ReadWrite)
        : UnixMemory.TryProtect(memory + length, (nuint)(WarmBytes - length), UnixMemory.None);

    private static bool TryClean(byte* memory, ulong length)
    {
        // The last page of the context and the first pages of the memory: those in memory are cleared, the rest is dropped. A page that
        // was swapped out counts as absent and is dropped; a page evicted after the query is merely read back.
        const int Pages = 1 + (int)(WarmBytes / PageSize);
        var residency = stackalloc byte[Pages];
        if (!UnixMemory.TryGetResidency(memory - PageSize, Pages * (nuint)PageSize, residency))
        {
            return false;
        }

        var contextKept = (residency[0] & 1) != 0 ? PageSize : 0;
        var kept = 1;
        while (kept < Pages && (residency[kept] & 1) != 0)
        {
            kept++;
        }

        var memoryKept = (ulong)(kept - 1) * PageSize;
        NativeMemory.Clear(memory - contextKept, (nuint)(contextKept + memoryKept));
        return UnixMemory.TryDiscard(memory - BaseOffset, (nuint)(BaseOffset - contextKept))
            && UnixMemory.TryDiscard(memory + memoryKept, (nuint)(length - memoryKept))
            && (length == WarmBytes || UnixMemory.TryProtect(memory + WarmBytes, (nuint)(length - WarmBytes), UnixMemory.None));
    }

    private static void ReleaseCold(uint slot, ulong length)
    {
        var memory = BaseOf(slot);
        var start = memory - BaseOffset;
        var size = (nuint)(BaseOffset + length);
        if (UnixMemory.TryReset(start, size) || (UnixMemory.TryProtect(start, size, UnixMemory.None) && UnixMemory.TryDiscard(start, size)))
        {
            _cold.Add(slot);
        }

        // Otherwise the slot is given up: reusing bytes of unknown content would leak them to another guest.
    }
}
