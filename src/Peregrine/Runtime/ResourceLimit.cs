namespace Peregrine.Runtime;

/// <summary>One factory for each way in which a store can refuse an allocation.</summary>
internal static class ResourceLimit
{
    public static ResourceLimitException OutOfMemory(ulong bytes) => new($"out of memory: the system has no {bytes} bytes");

    public static ResourceLimitException Memory(MemoryType type) =>
        new($"out of memory: a memory of {type.Limits.Minimum} pages exceeds the store's limits or what the system has");

    public static ResourceLimitException Table(TableType type, ulong maximum) =>
        new($"table too large: {type.Limits.Minimum} elements, the store's limit is {maximum}");

    public static ResourceLimitException ModuleTooLarge() => new("module too large: an instance's functions and globals would take more than 2 GiB");

    public static ResourceLimitException TooMany(string what, int maximum) => new($"too many {what}: the store's limit is {maximum}");
}
