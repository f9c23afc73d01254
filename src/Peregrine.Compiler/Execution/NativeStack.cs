using System.Runtime.InteropServices;

namespace Peregrine.Compiler.Execution;

/// <summary>How far down the native stack of a thread compiled code may grow.</summary>
internal static unsafe partial class NativeStack
{
    /// <summary>Left below the limit: for functions that do not check because they call nothing, for the runtime, for host functions and for frames of unusual size.</summary>
    private const nint Reserve = 256 << 10;

    /// <summary>What a thread is trusted to have where its bounds cannot be asked for.</summary>
    private const nint Assumed = 512 << 10;

    [ThreadStatic]
    private static nint _lowest;

    /// <summary>The lowest address that guests entered from the calling frame may use.</summary>
    /// <param name="most">Bytes that they may use at most.</param>
    public static byte* Limit(int most)
    {
        byte here;
        nint lowest = _lowest != 0 ? _lowest : _lowest = FindLowest((nint)(&here));
        return (byte*)Math.Max(lowest + Reserve, (nint)(&here) - most);
    }

    private static nint FindLowest(nint here)
    {
        try
        {
            nint found = OperatingSystem.IsLinux() ? OnLinux() : OperatingSystem.IsMacOS() ? OnMacOS() : OperatingSystem.IsWindows() ? OnWindows() : 0;
            return found != 0 ? found : here - Assumed;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return here - Assumed;
        }
    }

    private static nint OnLinux()
    {
        // Large enough for the attributes of glibc (56 bytes) and musl.
        ulong* attributes = stackalloc ulong[64];
        if (GetThreadAttributes(CurrentThread(), attributes) != 0)
        {
            return 0;
        }

        nint lowest = 0;
        nuint size = 0;
        int result = GetStack(attributes, &lowest, &size);
        DestroyAttributes(attributes);
        return result == 0 ? lowest : 0;
    }

    private static nint OnMacOS()
    {
        nint thread = CurrentThread();
        return MacStackEnd(thread) - (nint)MacStackSize(thread);
    }

    private static nint OnWindows()
    {
        WindowsStackLimits(out nint lowest, out _);
        return lowest;
    }

    [LibraryImport("libc", EntryPoint = "pthread_self")]
    private static partial nint CurrentThread();

    [LibraryImport("libc", EntryPoint = "pthread_getattr_np")]
    private static partial int GetThreadAttributes(nint thread, void* attributes);

    [LibraryImport("libc", EntryPoint = "pthread_attr_getstack")]
    private static partial int GetStack(void* attributes, nint* address, nuint* size);

    [LibraryImport("libc", EntryPoint = "pthread_attr_destroy")]
    private static partial int DestroyAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "pthread_get_stackaddr_np")]
    private static partial nint MacStackEnd(nint thread);

    [LibraryImport("libc", EntryPoint = "pthread_get_stacksize_np")]
    private static partial nuint MacStackSize(nint thread);

    [LibraryImport("kernel32", EntryPoint = "GetCurrentThreadStackLimits")]
    private static partial void WindowsStackLimits(out nint lowest, out nint highest);
}
