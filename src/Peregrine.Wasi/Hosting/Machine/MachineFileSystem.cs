using Peregrine.Wasi.Hosting.Machine;

namespace Peregrine.Wasi;

/// <summary>Folders of this machine as directories for a guest.</summary>
/// <remarks>
/// On Linux (x64 and arm64) every operation is relative to an open handle and follows no link, so that nothing outside the folder can be
/// reached, not even by a race with another process. Elsewhere each component is checked before use; see the security notes.
/// </remarks>
public static class MachineFileSystem
{
    /// <summary>Opens a folder. Dispose the result, or give it to a guest, whose context disposes it.</summary>
    /// <param name="path">A folder of this machine; the path itself may contain links.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">The folder cannot be opened.</exception>
    public static IDirectory OpenDirectory(string path) => OpenDirectory(path, LinuxNative.IsSupported);

    /// <summary>Opens a folder by handles or, for tests, by the portable way.</summary>
    internal static IDirectory OpenDirectory(string path, bool native)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        HostError error = native
            ? LinuxDirectory.OpenHost(path, out IDirectory? directory)
            : PortableDirectory.OpenHost(path, out directory);
        return error switch
        {
            HostError.None => directory!,
            HostError.NoEntry or HostError.NotDirectory => throw new DirectoryNotFoundException($"no such folder: {path}"),
            _ => throw new IOException($"cannot open folder {path}: {error}"),
        };
    }
}
