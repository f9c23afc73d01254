using System.Net.Sockets;
using Peregrine.Wasi.Hosting;

namespace Peregrine.Wasi;

/// <summary>A connection over a .NET socket.</summary>
public sealed class SocketConnection : IConnection
{
    private readonly Socket _socket;

    /// <summary>Takes over a connected socket and makes it non-blocking.</summary>
    /// <param name="socket">A connected stream socket; disposed with this object.</param>
    public SocketConnection(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _socket = socket;
        socket.Blocking = false;
    }

    /// <inheritdoc/>
    public bool IsReadable => _socket.Poll(0, SelectMode.SelectRead);

    /// <inheritdoc/>
    public bool IsWritable => _socket.Poll(0, SelectMode.SelectWrite);

    /// <inheritdoc/>
    public HostError Receive(Span<byte> buffer, bool peek, out int count)
    {
        count = _socket.Receive(buffer, peek ? SocketFlags.Peek : SocketFlags.None, out SocketError error);
        return From(error);
    }

    /// <inheritdoc/>
    public HostError Send(ReadOnlySpan<byte> buffer, out int count)
    {
        count = _socket.Send(buffer, SocketFlags.None, out SocketError error);
        return From(error);
    }

    /// <inheritdoc/>
    public HostError Shutdown(bool receiving, bool sending)
    {
        if (receiving || sending)
        {
            _socket.Shutdown(receiving && sending ? SocketShutdown.Both : receiving ? SocketShutdown.Receive : SocketShutdown.Send);
        }

        return HostError.None;
    }

    /// <inheritdoc/>
    public async Task WaitUntilReadableAsync(CancellationToken cancellation) =>
        await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task WaitUntilWritableAsync(CancellationToken cancellation)
    {
        // .NET has no asynchronous wait for this; a full send buffer is rare and empties soon.
        while (!IsWritable)
        {
            await Task.Delay(5, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static HostError From(SocketError error) => error == SocketError.Success ? HostError.None : ExceptionErrors.From(new SocketException((int)error));
}
