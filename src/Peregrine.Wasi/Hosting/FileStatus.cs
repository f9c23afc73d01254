namespace Peregrine.Wasi;

/// <summary>The attributes of a file, directory or symbolic link.</summary>
/// <param name="Device">Number of the file system; together with <paramref name="Inode"/> it tells files apart.</param>
/// <param name="Inode">Number of the file in its file system.</param>
/// <param name="Type">What kind of file it is.</param>
/// <param name="LinkCount">How many names the file has.</param>
/// <param name="Size">Size in bytes; for a symbolic link that of its target's UTF-8 text.</param>
/// <param name="AccessTime">Time of the last access in nanoseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="ModificationTime">Time of the last change of the data, likewise.</param>
/// <param name="ChangeTime">Time of the last change of the attributes, likewise.</param>
public readonly record struct FileStatus(
    ulong Device,
    ulong Inode,
    FileType Type,
    ulong LinkCount,
    ulong Size,
    ulong AccessTime,
    ulong ModificationTime,
    ulong ChangeTime);

/// <summary>New times for a file, each in nanoseconds since 1970-01-01T00:00:00Z, or null to leave it.</summary>
/// <param name="AccessTime">The new time of the last access.</param>
/// <param name="ModificationTime">The new time of the last change.</param>
public readonly record struct FileTimes(ulong? AccessTime, ulong? ModificationTime);

/// <summary>One entry of a directory.</summary>
/// <param name="Name">The name, never "." or "..".</param>
/// <param name="Inode">The number that <see cref="FileStatus.Inode"/> gives for it.</param>
/// <param name="Type">What kind of file it is.</param>
public readonly record struct DirectoryEntry(string Name, ulong Inode, FileType Type);

/// <summary>How a part of a file will be used; the values are those of preview 1.</summary>
public enum FileAdvice : byte
{
    /// <summary>Nothing special.</summary>
    Normal,

    /// <summary>From lower offsets to higher ones.</summary>
    Sequential,

    /// <summary>In no order.</summary>
    Random,

    /// <summary>Soon.</summary>
    WillNeed,

    /// <summary>Not soon.</summary>
    DoNotNeed,

    /// <summary>Once.</summary>
    NoReuse,
}

/// <summary>How to open a directory entry.</summary>
[Flags]
public enum FileOpenOptions
{
    /// <summary>Neither reading nor writing; enough for attributes.</summary>
    None = 0,

    /// <summary>The data will be read.</summary>
    Read = 1,

    /// <summary>The data will be written.</summary>
    Write = 2,

    /// <summary>Create a regular file if the name does not exist.</summary>
    Create = 4,

    /// <summary>Fail with <see cref="HostError.Exists"/> if the name exists, a symbolic link included; only with <see cref="Create"/>.</summary>
    Exclusive = 8,

    /// <summary>Make the file empty; only with <see cref="Write"/>.</summary>
    Truncate = 16,

    /// <summary>Fail with <see cref="HostError.NotDirectory"/> if it is not a directory.</summary>
    Directory = 32,
}
