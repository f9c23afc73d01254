namespace Peregrine.Wasi.Preview1;

/// <summary>Flags of a file descriptor.</summary>
[Flags]
internal enum FdFlags : ushort
{
    None = 0,
    Append = 1,
    Dsync = 2,
    Nonblock = 4,
    Rsync = 8,
    Sync = 16,
    All = 31,
}

/// <summary>How path_open creates and opens.</summary>
[Flags]
internal enum OFlags : ushort
{
    None = 0,
    Creat = 1,
    Directory = 2,
    Excl = 4,
    Trunc = 8,
    All = 15,
}

/// <summary>How a path is resolved.</summary>
[Flags]
internal enum LookupFlags : uint
{
    None = 0,
    SymlinkFollow = 1,
}

/// <summary>Which times to set, and whether to the given ones or to now.</summary>
[Flags]
internal enum FstFlags : ushort
{
    None = 0,
    Atim = 1,
    AtimNow = 2,
    Mtim = 4,
    MtimNow = 8,
    All = 15,
}

/// <summary>How sock_recv reads.</summary>
[Flags]
internal enum RiFlags : ushort
{
    None = 0,
    RecvPeek = 1,
    RecvWaitall = 2,
    All = 3,
}

/// <summary>Which directions sock_shutdown closes.</summary>
[Flags]
internal enum SdFlags : byte
{
    None = 0,
    Rd = 1,
    Wr = 2,
    All = 3,
}

/// <summary>From where fd_seek counts.</summary>
internal enum Whence : byte
{
    Set,
    Cur,
    End,
}

/// <summary>How a part of a file will be used.</summary>
internal enum Advice : byte
{
    Normal,
    Sequential,
    Random,
    Willneed,
    Dontneed,
    Noreuse,
}

/// <summary>The clocks.</summary>
internal enum ClockId : uint
{
    Realtime,
    Monotonic,
    ProcessCputimeId,
    ThreadCputimeId,
}

/// <summary>What a subscription waits for.</summary>
internal enum EventType : byte
{
    Clock,
    FdRead,
    FdWrite,
}

/// <summary>The signals of proc_raise.</summary>
internal enum Signal : byte
{
    None,
    Hup,
    Int,
    Quit,
    Ill,
    Trap,
    Abrt,
    Bus,
    Fpe,
    Kill,
    Usr1,
    Segv,
    Usr2,
    Pipe,
    Alrm,
    Term,
    Chld,
    Cont,
    Stop,
    Tstp,
    Ttin,
    Ttou,
    Urg,
    Xcpu,
    Xfsz,
    Vtalrm,
    Prof,
    Winch,
    Poll,
    Pwr,
    Sys,
}

/// <summary>The two versions of the functions; a few structures differ between them.</summary>
internal enum Snapshot
{
    /// <summary>wasi_unstable, of 2019.</summary>
    Unstable,

    /// <summary>wasi_snapshot_preview1.</summary>
    Preview1,
}
