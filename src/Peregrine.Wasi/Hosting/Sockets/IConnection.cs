namespace Peregrine.Wasi;

/// <summary>A stream connection that the embedder opened for a guest. Members may be called from several threads at once.</summary>
public interface IConnection : IDisposable
{
    /// <summary>Whether <see cref="Receive"/> would return at once, with bytes, the end or an error.</summary>
    bool IsReadable { get; }

    /// <summary>Whether <see cref="Send"/> would take at least one byte at once.</summary>
    bool IsWritable { get; }

    /// <summary>Receives what there is, without waiting: <see cref="HostError.WouldBlock"/> if there is nothing; a <paramref name="count"/> of 0 means the end.</summary>
    /// <param name="buffer">Where the bytes go; not empty.</param>
    /// <param name="peek">Whether the bytes stay for the next call.</param>
    /// <param name="count">How many bytes were received.</param>
    HostError Receive(Span<byte> buffer, bool peek, out int count);

    /// <summary>Sends as much as possible without waiting: <see cref="HostError.WouldBlock"/> if nothing.</summary>
    HostError Send(ReadOnlySpan<byte> buffer, out int count);

    /// <summary>Closes one or both directions.</summary>
    HostError Shutdown(bool receiving, bool sending);

    /// <summary>Completes once <see cref="IsReadable"/> is true.</summary>
    Task WaitUntilReadableAsync(CancellationToken cancellation);

    /// <summary>Completes once <see cref="IsWritable"/> is true.</summary>
    Task WaitUntilWritableAsync(CancellationToken cancellation);
}

/// <summary>Something that accepts connections, opened by the embedder for a guest. Members may be called from several threads at once.</summary>
public interface IListener : IDisposable
{
    /// <summary>Whether <see cref="Accept"/> would give a connection.</summary>
    bool IsReadable { get; }

    /// <summary>Accepts a connection without waiting: <see cref="HostError.WouldBlock"/> if there is none.</summary>
    HostError Accept(out IConnection? connection);

    /// <summary>Completes once <see cref="IsReadable"/> is true.</summary>
    Task WaitUntilReadableAsync(CancellationToken cancellation);
}
