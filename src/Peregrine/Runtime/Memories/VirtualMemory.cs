namespace Peregrine.Runtime.Memories;

/// <summary>Reserving, committing and releasing address space, on every system that has it.</summary>
internal static unsafe class VirtualMemory
{
    private static readonly bool _isUnix = OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD()
        || OperatingSystem.IsAndroid() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() || OperatingSystem.IsMacCatalyst();

    private static readonly bool _isWindows = OperatingSystem.IsWindows();

    /// <summary>The least range worth a huge page.</summary>
    public const ulong HugePageSize = 2UL << 20;

    /// <summary>What commits are rounded up to: a multiple of every page size in use, and the allocation granularity of Windows.</summary>
    public const ulong Granularity = 64UL << 10;

    /// <summary>Whether <see cref="TryReserve"/> can work on this system.</summary>
    public static bool IsSupported => _isUnix || _isWindows;

    /// <summary>Reserves inaccessible address space; null when refused.</summary>
    public static byte* TryReserve(ulong size)
    {
        if (size > (ulong)nint.MaxValue)
        {
            return null;
        }

        return _isUnix ? UnixMemory.TryReserve((nuint)size) : _isWindows ? WindowsMemory.TryReserve((nuint)size) : null;
    }

    /// <summary>Makes reserved bytes readable and writable; those that are new are zero. Address and size are multiples of the system's page size.</summary>
    public static bool TryCommit(byte* address, ulong size)
    {
        if (size == 0)
        {
            return true;
        }

        return _isUnix ? UnixMemory.TryProtect(address, (nuint)size, UnixMemory.ReadWrite) : WindowsMemory.TryCommit(address, (nuint)size);
    }

    /// <summary>Asks for huge pages in a range; a hint that may be ignored.</summary>
    public static void AdviseHugePages(byte* address, ulong size)
    {
        if (OperatingSystem.IsLinux())
        {
            UnixMemory.AdviseHugePages(address, (nuint)size);
        }
    }

    /// <summary>Gives a whole reservation back.</summary>
    public static void Release(byte* address, ulong size)
    {
        if (_isUnix)
        {
            UnixMemory.Release(address, (nuint)size);
        }
        else
        {
            WindowsMemory.Release(address);
        }
    }
}
