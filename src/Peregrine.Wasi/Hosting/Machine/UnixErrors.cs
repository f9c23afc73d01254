using System.Runtime.InteropServices;

namespace Peregrine.Wasi.Hosting.Machine;

/// <summary>The error numbers of Unix systems; the low ones are the same everywhere, the others differ between Linux and the BSDs.</summary>
internal static class UnixErrors
{
    public const int Interrupted = 4;

    /// <summary>The error of the last system call of this thread.</summary>
    public static HostError Last() => From(Marshal.GetLastPInvokeError());

    /// <summary>An error number as the host layer names it.</summary>
    public static HostError From(int number) => number switch
    {
        0 => HostError.None,
        1 => HostError.NotPermitted,
        2 => HostError.NoEntry,
        4 => HostError.Interrupted,
        5 => HostError.InputOutput,
        6 or 19 => HostError.NoDevice,
        9 => HostError.BadDescriptor,
        12 => HostError.NoMemory,
        13 => HostError.AccessDenied,
        16 => HostError.Busy,
        17 => HostError.Exists,
        18 => HostError.CrossDevice,
        20 => HostError.NotDirectory,
        21 => HostError.IsDirectory,
        22 => HostError.InvalidArgument,
        23 or 24 => HostError.TooManyOpenFiles,
        26 => HostError.TextBusy,
        27 => HostError.FileTooLarge,
        28 => HostError.NoSpace,
        29 => HostError.InvalidSeek,
        30 => HostError.ReadOnly,
        31 => HostError.TooManyLinks,
        32 => HostError.BrokenPipe,
        _ => OperatingSystem.IsLinux() ? FromLinux(number) : FromBsd(number),
    };

    private static HostError FromLinux(int number) => number switch
    {
        11 => HostError.WouldBlock,
        36 => HostError.NameTooLong,
        38 or 95 => HostError.NotSupported,
        39 => HostError.DirectoryNotEmpty,
        40 => HostError.Loop,
        75 => HostError.Overflow,
        84 => HostError.InvalidSequence,
        103 => HostError.ConnectionAborted,
        104 => HostError.ConnectionReset,
        107 => HostError.NotConnected,
        122 => HostError.QuotaExceeded,
        _ => HostError.InputOutput,
    };

    private static HostError FromBsd(int number) => number switch
    {
        35 => HostError.WouldBlock,
        45 or 78 or 102 => HostError.NotSupported,
        53 => HostError.ConnectionAborted,
        54 => HostError.ConnectionReset,
        57 => HostError.NotConnected,
        62 => HostError.Loop,
        63 => HostError.NameTooLong,
        66 => HostError.DirectoryNotEmpty,
        69 => HostError.QuotaExceeded,
        84 => HostError.Overflow,
        92 => HostError.InvalidSequence,
        _ => HostError.InputOutput,
    };
}
