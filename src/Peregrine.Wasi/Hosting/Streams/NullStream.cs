namespace Peregrine.Wasi.Hosting.Streams;

/// <summary>An input at its end and an output that forgets.</summary>
internal sealed class NullStream : IInputStream, IOutputStream
{
    public bool IsReadable => true;

    public HostError Read(Span<byte> buffer, CancellationToken cancellation, out int count)
    {
        count = 0;
        return HostError.None;
    }

    public Task WaitUntilReadableAsync(CancellationToken cancellation) => Task.CompletedTask;

    public HostError Write(ReadOnlySpan<byte> buffer) => HostError.None;
}
