using System.Text;

namespace Peregrine.Wasi;

/// <summary>An output stream that keeps what a guest writes, for tests. Thread-safe.</summary>
/// <param name="maximumLength">Most bytes to keep; more fails with "no space".</param>
public sealed class CapturedOutput(int maximumLength = int.MaxValue) : IOutputStream
{
    private readonly Lock _lock = new();
    private readonly MemoryStream _content = new();

    /// <summary>What was written so far, read as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(ToArray());

    /// <summary>The bytes written so far.</summary>
    public byte[] ToArray()
    {
        lock (_lock)
        {
            return _content.ToArray();
        }
    }

    /// <inheritdoc/>
    public HostError Write(ReadOnlySpan<byte> buffer)
    {
        lock (_lock)
        {
            if (buffer.Length > maximumLength - _content.Length)
            {
                return HostError.NoSpace;
            }

            _content.Write(buffer);
            return HostError.None;
        }
    }
}
