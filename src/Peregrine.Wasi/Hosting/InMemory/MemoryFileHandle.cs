namespace Peregrine.Wasi.Hosting.InMemory;

/// <summary>An open handle on a <see cref="MemoryFile"/>.</summary>
internal sealed class MemoryFileHandle : IFile
{
    private readonly MemoryFile _file;
    private readonly FileOpenOptions _options;
    private bool _closed;

    /// <summary>Opens a handle; the caller holds the file system's lock.</summary>
    public MemoryFileHandle(MemoryFile file, FileOpenOptions options)
    {
        _file = file;
        _options = options;
        file.OpenHandles++;
    }

    private Lock Lock => _file.System.Lock;

    public HostError GetStatus(out FileStatus status)
    {
        lock (Lock)
        {
            status = _file.Status;
            return HostError.None;
        }
    }

    public HostError SetTimes(FileTimes times)
    {
        lock (Lock)
        {
            _file.SetTimes(times);
            return HostError.None;
        }
    }

    public HostError Read(Span<byte> buffer, ulong offset, out int count)
    {
        lock (Lock)
        {
            count = 0;
            if (!Allows(FileOpenOptions.Read))
            {
                return HostError.BadDescriptor;
            }

            count = _file.Data.Read(buffer, offset);
            return HostError.None;
        }
    }

    public HostError Write(ReadOnlySpan<byte> buffer, ulong offset, out int count)
    {
        lock (Lock)
        {
            return WriteLocked(buffer, offset, out count);
        }
    }

    public HostError Append(ReadOnlySpan<byte> buffer, out int count, out ulong end)
    {
        lock (Lock)
        {
            HostError error = WriteLocked(buffer, _file.Data.Length, out count);
            end = _file.Data.Length;
            return error;
        }
    }

    public HostError SetSize(ulong size)
    {
        lock (Lock)
        {
            if (!Allows(FileOpenOptions.Write))
            {
                return HostError.InvalidArgument;
            }

            if (size > MemoryFileSystem.MaximumFileSize)
            {
                return HostError.FileTooLarge;
            }

            _file.Data.SetLength(size);
            _file.Touch();
            return HostError.None;
        }
    }

    public HostError Allocate(ulong offset, ulong length)
    {
        lock (Lock)
        {
            if (!Allows(FileOpenOptions.Write))
            {
                return HostError.BadDescriptor;
            }

            if (length == 0)
            {
                return HostError.InvalidArgument;
            }

            if (offset > MemoryFileSystem.MaximumFileSize || length > MemoryFileSystem.MaximumFileSize - offset)
            {
                return HostError.FileTooLarge;
            }

            if (offset + length > _file.Data.Length)
            {
                _file.Data.SetLength(offset + length);
                _file.Touch();
            }

            return HostError.None;
        }
    }

    public void Dispose()
    {
        lock (Lock)
        {
            if (!_closed)
            {
                _closed = true;
                _file.OpenHandles--;
                _file.ReleaseIfUnused();
            }
        }
    }

    private bool Allows(FileOpenOptions access) => !_closed && (_options & access) != 0;

    private HostError WriteLocked(ReadOnlySpan<byte> buffer, ulong offset, out int count)
    {
        count = 0;
        if (!Allows(FileOpenOptions.Write))
        {
            return HostError.BadDescriptor;
        }

        if (buffer.Length == 0)
        {
            return HostError.None;
        }

        if (offset > MemoryFileSystem.MaximumFileSize - (ulong)buffer.Length)
        {
            return HostError.FileTooLarge;
        }

        count = _file.Data.Write(buffer, offset);
        if (count > 0)
        {
            _file.Touch();
        }

        return count > 0 ? HostError.None : HostError.NoSpace;
    }
}
