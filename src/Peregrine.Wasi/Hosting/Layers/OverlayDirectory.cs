namespace Peregrine.Wasi.Hosting.Layers;

/// <summary>A directory of an overlay: that of the upper layer, if it is there, and those of the lower layers.</summary>
/// <remarks>
/// A name of the upper layer hides those below, except that directories are merged. What is removed is hidden below by the
/// <see cref="OverlayNode"/>. Changes first create the directory in the upper layer, along <see cref="_path"/> from the root.
/// </remarks>
internal sealed class OverlayDirectory : IDirectory
{
    private readonly OverlayRoot _root;
    private readonly OverlayNode _node;
    private readonly string[] _path;
    private readonly IDirectory[] _lowers;
    private IDirectory? _upper;

    private OverlayDirectory(OverlayRoot root, OverlayNode node, string[] path, IDirectory? upper, IDirectory[] lowers)
    {
        _root = root;
        _node = node;
        _path = path;
        _upper = upper;
        _lowers = lowers;
    }

    private IDirectory Top => _upper ?? _lowers[0];

    /// <summary>The root of a new overlay; the layers stay the caller's.</summary>
    public static OverlayDirectory CreateRoot(IDirectory upper, IDirectory[] lowers) =>
        new(new OverlayRoot(upper), new OverlayNode(), [], Own(upper), [.. lowers.Select(Own)]);

    public HostError GetStatus(out FileStatus status) => Top.GetStatus(out status);

    public HostError Synchronize(bool dataOnly) => _upper?.Synchronize(dataOnly) ?? HostError.None;

    public HostError SetTimes(FileTimes times)
    {
        HostError error = EnsureUpper(out IDirectory upper);
        return error != HostError.None ? error : upper.SetTimes(times);
    }

    public HostError Duplicate(out IDirectory? directory)
    {
        directory = new OverlayDirectory(_root, _node, _path, _upper is null ? null : Own(_upper), [.. _lowers.Select(Own)]);
        return HostError.None;
    }

    public HostError Open(string name, FileOpenOptions options, out IFileNode? node)
    {
        node = null;
        lock (_root.Lock)
        {
            IDirectory? layer = Find(name, out FileStatus status);
            if (layer is null)
            {
                return (options & FileOpenOptions.Create) == 0 ? HostError.NoEntry
                    : EnsureUpper(out IDirectory upper) is var error && error != HostError.None ? error
                    : upper.Open(name, options, out node);
            }

            if ((options & FileOpenOptions.Exclusive) != 0)
            {
                return HostError.Exists;
            }

            switch (status.Type)
            {
                case FileType.SymbolicLink:
                    return HostError.Loop;
                case FileType.Directory:
                    return (options & (FileOpenOptions.Write | FileOpenOptions.Create)) != 0 ? HostError.IsDirectory : Merge(name, out node);
            }

            if ((options & FileOpenOptions.Directory) != 0)
            {
                return HostError.NotDirectory;
            }

            if ((options & FileOpenOptions.Write) != 0 && layer != _upper)
            {
                HostError error = OverlayCopy.CopyUp(layer, name, status, Ensure, (options & FileOpenOptions.Truncate) == 0);
                if (error != HostError.None)
                {
                    return error;
                }

                layer = _upper!;
            }

            return layer.Open(name, options & ~FileOpenOptions.Create, out node);
        }
    }

    public HostError GetStatus(string name, out FileStatus status)
    {
        lock (_root.Lock)
        {
            return Find(name, out status) is null ? HostError.NoEntry : HostError.None;
        }
    }

