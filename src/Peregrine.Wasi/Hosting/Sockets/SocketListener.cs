using System.Net.Sockets;

namespace Peregrine.Wasi;

/// <summary>A listener over a .NET socket.</summary>
public sealed class SocketListener : IListener
{
    private readonly Socket _socket;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closed = new();
    private Task<Socket>? _pending;

    /// <summary>Takes over a listening socket.</summary>
    /// <param name="socket">A bound stream socket on which <see cref="Socket.Listen()"/> was called; disposed with this object.</param>
    public SocketListener(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _socket = socket;
    }

    /// <inheritdoc/>
    public bool IsReadable => _pending is { IsCompleted: true } || _socket.Poll(0, SelectMode.SelectRead);

    /// <inheritdoc/>
    public HostError Accept(out IConnection? connection)
    {
        lock (_lock)
        {
            connection = null;
            if (_pending is null)
            {
                if (!_socket.Poll(0, SelectMode.SelectRead))
                {
                    return HostError.WouldBlock;
                }

                _pending = _socket.AcceptAsync(_closed.Token).AsTask();
            }

            if (!_pending.IsCompleted && !_socket.Poll(0, SelectMode.SelectRead))
            {
                return HostError.WouldBlock;
            }

            Task<Socket> accepted = _pending;
            _pending = null;
            connection = new SocketConnection(accepted.GetAwaiter().GetResult());
            return HostError.None;
        }
    }

    /// <inheritdoc/>
    public Task WaitUntilReadableAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            _pending ??= _socket.AcceptAsync(_closed.Token).AsTask();
            return _pending.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed.Cancel();
        _socket.Dispose();
        _closed.Dispose();
    }
}
