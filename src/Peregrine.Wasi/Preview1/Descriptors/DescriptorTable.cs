namespace Peregrine.Wasi.Preview1.Descriptors;

/// <summary>File descriptors by number. Looking up takes no lock; opening, closing and renumbering do.</summary>
internal sealed class DescriptorTable(int limit) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<uint, uint> _free = new();
    private volatile Descriptor?[] _descriptors = new Descriptor?[16];
    private uint _end;

    /// <summary>Looks up a descriptor and checks its rights.</summary>
    public Errno Find(uint fd, Rights needed, out Descriptor descriptor)
    {
        Descriptor?[] descriptors = _descriptors;
        descriptor = (fd < (uint)descriptors.Length ? Volatile.Read(ref descriptors[fd]) : null)!;
        return descriptor is null ? Errno.Badf
            : (descriptor.BaseRights & needed) != needed ? Missing(descriptor, needed)
            : Errno.Success;
    }

    /// <summary>Gives a descriptor the lowest free number.</summary>
    public Errno Add(Descriptor descriptor, out uint fd)
    {
        lock (_lock)
        {
            if (!_free.TryDequeue(out fd, out _))
            {
                if (_end >= (uint)limit)
                {
                    return Errno.Mfile;
                }

                fd = _end++;
                if (fd >= (uint)_descriptors.Length)
                {
                    var larger = new Descriptor?[_descriptors.Length * 2];
                    _descriptors.CopyTo(larger, 0);
                    _descriptors = larger;
                }
            }

            Volatile.Write(ref _descriptors[fd], descriptor);
            return Errno.Success;
        }
    }

    /// <summary>Closes a descriptor.</summary>
    public Errno Close(uint fd)
    {
        Descriptor? descriptor;
        lock (_lock)
        {
            descriptor = Take(fd);
        }

        descriptor?.Dispose();
        return descriptor is null ? Errno.Badf : Errno.Success;
    }

    /// <summary>Moves a descriptor to the number of another, which is closed.</summary>
    public Errno Renumber(uint from, uint to)
    {
        Descriptor? replaced;
        lock (_lock)
        {
            if (Find(from, Rights.None, out _) != Errno.Success || Find(to, Rights.None, out replaced!) != Errno.Success)
            {
                return Errno.Badf;
            }

            if (from == to)
            {
                return Errno.Success;
            }

            Volatile.Write(ref _descriptors[to], Take(from));
        }

        replaced.Dispose();
        return Errno.Success;
    }

    /// <summary>Closes everything.</summary>
    public void Dispose()
    {
        for (uint fd = 0; fd < _end; fd++)
        {
            Close(fd);
        }
    }

    /// <summary>The error for missing rights; what no descriptor of the kind can do fails as on POSIX.</summary>
    private static Errno Missing(Descriptor descriptor, Rights needed) =>
        descriptor.Type == FileType.Directory
            ? (needed & ~Rights.Directory) != 0 ? Errno.Isdir : Errno.Notcapable
            : (needed & Rights.Directory & ~Rights.File) != 0 ? Errno.Notdir : Errno.Notcapable;

    private Descriptor? Take(uint fd)
    {
        if (fd >= _end)
        {
            return null;
        }

        Descriptor? descriptor = _descriptors[fd];
        if (descriptor is not null)
        {
            Volatile.Write(ref _descriptors[fd], null);
            _free.Enqueue(fd, fd);
        }

        return descriptor;
    }
}
