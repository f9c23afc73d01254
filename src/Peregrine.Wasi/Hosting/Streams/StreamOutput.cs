namespace Peregrine.Wasi.Hosting.Streams;

/// <summary>Standard output or error into a .NET stream.</summary>
internal sealed class StreamOutput(Stream stream, bool isTerminal) : IOutputStream
{
    private readonly Lock _lock = new();

    public bool IsTerminal => isTerminal;

    public HostError Write(ReadOnlySpan<byte> buffer)
    {
        lock (_lock)
        {
            stream.Write(buffer);
            if (isTerminal)
            {
                stream.Flush();
            }

            return HostError.None;
        }
    }

    public HostError Flush()
    {
        lock (_lock)
        {
            if (stream.CanWrite)
            {
                stream.Flush();
            }

            return HostError.None;
        }
    }
}
