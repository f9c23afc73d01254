namespace Peregrine;

/// <summary>What the guests of one store may use.</summary>
/// <remarks>Read at every allocation and growth, so changes take effect at once. Not thread-safe.</remarks>
public sealed class StoreLimits
{
    /// <summary>The most bytes that one memory may have; null for as many as its type and the system allow.</summary>
    public ulong? MaximumMemoryBytes { get; set; }

    /// <summary>The most elements that one table may have; ten million unless set.</summary>
    public ulong MaximumTableElements { get; set; } = 10_000_000;

    /// <summary>The most bytes that one structure or array of the guest may have; 1 GiB unless set.</summary>
    public long MaximumObjectBytes { get; set; } = 1L << 30;

    /// <summary>The most instances in the store; 10 000 unless set.</summary>
    public int MaximumInstances { get; set; } = 10_000;

    /// <summary>The most memories in the store; 10 000 unless set.</summary>
    public int MaximumMemories { get; set; } = 10_000;

    /// <summary>The most tables in the store; 10 000 unless set.</summary>
    public int MaximumTables { get; set; } = 10_000;

    /// <summary>Whether growing beyond a limit traps instead of giving the guest -1.</summary>
    public bool TrapOnGrowFailure { get; set; }

    /// <summary>Asked before a memory grows, with the current and the wanted length in bytes; false refuses.</summary>
    public Func<ulong, ulong, bool>? MemoryGrowing { get; set; }

    /// <summary>Asked before a table grows, with the current and the wanted number of elements; false refuses.</summary>
    public Func<ulong, ulong, bool>? TableGrowing { get; set; }

    internal bool MayGrowMemory(ulong length, ulong wanted) =>
        wanted <= (MaximumMemoryBytes ?? ulong.MaxValue) && (MemoryGrowing?.Invoke(length, wanted) ?? true);
}
