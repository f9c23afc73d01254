namespace Peregrine.Wasi.Hosting.Streams;

/// <summary>Collects small writes before an output stream, but none for longer than a reader would notice.</summary>
internal sealed class BufferedOutput : IOutputStream
{
    private const int LongestDelayMilliseconds = 20;

    private readonly IOutputStream _output;
    private readonly Lock _lock = new();
    private readonly byte[] _buffer;
    private readonly Timer _timer;
    private int _count;
    private HostError _late;

    public BufferedOutput(IOutputStream output, int capacity)
    {
        _output = output;
        _buffer = new byte[capacity];
        _timer = new Timer(static state => ((BufferedOutput)state!).FlushLate(), this, Timeout.Infinite, Timeout.Infinite);
    }

    public HostError Write(ReadOnlySpan<byte> buffer)
    {
        lock (_lock)
        {
            if (_late != HostError.None)
            {
                return TakeLateError();
            }

            if (buffer.Length > _buffer.Length - _count)
            {
                HostError error = FlushBuffer();
                if (error != HostError.None || buffer.Length >= _buffer.Length)
                {
                    return error != HostError.None ? error : _output.Write(buffer);
                }
            }

            if (_count == 0 && buffer.Length > 0)
            {
                _timer.Change(LongestDelayMilliseconds, Timeout.Infinite);
            }

            buffer.CopyTo(_buffer.AsSpan(_count));
            _count += buffer.Length;
            return HostError.None;
        }
    }

    public HostError Flush()
    {
        lock (_lock)
        {
            HostError error = _late != HostError.None ? TakeLateError() : FlushBuffer();
            return error != HostError.None ? error : _output.Flush();
        }
    }

    /// <summary>Flushes from the timer; an error is told to the next write.</summary>
    private void FlushLate()
    {
        lock (_lock)
        {
            try
            {
                _late = FlushBuffer();
            }
            catch (Exception exception) when (ExceptionErrors.IsGuestError(exception))
            {
                _late = ExceptionErrors.From(exception);
            }
        }
    }

    private HostError FlushBuffer()
    {
        int count = _count;
        _count = 0;
        return count == 0 ? HostError.None : _output.Write(_buffer.AsSpan(0, count));
    }

    private HostError TakeLateError()
    {
        HostError error = _late;
        _late = HostError.None;
        return error;
    }
}
