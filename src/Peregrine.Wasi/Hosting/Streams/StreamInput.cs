namespace Peregrine.Wasi.Hosting.Streams;

/// <summary>Standard input from a .NET stream.</summary>
/// <remarks>
/// A .NET stream cannot tell whether it has data, so waiting for readability and waiting cancellably both start a read into a buffer on the
/// thread pool; what it brings is served by the next reads.
/// </remarks>
internal sealed class StreamInput(Stream stream, bool isTerminal) : IInputStream
{
    private const int BufferSize = 16384;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Lock _pendingLock = new();
    private byte[]? _buffer;
    private Task<int>? _pending;
    private int _taken;

    public bool IsTerminal => isTerminal;

    public bool IsReadable => stream.CanSeek || Pending().IsCompleted;

    public HostError Read(Span<byte> buffer, CancellationToken cancellation, out int count)
    {
        count = 0;
        if (buffer.Length == 0)
        {
            return HostError.None;
        }

        _gate.Wait(cancellation);
        try
        {
            if (_pending is null && (stream.CanSeek || !cancellation.CanBeCanceled))
            {
                count = stream.Read(buffer);
                return HostError.None;
            }

            Task<int> pending = Pending();
            Wait(pending, cancellation);
            count = Take(pending, buffer);
            return HostError.None;
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task WaitUntilReadableAsync(CancellationToken cancellation)
    {
        Task pending = stream.CanSeek ? Task.CompletedTask : Pending();
        return pending.ContinueWith(static _ => { }, cancellation, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static void Wait(Task pending, CancellationToken cancellation)
    {
        try
        {
            pending.Wait(cancellation);
        }
        catch (AggregateException)
        {
            // Take throws the error itself.
        }
    }

    /// <summary>The read under way, started if there is none.</summary>
    private Task<int> Pending()
    {
        lock (_pendingLock)
        {
            if (_pending is null)
            {
                byte[] buffer = _buffer ??= new byte[BufferSize];
                _taken = 0;
                _pending = Task.Run(() => stream.ReadAsync(buffer, 0, buffer.Length));
            }

            return _pending;
        }
    }

    private int Take(Task<int> pending, Span<byte> buffer)
    {
        lock (_pendingLock)
        {
            if (!pending.IsCompletedSuccessfully)
            {
                _pending = null;
            }

            int available = pending.GetAwaiter().GetResult() - _taken;
            int count = Math.Min(available, buffer.Length);
            _buffer.AsSpan(_taken, count).CopyTo(buffer);
            _taken += count;
            if (count == available)
            {
                _pending = null;
            }

            return count;
        }
    }
}
