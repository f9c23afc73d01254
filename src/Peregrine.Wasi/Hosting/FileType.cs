namespace Peregrine.Wasi;

/// <summary>What kind of thing a file descriptor or a directory entry is; the values are those of preview 1.</summary>
public enum FileType : byte
{
    /// <summary>Something else, a pipe among others.</summary>
    Unknown,

    /// <summary>A block device.</summary>
    BlockDevice,

    /// <summary>A character device; for a standard stream, a terminal.</summary>
    CharacterDevice,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A regular file.</summary>
    RegularFile,

    /// <summary>A datagram socket.</summary>
    DatagramSocket,

    /// <summary>A stream socket.</summary>
    StreamSocket,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,
}
