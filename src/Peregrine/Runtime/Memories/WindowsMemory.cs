using System.Runtime.InteropServices;

namespace Peregrine.Runtime.Memories;

/// <summary>Address space on Windows.</summary>
/// <remarks>Safe because callers pass only ranges that <see cref="TryReserve"/> returned and that they still own.</remarks>
internal static unsafe partial class WindowsMemory
{
    private const uint Commit = 0x1000;
    private const uint Reserve = 0x2000;
    private const uint ReleaseAll = 0x8000;
    private const uint NoAccess = 0x01;
    private const uint ReadWrite = 0x04;

    public static byte* TryReserve(nuint size) => (byte*)VirtualAlloc(null, size, Reserve, NoAccess);

    public static bool TryCommit(byte* address, nuint size) => VirtualAlloc(address, size, Commit, ReadWrite) != null;

    public static void Release(byte* address) => VirtualFree(address, 0, ReleaseAll);

    [LibraryImport("kernel32")]
    private static partial void* VirtualAlloc(void* address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32")]
    private static partial int VirtualFree(void* address, nuint size, uint type);
}
