using System.Buffers.Binary;
using System.Text;
using Peregrine.Wasi.Preview1.Descriptors;

namespace Peregrine.Wasi.Preview1;

/// <summary>fd_readdir.</summary>
internal static class DirectoryFunctions
{
    private const int HeaderSize = 24;

    /// <summary>Writes entries from a cookie on, which is an index; a full buffer, with its last entry cut off, says that there are more.</summary>
    public static Errno FdReaddir(WasiContext context, GuestMemory memory, Descriptor fd, GuestArray buffer, ulong cookie, uint result)
    {
        if (fd is not DirectoryDescriptor directory)
        {
            return Errno.Notdir;
        }

        if (!memory.TryGetSpan(buffer.Pointer, Math.Min(buffer.Length, int.MaxValue), out Span<byte> span)
            || !memory.Contains(buffer.Pointer, buffer.Length) || !memory.Contains(result, 4))
        {
            return Errno.Fault;
        }

        HostError error = directory.List(fromBeginning: cookie == 0, out List<DirectoryEntry> entries);
        if (error != HostError.None)
        {
            return error.ToErrno();
        }

        int used = 0;
        for (ulong i = cookie; i < (ulong)entries.Count && used < span.Length; i++)
        {
            used += WriteEntry(entries[(int)i], i + 1, span[used..]);
        }

        memory.TryWriteUInt32(result, (uint)used);
        return Errno.Success;
    }

    /// <summary>Writes what fits of an entry: a header of 24 bytes and the name without a NUL.</summary>
    private static int WriteEntry(DirectoryEntry entry, ulong next, Span<byte> target)
    {
        int nameLength = Encoding.UTF8.GetByteCount(entry.Name);
        Span<byte> header = stackalloc byte[HeaderSize];
        header.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(header, next);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], entry.Inode);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], (uint)nameLength);
        header[20] = (byte)entry.Type;
        int headerLength = Math.Min(HeaderSize, target.Length);
        header[..headerLength].CopyTo(target);
        target = target[headerLength..];
        if (target.Length >= nameLength)
        {
            return headerLength + Encoding.UTF8.GetBytes(entry.Name, target);
        }

        return headerLength + GuestText.WriteTruncated(entry.Name, target);
    }
}
