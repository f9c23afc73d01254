namespace Peregrine.Wasi;

/// <summary>How an operation of the host layer ended; every file system, stream and socket reports one of these.</summary>
/// <remarks>Each previews' error codes are made from these in one place; a value that a preview lacks becomes its nearest relative.</remarks>
public enum HostError
{
    /// <summary>The operation succeeded.</summary>
    None,

    /// <summary>The host's permissions forbid it.</summary>
    AccessDenied,

    /// <summary>Nothing can be done now without waiting.</summary>
    WouldBlock,

    /// <summary>The handle is closed or was not opened for this.</summary>
    BadDescriptor,

    /// <summary>The reader at the other end has gone.</summary>
    BrokenPipe,

    /// <summary>The file or directory is in use.</summary>
    Busy,

    /// <summary>The connection was aborted before it was accepted.</summary>
    ConnectionAborted,

    /// <summary>The other end reset the connection.</summary>
    ConnectionReset,

    /// <summary>The two names lie on different file systems.</summary>
    CrossDevice,

    /// <summary>The directory still has entries.</summary>
    DirectoryNotEmpty,

    /// <summary>The name exists already.</summary>
    Exists,

    /// <summary>The file would become too large.</summary>
    FileTooLarge,

    /// <summary>A system call was interrupted.</summary>
    Interrupted,

    /// <summary>An argument makes no sense for this operation.</summary>
    InvalidArgument,

    /// <summary>A name is not valid UTF-8, or the host cannot spell it.</summary>
    InvalidSequence,

    /// <summary>The file has no position to move.</summary>
    InvalidSeek,

    /// <summary>The device failed.</summary>
    InputOutput,

    /// <summary>A directory where a file is needed.</summary>
    IsDirectory,

    /// <summary>A symbolic link where none may be followed, or too many of them.</summary>
    Loop,

    /// <summary>A name or path is too long.</summary>
    NameTooLong,

    /// <summary>The name does not exist.</summary>
    NoEntry,

    /// <summary>The host's memory is exhausted.</summary>
    NoMemory,

    /// <summary>The device is full, or a limit set by the embedder is reached.</summary>
    NoSpace,

    /// <summary>The device does not exist.</summary>
    NoDevice,

    /// <summary>The socket is not connected.</summary>
    NotConnected,

    /// <summary>A file where a directory is needed.</summary>
    NotDirectory,

    /// <summary>The sandbox forbids it: a path that would leave its directory, among others.</summary>
    NotPermitted,

    /// <summary>The file system, stream or socket cannot do this.</summary>
    NotSupported,

    /// <summary>A number does not fit.</summary>
    Overflow,

    /// <summary>The user's quota is exhausted.</summary>
    QuotaExceeded,

    /// <summary>The file system is read-only.</summary>
    ReadOnly,

    /// <summary>The file is a program that is running.</summary>
    TextBusy,

    /// <summary>The host's limit of open files is reached.</summary>
    TooManyOpenFiles,

    /// <summary>The file has as many hard links as the file system allows.</summary>
    TooManyLinks,
}
