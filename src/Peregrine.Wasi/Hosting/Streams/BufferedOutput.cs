namespace Peregrine.Wasi.Hosting.Streams;

/// <summary>Collects small writes before an output stream.</summary>
internal sealed class BufferedOutput(IOutputStream output, int capacity) : IOutputStream
{
    private readonly Lock _lock = new();
    private readonly byte[] _buffer = new byte[capacity];
    private int _count;

    public HostError Write(ReadOnlySpan<byte> buffer)
    {
        lock (_lock)
        {
            if (buffer.Length > _buffer.Length - _count)
            {
                HostError error = FlushBuffer();
                if (error != HostError.None || buffer.Length >= _buffer.Length)
                {
                    return error != HostError.None ? error : output.Write(buffer);
                }
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
            HostError error = FlushBuffer();
            return error != HostError.None ? error : output.Flush();
        }
    }

    private HostError FlushBuffer()
    {
        int count = _count;
        _count = 0;
        return count == 0 ? HostError.None : output.Write(_buffer.AsSpan(0, count));
    }
}
