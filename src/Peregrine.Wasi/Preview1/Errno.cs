namespace Peregrine.Wasi.Preview1;

/// <summary>The error codes of preview 1, in the order of its witx file.</summary>
internal enum Errno : ushort
{
    /// <summary>No error occurred.</summary>
    Success,

    /// <summary>The argument list is too long.</summary>
    TooBig,

    /// <summary>Permission denied.</summary>
    Acces,

    /// <summary>The address is in use.</summary>
    Addrinuse,

    /// <summary>The address is not available.</summary>
    Addrnotavail,

    /// <summary>The address family is not supported.</summary>
    Afnosupport,

    /// <summary>The resource is not available now.</summary>
    Again,

    /// <summary>The connection is being made already.</summary>
    Already,

    /// <summary>Bad file descriptor.</summary>
    Badf,

    /// <summary>Bad message.</summary>
    Badmsg,

    /// <summary>The device or resource is busy.</summary>
    Busy,

    /// <summary>The operation was cancelled.</summary>
    Canceled,

    /// <summary>There are no child processes.</summary>
    Child,

    /// <summary>The connection was aborted.</summary>
    Connaborted,

    /// <summary>The connection was refused.</summary>
    Connrefused,

    /// <summary>The connection was reset.</summary>
    Connreset,

    /// <summary>A resource deadlock would occur.</summary>
    Deadlk,

    /// <summary>A destination address is needed.</summary>
    Destaddrreq,

    /// <summary>An argument is outside the domain of the function.</summary>
    Dom,

    /// <summary>The quota is exhausted.</summary>
    Dquot,

    /// <summary>The file exists.</summary>
    Exist,

    /// <summary>Bad address.</summary>
    Fault,

    /// <summary>The file is too large.</summary>
    Fbig,

    /// <summary>The host cannot be reached.</summary>
    Hostunreach,

    /// <summary>The identifier was removed.</summary>
    Idrm,

    /// <summary>Illegal byte sequence.</summary>
    Ilseq,

    /// <summary>The operation is in progress.</summary>
    Inprogress,

    /// <summary>The function was interrupted.</summary>
    Intr,

    /// <summary>Invalid argument.</summary>
    Inval,

    /// <summary>Input or output error.</summary>
    Io,

    /// <summary>The socket is connected.</summary>
    Isconn,

    /// <summary>It is a directory.</summary>
    Isdir,

    /// <summary>Too many levels of symbolic links.</summary>
    Loop,

    /// <summary>Too many descriptors are open.</summary>
    Mfile,

    /// <summary>Too many links.</summary>
    Mlink,

    /// <summary>The message is too large.</summary>
    Msgsize,

    /// <summary>Reserved.</summary>
    Multihop,

    /// <summary>The name is too long.</summary>
    Nametoolong,

    /// <summary>The network is down.</summary>
    Netdown,

    /// <summary>The connection was aborted by the network.</summary>
    Netreset,

    /// <summary>The network cannot be reached.</summary>
    Netunreach,

    /// <summary>Too many files are open in the system.</summary>
    Nfile,

    /// <summary>No buffer space is available.</summary>
    Nobufs,

    /// <summary>There is no such device.</summary>
    Nodev,

    /// <summary>There is no such file or directory.</summary>
    Noent,

    /// <summary>The executable's format is wrong.</summary>
    Noexec,

    /// <summary>No locks are available.</summary>
    Nolck,

    /// <summary>Reserved.</summary>
    Nolink,

    /// <summary>There is not enough space.</summary>
    Nomem,

    /// <summary>There is no message of the desired type.</summary>
    Nomsg,

    /// <summary>The protocol is not available.</summary>
    Noprotoopt,

    /// <summary>No space is left on the device.</summary>
    Nospc,

    /// <summary>The function is not supported.</summary>
    Nosys,

    /// <summary>The socket is not connected.</summary>
    Notconn,

    /// <summary>It is not a directory, or a symbolic link to one.</summary>
    Notdir,

    /// <summary>The directory is not empty.</summary>
    Notempty,

    /// <summary>The state cannot be recovered.</summary>
    Notrecoverable,

    /// <summary>It is not a socket.</summary>
    Notsock,

    /// <summary>Not supported.</summary>
    Notsup,

    /// <summary>Inappropriate control operation.</summary>
    Notty,

    /// <summary>There is no such device or address.</summary>
    Nxio,

    /// <summary>The value is too large.</summary>
    Overflow,

    /// <summary>The previous owner died.</summary>
    Ownerdead,

    /// <summary>The operation is not permitted.</summary>
    Perm,

    /// <summary>The pipe is broken.</summary>
    Pipe,

    /// <summary>Protocol error.</summary>
    Proto,

    /// <summary>The protocol is not supported.</summary>
    Protonosupport,

    /// <summary>The socket has the wrong protocol.</summary>
    Prototype,

    /// <summary>The result is too large.</summary>
    Range,

    /// <summary>The file system is read-only.</summary>
    Rofs,

    /// <summary>Invalid seek.</summary>
    Spipe,

    /// <summary>There is no such process.</summary>
    Srch,

    /// <summary>Reserved.</summary>
    Stale,

    /// <summary>The connection timed out.</summary>
    Timedout,

    /// <summary>The text file is busy.</summary>
    Txtbsy,

    /// <summary>Cross-device link.</summary>
    Xdev,

    /// <summary>The capabilities are insufficient.</summary>
    Notcapable,
}
