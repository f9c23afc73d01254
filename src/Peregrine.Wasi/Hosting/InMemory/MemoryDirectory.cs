namespace Peregrine.Wasi.Hosting.InMemory;

/// <summary>A directory of an in-memory file system; it is its own handle.</summary>
internal sealed class MemoryDirectory : MemoryNode, IDirectory
{
    private readonly Dictionary<string, MemoryNode> _entries = new(StringComparer.Ordinal);
    private MemoryDirectory? _parent;
    private bool _removed;

    public MemoryDirectory(MemoryFileSystem system, MemoryDirectory? parent)
        : base(system)
    {
        _parent = parent;
        LinkCount = 2;
    }

    public override FileType Type => FileType.Directory;

    public override ulong Size => (ulong)_entries.Count;

    private Lock Lock => System.Lock;

    public HostError GetStatus(out FileStatus status)
    {
        lock (Lock)
        {
            status = Status;
            return HostError.None;
        }
    }

    HostError IFileNode.SetTimes(FileTimes times)
    {
        lock (Lock)
        {
            SetTimes(times);
            return HostError.None;
        }
    }

    public HostError Duplicate(out IDirectory? directory)
    {
        directory = this;
        return HostError.None;
    }

    public HostError Open(string name, FileOpenOptions options, out IFileNode? node)
    {
        lock (Lock)
        {
            node = null;
            if (!_entries.TryGetValue(name, out MemoryNode? found))
            {
                if ((options & FileOpenOptions.Create) == 0)
                {
                    return HostError.NoEntry;
                }

                var created = new MemoryFile(System);
                HostError error = Add(name, created);
                node = error == HostError.None ? new MemoryFileHandle(created, options) : null;
                return error;
            }

            if ((options & FileOpenOptions.Exclusive) != 0)
            {
                return HostError.Exists;
            }

            switch (found)
            {
                case MemoryLink:
                    return HostError.Loop;
                case MemoryDirectory directory when (options & (FileOpenOptions.Write | FileOpenOptions.Create)) == 0:
                    node = directory;
                    return HostError.None;
                case MemoryDirectory:
                    return HostError.IsDirectory;
                case var _ when (options & FileOpenOptions.Directory) != 0:
                    return HostError.NotDirectory;
            }

            var file = (MemoryFile)found;
            if ((options & FileOpenOptions.Truncate) != 0)
            {
                file.Data.SetLength(0);
                file.Touch();
            }

            node = new MemoryFileHandle(file, options);
            return HostError.None;
        }
    }

    public HostError GetStatus(string name, out FileStatus status)
    {
        lock (Lock)
        {
            HostError error = Find(name, out MemoryNode node);
            status = error == HostError.None ? node.Status : default;
            return error;
        }
    }

    public HostError SetTimes(string name, FileTimes times)
    {
        lock (Lock)
        {
            HostError error = Find(name, out MemoryNode node);
            if (error == HostError.None)
            {
                node.SetTimes(times);
            }

            return error;
        }
    }

    public HostError ReadEntries(IList<DirectoryEntry> entries)
    {
        lock (Lock)
        {
            foreach (var (name, node) in _entries)
            {
                entries.Add(new DirectoryEntry(name, node.Inode, node.Type));
            }

            return HostError.None;
        }
    }

    public HostError ReadLink(string name, out string target)
    {
        lock (Lock)
        {
            HostError error = Find(name, out MemoryNode node);
            target = (node as MemoryLink)?.Target ?? "";
            return error != HostError.None ? error : node is MemoryLink ? HostError.None : HostError.InvalidArgument;
        }
    }

    public HostError CreateDirectory(string name)
    {
        lock (Lock)
        {
            return _entries.ContainsKey(name) ? HostError.Exists : Add(name, new MemoryDirectory(System, this));
        }
    }

    public HostError CreateSymbolicLink(string name, string target)
    {
        lock (Lock)
        {
            return _entries.ContainsKey(name) ? HostError.Exists : Add(name, new MemoryLink(System, target));
        }
    }

