using System.Text;

namespace Peregrine.Wasi.Preview1;

/// <summary>Paths and names between a guest's memory and .NET.</summary>
internal static class GuestText
{
    private const uint MaximumPathLength = 1 << 16;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a path: UTF-8 without a NUL.</summary>
    public static Errno TryReadPath(GuestMemory memory, GuestArray text, out string path)
    {
        path = "";
        if (!memory.Contains(text.Pointer, text.Length))
        {
            return Errno.Fault;
        }

        if (text.Length > MaximumPathLength)
        {
            return Errno.Nametoolong;
        }

        memory.TryGetSpan(text.Pointer, text.Length, out Span<byte> bytes);
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Errno.Ilseq;
        }

        path = s_strict.GetString(bytes);
        return path.Contains('\0') ? Errno.Inval : Errno.Success;
    }

    /// <summary>The longest beginning of a text that fits, cut between bytes as the caller asked for.</summary>
    public static int WriteTruncated(string text, Span<byte> buffer)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int length = Math.Min(bytes.Length, buffer.Length);
        bytes.AsSpan(0, length).CopyTo(buffer);
        return length;
    }
}
