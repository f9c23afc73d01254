namespace Peregrine.Wasi.Preview1;

/// <summary>Errors of the host layer as error codes of preview 1: the one place where they meet.</summary>
internal static class ErrnoMapping
{
    public static Errno ToErrno(this HostError error) => error switch
    {
        HostError.None => Errno.Success,
        HostError.AccessDenied => Errno.Acces,
        HostError.WouldBlock => Errno.Again,
        HostError.BadDescriptor => Errno.Badf,
        HostError.BrokenPipe => Errno.Pipe,
        HostError.Busy => Errno.Busy,
        HostError.ConnectionAborted => Errno.Connaborted,
        HostError.ConnectionReset => Errno.Connreset,
        HostError.CrossDevice => Errno.Xdev,
        HostError.DirectoryNotEmpty => Errno.Notempty,
        HostError.Exists => Errno.Exist,
        HostError.FileTooLarge => Errno.Fbig,
        HostError.Interrupted => Errno.Intr,
        HostError.InvalidArgument => Errno.Inval,
        HostError.InvalidSequence => Errno.Ilseq,
        HostError.InvalidSeek => Errno.Spipe,
        HostError.InputOutput => Errno.Io,
        HostError.IsDirectory => Errno.Isdir,
        HostError.Loop => Errno.Loop,
        HostError.NameTooLong => Errno.Nametoolong,
        HostError.NoEntry => Errno.Noent,
        HostError.NoMemory => Errno.Nomem,
        HostError.NoSpace => Errno.Nospc,
        HostError.NoDevice => Errno.Nxio,
        HostError.NotConnected => Errno.Notconn,
        HostError.NotDirectory => Errno.Notdir,
        HostError.NotPermitted => Errno.Perm,
        HostError.NotSupported => Errno.Notsup,
        HostError.Overflow => Errno.Overflow,
        HostError.QuotaExceeded => Errno.Dquot,
        HostError.ReadOnly => Errno.Rofs,
        HostError.TextBusy => Errno.Txtbsy,
        HostError.TooManyOpenFiles => Errno.Nfile,
        HostError.TooManyLinks => Errno.Mlink,
        _ => Errno.Io,
    };
}
