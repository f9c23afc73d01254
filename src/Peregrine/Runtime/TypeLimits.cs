namespace Peregrine.Runtime;

/// <summary>Checks types that the host makes up; those of modules are validated.</summary>
internal static class TypeLimits
{
    /// <exception cref="ArgumentException">The limits are not valid.</exception>
    public static void Check(MemoryType type)
    {
        int bits = type.Is64 ? 64 : 32;
        ulong most = type.PageSizeLog2 == 0 ? (type.Is64 ? ulong.MaxValue : uint.MaxValue) : 1UL << (bits - type.PageSizeLog2);
        if (type.PageSizeLog2 is not (0 or 16))
        {
            throw new ArgumentException("invalid custom page size: pages have 1 or 65536 bytes", nameof(type));
        }

        if (type.IsShared && type.Limits.Maximum is null)
        {
            throw new ArgumentException("shared memory must have maximum", nameof(type));
        }

        Check(type.Limits, most, "memory size");
    }

    /// <exception cref="ArgumentException">The limits are not valid, or the table is shared.</exception>
    public static void Check(TableType type)
    {
        if (type.IsShared)
        {
            throw new ArgumentException("shared tables are not supported", nameof(type));
        }

        Check(type.Limits, type.Is64 ? ulong.MaxValue : uint.MaxValue, "table size");
    }

    private static void Check(Limits limits, ulong most, string what)
    {
        if (limits.Minimum > most || limits.Maximum > most)
        {
            throw new ArgumentException($"{what} must be at most {most}", "type");
        }

        if (limits.Maximum < limits.Minimum)
        {
            throw new ArgumentException("size minimum must not be greater than maximum", "type");
        }
    }
}
