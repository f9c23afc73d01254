using System.Net.Sockets;
using System.Security;
using Peregrine.Wasi.Hosting.Machine;

namespace Peregrine.Wasi.Hosting;

/// <summary>Exceptions of .NET's files, streams and sockets as errors of the host layer.</summary>
internal static class ExceptionErrors
{
    /// <summary>Whether an exception that came out of the host layer is an error of the guest rather than a defect of the host.</summary>
    public static bool IsGuestError(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or ObjectDisposedException or SocketException or SecurityException;

    /// <summary>The nearest error.</summary>
    public static HostError From(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException or DriveNotFoundException => HostError.NoEntry,
        PathTooLongException => HostError.NameTooLong,
        EndOfStreamException => HostError.InputOutput,
        IOException { InnerException: SocketException socket } => From(socket),
        IOException io => FromIO(io),
        UnauthorizedAccessException or SecurityException => HostError.AccessDenied,
        ObjectDisposedException => HostError.BadDescriptor,
        NotSupportedException => HostError.NotSupported,
        SocketException socket => socket.SocketErrorCode switch
        {
            SocketError.WouldBlock or SocketError.TryAgain or SocketError.IOPending => HostError.WouldBlock,
            SocketError.ConnectionReset => HostError.ConnectionReset,
            SocketError.ConnectionAborted => HostError.ConnectionAborted,
            SocketError.Shutdown => HostError.BrokenPipe,
            SocketError.NotConnected => HostError.NotConnected,
            SocketError.TooManyOpenSockets => HostError.TooManyOpenFiles,
            SocketError.InvalidArgument => HostError.InvalidArgument,
            SocketError.OperationNotSupported => HostError.NotSupported,
            _ => HostError.InputOutput,
        },
        _ => HostError.InputOutput,
    };

    private static HostError FromIO(IOException exception)
    {
        const int Win32 = unchecked((int)0x80070000);
        if ((exception.HResult & unchecked((int)0xFFFF0000)) == Win32)
        {
            return (exception.HResult & 0xFFFF) switch
            {
                2 or 3 => HostError.NoEntry,
                4 => HostError.TooManyOpenFiles,
                5 => HostError.AccessDenied,
                17 => HostError.CrossDevice,
                19 => HostError.ReadOnly,
                32 or 33 => HostError.Busy,
                39 or 112 => HostError.NoSpace,
                80 or 183 => HostError.Exists,
                109 or 232 => HostError.BrokenPipe,
                123 => HostError.InvalidArgument,
                145 => HostError.DirectoryNotEmpty,
                206 => HostError.NameTooLong,
                223 => HostError.FileTooLarge,
                267 => HostError.NotDirectory,
                _ => HostError.InputOutput,
            };
        }

        return !OperatingSystem.IsWindows() && exception.HResult is > 0 and < 256 ? UnixErrors.From(exception.HResult) : HostError.InputOutput;
    }
}
