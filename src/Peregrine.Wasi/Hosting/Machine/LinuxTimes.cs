namespace Peregrine.Wasi.Hosting.Machine;

/// <summary>Setting file times on Linux.</summary>
internal static unsafe class LinuxTimes
{
    /// <summary>Sets the times of the open file, or of an entry of the open directory if a name is given.</summary>
    public static HostError Set(LinuxHandle handle, string? name, FileTimes times)
    {
        var pair = stackalloc LinuxNative.TimeSpecification[2];
        pair[0] = From(times.AccessTime);
        pair[1] = From(times.ModificationTime);
        return LinuxDirectory.Result(name is null
            ? LinuxNative.SetTimes(handle, pair)
            : LinuxNative.SetTimesAt(handle, name, pair, LinuxNative.AtSymlinkNoFollow));
    }

    private static LinuxNative.TimeSpecification From(ulong? nanoseconds) => nanoseconds is { } time
        ? new() { Seconds = (nint)(time / 1_000_000_000), Nanoseconds = (nint)(time % 1_000_000_000) }
        : new() { Nanoseconds = LinuxNative.TimeOmit };
}
