using System.Runtime.InteropServices;

namespace Peregrine.Runtime.Memories;

/// <summary>Address space, and on Linux also what guard pages need, through the C library.</summary>
/// <remarks>
/// Safe because callers pass only ranges that <see cref="TryReserve"/> returned and that they still own: no other mapping is ever replaced,
/// protected or released. Structures have the same layout in glibc and musl.
/// </remarks>
internal static unsafe partial class UnixMemory
{
    public const int None = 0;
    public const int ReadWrite = 3;
    public const int ReadExecute = 5;

    private const int Private = 2;
    private const int Fixed = 0x10;
    private const int LinuxDontNeed = 4;
    private const int LinuxHugePage = 14;
    private const int LinuxAddressSpaceLimit = 9;
    private const ulong LinuxUnlimited = ulong.MaxValue;

    // Linux and the BSD family number these two differently.
    private static readonly bool _isLinux = OperatingSystem.IsLinux() || OperatingSystem.IsAndroid();
    private static readonly int _anonymous = _isLinux ? 0x20 : 0x1000;
    private static readonly int _noReserve = _isLinux ? 0x4000 : OperatingSystem.IsFreeBSD() ? 0 : 0x40;

    /// <summary>Reserves inaccessible address space that counts against no memory budget; null when refused.</summary>
    public static byte* TryReserve(nuint size) => Map(null, size, None, 0);

    /// <summary>Replaces a range of an own reservation by fresh inaccessible space: its pages go back to the system, its advice is forgotten.</summary>
    public static bool TryReset(byte* address, nuint size) => Map(address, size, None, Fixed) != null;

    public static bool TryProtect(byte* address, nuint size, int protection) => mprotect(address, size, protection) == 0;

    public static void Release(byte* address, nuint size) => munmap(address, size);

    /// <summary>Linux: drops the pages of a private range, which then reads as zero.</summary>
    public static bool TryDiscard(byte* address, nuint size) => size == 0 || madvise(address, size, LinuxDontNeed) == 0;

    /// <summary>Linux: asks for huge pages.</summary>
    public static void AdviseHugePages(byte* address, nuint size) => madvise(address, size, LinuxHugePage);

    /// <summary>Linux: one byte for each page of the range, whose lowest bit says that the page is in memory.</summary>
    public static bool TryGetResidency(byte* address, nuint size, byte* residency) => mincore(address, size, residency) == 0;

    /// <summary>Linux: whether the process may use as much address space as it likes.</summary>
    public static bool HasUnlimitedAddressSpace()
    {
        var limits = stackalloc ulong[2];
        return getrlimit(LinuxAddressSpaceLimit, limits) == 0 && limits[0] == LinuxUnlimited;
    }

    [LibraryImport("libc", EntryPoint = "sigaction")]
    public static partial int SignalAction(int signal, void* action, void* previous);

    /// <summary>What identifies the calling thread; on x64 the same value as the word at <c>fs:0</c>.</summary>
    [LibraryImport("libc", EntryPoint = "pthread_self")]
    [SuppressGCTransition]
    public static partial nuint CurrentThread();

    private static byte* Map(void* address, nuint size, int protection, int flags)
    {
        var result = mmap(address, size, protection, Private | _anonymous | _noReserve | flags, -1, 0);
        return (nint)result == -1 ? null : (byte*)result;
    }

    [LibraryImport("libc")]
    private static partial void* mmap(void* address, nuint size, int protection, int flags, int file, long offset);

    [LibraryImport("libc")]
    private static partial int munmap(void* address, nuint size);

    [LibraryImport("libc")]
    private static partial int mprotect(void* address, nuint size, int protection);

    [LibraryImport("libc")]
    private static partial int madvise(void* address, nuint size, int advice);

    [LibraryImport("libc")]
    private static partial int mincore(void* address, nuint size, byte* residency);

    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, ulong* limits);
}
