namespace Peregrine.Wasi;

/// <summary>Where a guest's standard input comes from. Members may be called from several threads at once.</summary>
public interface IInputStream
{
    /// <summary>Whether a person types at the other end.</summary>
    bool IsTerminal => false;

    /// <summary>Whether <see cref="Read"/> would return at once, with bytes or the end.</summary>
    bool IsReadable { get; }

    /// <summary>Waits for at least one byte and reads what there is; a <paramref name="count"/> of 0 means the end, unless the buffer is empty.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled while waiting.</exception>
    HostError Read(Span<byte> buffer, CancellationToken cancellation, out int count);

    /// <summary>Completes once <see cref="IsReadable"/> is true; a failure counts as readable.</summary>
    Task WaitUntilReadableAsync(CancellationToken cancellation);
}
