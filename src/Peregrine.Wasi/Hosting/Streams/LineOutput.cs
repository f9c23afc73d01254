using System.Text;

namespace Peregrine.Wasi.Hosting.Streams;

/// <summary>An output stream that calls back for every line.</summary>
internal sealed class LineOutput(Action<string> callback, int maximumLength) : IOutputStream
{
    private readonly Lock _lock = new();
    private readonly List<byte> _line = [];

    public HostError Write(ReadOnlySpan<byte> buffer)
    {
        lock (_lock)
        {
            foreach (byte value in buffer)
            {
                if (value == '\n')
                {
                    Emit();
                    continue;
                }

                _line.Add(value);
                if (_line.Count >= maximumLength)
                {
                    Emit();
                }
            }

            return HostError.None;
        }
    }

    public HostError Flush()
    {
        lock (_lock)
        {
            if (_line.Count > 0)
            {
                Emit();
            }

            return HostError.None;
        }
    }

    private void Emit()
    {
        string text = Encoding.UTF8.GetString(_line.ToArray());
        _line.Clear();
        callback(text.EndsWith('\r') ? text[..^1] : text);
    }
}
