using Microsoft.Win32.SafeHandles;

namespace Peregrine.Wasi.Hosting.Machine;

/// <summary>An open file through .NET's own file API.</summary>
internal sealed class PortableFile(SafeFileHandle handle, string path) : IFile
{
    private readonly Lock _appendLock = new();
    private readonly ulong _inode = PortableStatus.Inode(path);

    public HostError GetStatus(out FileStatus status)
    {
        ulong modified = PortableStatus.Time(File.GetLastWriteTimeUtc(handle));
        ulong accessed = PortableStatus.Time(File.GetLastAccessTimeUtc(handle));
        status = new FileStatus(1, _inode, FileType.RegularFile, 1, (ulong)RandomAccess.GetLength(handle), accessed, modified, modified);
        return HostError.None;
    }

    public HostError SetTimes(FileTimes times)
    {
        if (times.AccessTime is { } access)
        {
            File.SetLastAccessTimeUtc(handle, PortableStatus.Time(access));
        }

        if (times.ModificationTime is { } modification)
        {
            File.SetLastWriteTimeUtc(handle, PortableStatus.Time(modification));
        }

        return HostError.None;
    }

    public HostError Synchronize(bool dataOnly)
    {
        RandomAccess.FlushToDisk(handle);
        return HostError.None;
    }

    public HostError Read(Span<byte> buffer, ulong offset, out int count)
    {
        count = 0;
        if (offset > long.MaxValue)
        {
            return HostError.InvalidArgument;
        }

        count = RandomAccess.Read(handle, buffer, (long)offset);
        return HostError.None;
    }

    public HostError Write(ReadOnlySpan<byte> buffer, ulong offset, out int count)
    {
        count = 0;
        if (offset > long.MaxValue - (ulong)buffer.Length)
        {
            return HostError.FileTooLarge;
        }

        RandomAccess.Write(handle, buffer, (long)offset);
        count = buffer.Length;
        return HostError.None;
    }

    public HostError Append(ReadOnlySpan<byte> buffer, out int count, out ulong end)
    {
        lock (_appendLock)
        {
            ulong length = (ulong)RandomAccess.GetLength(handle);
            HostError error = Write(buffer, length, out count);
            end = length + (ulong)count;
            return error;
        }
    }

    public HostError SetSize(ulong size)
    {
        if (size > long.MaxValue)
        {
            return HostError.FileTooLarge;
        }

        RandomAccess.SetLength(handle, (long)size);
        return HostError.None;
    }

    public HostError Allocate(ulong offset, ulong length)
    {
        if (length == 0)
        {
            return HostError.InvalidArgument;
        }

        ulong end = offset + length;
        return end < offset || end > long.MaxValue ? HostError.FileTooLarge
            : end > (ulong)RandomAccess.GetLength(handle) ? SetSize(end)
            : HostError.None;
    }

    public void Dispose() => handle.Dispose();
}