    public HostError CreateHardLink(string name, IDirectory newDirectory, string newName)
    {
        lock (Lock)
        {
            HostError error = Find(name, out MemoryNode node);
            return error != HostError.None ? error
                : newDirectory is not MemoryDirectory target || target.System != System ? HostError.CrossDevice
                : target._entries.ContainsKey(newName) ? HostError.Exists
                : node is MemoryDirectory ? HostError.NotPermitted
                : target.Add(newName, node);
        }
    }

    public HostError Rename(string name, IDirectory newDirectory, string newName)
    {
        lock (Lock)
        {
            HostError error = Find(name, out MemoryNode node);
            if (error != HostError.None)
            {
                return error;
            }

            if (newDirectory is not MemoryDirectory target || target.System != System)
            {
                return HostError.CrossDevice;
            }

            if (target._removed || !ComponentName.IsValid(newName))
            {
                return HostError.NoEntry;
            }

            for (MemoryDirectory? above = target; node is MemoryDirectory && above is not null; above = above._parent)
            {
                if (above == node)
                {
                    return HostError.InvalidArgument;
                }
            }

            if (target._entries.TryGetValue(newName, out MemoryNode? replaced))
            {
                if (replaced == node)
                {
                    return HostError.None;
                }

                error = (node, replaced) switch
                {
                    (MemoryDirectory, MemoryDirectory { _entries.Count: > 0 }) => HostError.DirectoryNotEmpty,
                    (MemoryDirectory, not MemoryDirectory) => HostError.NotDirectory,
                    (not MemoryDirectory, MemoryDirectory) => HostError.IsDirectory,
                    _ => HostError.None,
                };
                if (error != HostError.None)
                {
                    return error;
                }

                target.Remove(newName, replaced);
            }

            _entries.Remove(name);
            target._entries[newName] = node;
            if (node is MemoryDirectory moved)
            {
                LinkCount--;
                target.LinkCount++;
                moved._parent = target;
            }

            Touch();
            target.Touch();
            return HostError.None;
        }
    }

    public HostError RemoveDirectory(string name)
    {
        lock (Lock)
        {
            HostError error = Find(name, out MemoryNode node);
            error = error != HostError.None ? error
                : node is not MemoryDirectory directory ? HostError.NotDirectory
                : directory._entries.Count > 0 ? HostError.DirectoryNotEmpty
                : HostError.None;
            if (error == HostError.None)
            {
                Remove(name, node);
            }

            return error;
        }
    }

    public HostError RemoveFile(string name)
    {
        lock (Lock)
        {
            HostError error = Find(name, out MemoryNode node);
            if (error == HostError.None && node is MemoryDirectory)
            {
                error = HostError.IsDirectory;
            }

            if (error == HostError.None)
            {
                Remove(name, node);
            }

            return error;
        }
    }

    /// <summary>Nothing to close: the directory lives as long as the file system.</summary>
    public void Dispose()
    {
    }

    private HostError Find(string name, out MemoryNode node) =>
        _entries.TryGetValue(name, out node!) ? HostError.None : HostError.NoEntry;

    private HostError Add(string name, MemoryNode node)
    {
        if (_removed)
        {
            return HostError.NoEntry;
        }

        if (!ComponentName.IsValid(name))
        {
            return HostError.InvalidArgument;
        }

        if (!System.Quota.TryTake(Cost))
        {
            return HostError.NoSpace;
        }

        _entries.Add(name, node);
        if (node is MemoryDirectory)
        {
            LinkCount++;
        }
        else
        {
            node.LinkCount++;
        }

        Touch();
        return HostError.None;
    }

    private void Remove(string name, MemoryNode node)
    {
        _entries.Remove(name);
        System.Quota.Release(Cost);
        if (node is MemoryDirectory directory)
        {
            LinkCount--;
            directory.LinkCount = 0;
            directory._removed = true;
        }
        else
        {
            node.LinkCount--;
            node.ChangeTime = System.Now;
            (node as MemoryFile)?.ReleaseIfUnused();
        }

        Touch();
    }
}
