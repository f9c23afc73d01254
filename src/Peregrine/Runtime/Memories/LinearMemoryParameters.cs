namespace Peregrine.Runtime.Memories;

/// <summary>What a <see cref="LinearMemory"/> is created from.</summary>
internal readonly record struct LinearMemoryParameters
{
    public LinearMemoryParameters()
    {
    }

    /// <summary>The initial length in pages.</summary>
    public ulong MinimumPages { get; init; }

    /// <summary>The maximum length in pages; null when the type has none.</summary>
    public ulong? MaximumPages { get; init; }

    /// <summary>The binary logarithm of the page size in bytes, 0 to 16.</summary>
    public int PageSizeLog2 { get; init; } = 16;

    /// <summary>Whether addresses are i64.</summary>
    public bool Is64 { get; init; }

    /// <summary>Whether the memory is shared between threads.</summary>
    public bool Shared { get; init; }

    /// <summary>The mode to use where it is possible; <see cref="LinearMemory.Mode"/> tells what was had.</summary>
    public MemoryMode Mode { get; init; } = MemoryMode.GuardPages;

    /// <summary>The most bytes that this memory may ever have.</summary>
    public ulong ByteLimit { get; init; } = ulong.MaxValue;

    /// <summary>The largest length in bytes that the limits and the address type allow: a multiple of the page size, and its page count fits in the address type.</summary>
    internal ulong MaximumLength
    {
        get
        {
            // memory.size and the failure value -1 of memory.grow must stay distinct, which matters for pages of one byte only.
            var addressable = Is64 ? ulong.MaxValue >> PageSizeLog2 << PageSizeLog2 : PageSizeLog2 == 0 ? uint.MaxValue - 1 : 1UL << 32;
            return MaximumPages is { } pages && pages <= addressable >> PageSizeLog2 ? pages << PageSizeLog2 : addressable;
        }
    }
}