    public HostError ReadEntries(IList<DirectoryEntry> entries)
    {
        lock (_root.Lock)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (IDirectory layer in Layers())
            {
                var found = new List<DirectoryEntry>();
                HostError error = layer.ReadEntries(found);
                if (error != HostError.None)
                {
                    return error;
                }

                foreach (DirectoryEntry entry in found)
                {
                    if ((layer == _upper || !_node.IsHidden(entry.Name)) && seen.Add(entry.Name))
                    {
                        entries.Add(entry);
                    }
                }
            }

            return HostError.None;
        }
    }

    public HostError ReadLink(string name, out string target)
    {
        lock (_root.Lock)
        {
            target = "";
            return Find(name, out _) is { } layer ? layer.ReadLink(name, out target) : HostError.NoEntry;
        }
    }

    public HostError SetTimes(string name, FileTimes times)
    {
        lock (_root.Lock)
        {
            HostError error = CopyUp(name, out _);
            return error != HostError.None ? error : _upper!.SetTimes(name, times);
        }
    }

    public HostError CreateDirectory(string name) => Create(name, upper => upper.CreateDirectory(name));

    public HostError CreateSymbolicLink(string name, string target) => Create(name, upper => upper.CreateSymbolicLink(name, target));

    public HostError CreateHardLink(string name, IDirectory newDirectory, string newName)
    {
        if (newDirectory is not OverlayDirectory target || target._root != _root)
        {
            return HostError.CrossDevice;
        }

        lock (_root.Lock)
        {
            HostError error = CopyUp(name, out FileStatus status);
            return error != HostError.None ? error
                : status.Type == FileType.Directory ? HostError.NotPermitted
                : target.Create(newName, upper => _upper!.CreateHardLink(name, upper, newName));
        }
    }

    public HostError Rename(string name, IDirectory newDirectory, string newName)
    {
        if (newDirectory is not OverlayDirectory target || target._root != _root)
        {
            return HostError.CrossDevice;
        }

        lock (_root.Lock)
        {
            IDirectory? layer = Find(name, out FileStatus status);
            if (layer is null)
            {
                return HostError.NoEntry;
            }

            bool isDirectory = status.Type == FileType.Directory;
            if (isDirectory && (layer != _upper || IsBelow(name)))
            {
                return HostError.CrossDevice;
            }

            bool replaces = target.Find(newName, out FileStatus replaced) is not null;
            bool replacesDirectory = replaces && replaced.Type == FileType.Directory;
            HostError error = replaces && isDirectory != replacesDirectory ? isDirectory ? HostError.NotDirectory : HostError.IsDirectory
                : replacesDirectory && (status.Device, status.Inode) != (replaced.Device, replaced.Inode) ? target.RemoveDirectory(newName)
                : HostError.None;
            error = error == HostError.None ? CopyUp(name, out _) : error;
            error = error == HostError.None ? target.EnsureUpper(out _) : error;
            error = error == HostError.None ? _upper!.Rename(name, target._upper!, newName) : error;
            if (error == HostError.None && (this != target || name != newName))
            {
                // What lies below the old name shows no more; below the new name nothing shows that was hidden or replaced.
                target._node.SetHidden(newName, target.IsBelow(newName));
                _node.SetHidden(name, IsBelow(name));
            }

            return error;
        }
    }

    public HostError RemoveDirectory(string name)
    {
        lock (_root.Lock)
        {
            if (Find(name, out FileStatus status) is null)
            {
                return HostError.NoEntry;
            }

            if (status.Type != FileType.Directory)
            {
                return HostError.NotDirectory;
            }

            HostError error = Merge(name, out IFileNode? node);
            if (error != HostError.None)
            {
                return error;
            }

            var entries = new List<DirectoryEntry>();
            using (node)
            {
                error = ((IDirectory)node!).ReadEntries(entries);
            }

            return error != HostError.None ? error
                : entries.Count > 0 ? HostError.DirectoryNotEmpty
                : Remove(name, static (upper, name) => upper.RemoveDirectory(name));
        }
    }

    public HostError RemoveFile(string name)
    {
        lock (_root.Lock)
        {
            return Find(name, out FileStatus status) is null ? HostError.NoEntry
                : status.Type == FileType.Directory ? HostError.IsDirectory
                : Remove(name, static (upper, name) => upper.RemoveFile(name));
        }
    }

    public void Dispose()
    {
        foreach (IDirectory layer in Layers())
        {
            layer.Dispose();
        }
    }

    private static IDirectory Own(IDirectory layer)
    {
        HostError error = layer.Duplicate(out IDirectory? own);
        return error == HostError.None ? own! : throw new IOException($"cannot open a layer: {error}");
    }

    private IEnumerable<IDirectory> Layers() => _upper is null ? _lowers : _lowers.Prepend(_upper);

    /// <summary>The layer that shows a name.</summary>
    private IDirectory? Find(string name, out FileStatus status)
    {
        foreach (IDirectory layer in Layers())
        {
            if ((layer == _upper || !_node.IsHidden(name)) && layer.GetStatus(name, out status) == HostError.None)
            {
                return layer;
            }
        }

        status = default;
        return null;
    }

    /// <summary>Whether a lower layer has the name, hidden or not.</summary>
    private bool IsBelow(string name) => _lowers.Any(lower => lower.GetStatus(name, out _) == HostError.None);

    /// <summary>Opens the directories of that name in all layers as one.</summary>
    private HostError Merge(string name, out IFileNode? node)
    {
        IDirectory? upper = null;
        var lowers = new List<IDirectory>();
        foreach (IDirectory layer in Layers())
        {
            if (layer != _upper && _node.IsHidden(name))
            {
                break;
            }

            HostError error = layer.Open(name, FileOpenOptions.Directory | FileOpenOptions.Read, out IFileNode? opened);
            if (error == HostError.NoEntry)
            {
                continue;
            }

            if (opened is not IDirectory directory)
            {
                // A file hides what lies further down.
                opened?.Dispose();
                break;
            }

            if (layer == _upper)
            {
                upper = directory;
            }
            else
            {
                lowers.Add(directory);
            }
        }

        bool found = upper is not null || lowers.Count > 0;
        node = found ? new OverlayDirectory(_root, _node.Child(name), [.. _path, name], upper, [.. lowers]) : null;
        return found ? HostError.None : HostError.NoEntry;
    }

    private HostError Create(string name, Func<IDirectory, HostError> create)
    {
        lock (_root.Lock)
        {
            if (Find(name, out _) is not null)
            {
                return HostError.Exists;
            }

            HostError error = EnsureUpper(out IDirectory upper);
            return error != HostError.None ? error : create(upper);
        }
    }

    private HostError Remove(string name, Func<IDirectory, string, HostError> remove)
    {
        HostError error = _upper is not null && _upper.GetStatus(name, out _) == HostError.None ? remove(_upper, name) : HostError.None;
        if (error == HostError.None)
        {
            _node.SetHidden(name, IsBelow(name));
        }

        return error;
    }

    private HostError CopyUp(string name, out FileStatus status)
    {
        IDirectory? layer = Find(name, out status);
        return layer is null ? HostError.NoEntry
            : layer == _upper ? HostError.None
            : OverlayCopy.CopyUp(layer, name, status, Ensure, withData: true);
    }

    private (HostError Error, IDirectory? Upper) Ensure() => (EnsureUpper(out IDirectory upper), upper);

    /// <summary>Creates this directory in the upper layer, and those above it.</summary>
    private HostError EnsureUpper(out IDirectory upper)
    {
        lock (_root.Lock)
        {
            if (_upper is null)
            {
                IDirectory current = Own(_root.Upper);
                foreach (string name in _path)
                {
                    HostError error = current.CreateDirectory(name);
                    IFileNode? next = null;
                    error = error is HostError.None or HostError.Exists ? current.Open(name, FileOpenOptions.Directory | FileOpenOptions.Read, out next) : error;
                    current.Dispose();
                    if (error != HostError.None)
                    {
                        upper = null!;
                        return error;
                    }

                    current = (IDirectory)next!;
                }

                _upper = current;
            }

            upper = _upper;
            return HostError.None;
        }
    }
}
