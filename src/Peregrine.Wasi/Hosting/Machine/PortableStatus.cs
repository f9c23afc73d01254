namespace Peregrine.Wasi.Hosting.Machine;

/// <summary>File attributes from .NET's own file API, without following links.</summary>
internal static class PortableStatus
{
    /// <summary>The attributes at a path of the machine.</summary>
    public static HostError Get(string path, out FileStatus status)
    {
        var info = new FileInfo(path);
        FileAttributes attributes = info.Attributes;
        if ((int)attributes == -1)
        {
            status = default;
            return HostError.NoEntry;
        }

        FileType type = TypeOf(info, attributes);
        ulong size = type == FileType.RegularFile ? (ulong)info.Length : 0;
        status = new FileStatus(1, Inode(path), type, 1, size, Time(info.LastAccessTimeUtc), Time(info.LastWriteTimeUtc), Time(info.LastWriteTimeUtc));
        return HostError.None;
    }

    /// <summary>What an entry is; a link of whatever kind counts as a symbolic link.</summary>
    public static FileType TypeOf(FileSystemInfo info, FileAttributes attributes) =>
        (attributes & FileAttributes.ReparsePoint) != 0 && info.LinkTarget is not null ? FileType.SymbolicLink
        : (attributes & FileAttributes.Directory) != 0 ? FileType.Directory
        : (attributes & FileAttributes.Device) != 0 ? FileType.CharacterDevice
        : FileType.RegularFile;

    /// <summary>A number for a file, made from its path because .NET does not tell the real one (64-bit FNV-1a).</summary>
    public static ulong Inode(string path)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in path)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash == 0 ? 1 : hash;
    }

    /// <summary>.NET's time as nanoseconds since 1970.</summary>
    public static ulong Time(DateTime time) => HostClocks.UnixNanoseconds(new DateTimeOffset(time, TimeSpan.Zero));

    /// <summary>Nanoseconds since 1970 as .NET's time, which has steps of 100.</summary>
    public static DateTime Time(ulong nanoseconds) => DateTime.UnixEpoch.AddTicks((long)(nanoseconds / 100));
}
