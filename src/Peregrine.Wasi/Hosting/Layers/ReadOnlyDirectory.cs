namespace Peregrine.Wasi.Hosting.Layers;

/// <summary>A view of a directory through which nothing can be changed.</summary>
internal sealed class ReadOnlyDirectory(IDirectory inner) : IDirectory
{
    public HostError GetStatus(out FileStatus status) => inner.GetStatus(out status);

    public HostError Duplicate(out IDirectory? directory) => Wrap(inner.Duplicate(out IDirectory? opened), opened, out directory);

    public HostError OpenDirectory(string name, out IDirectory? directory) =>
        Wrap(inner.OpenDirectory(name, out IDirectory? opened), opened, out directory);

    public HostError Open(string name, FileOpenOptions options, out IFileNode? node)
    {
        node = null;
        bool exists = inner.GetStatus(name, out FileStatus status) == HostError.None;
        if ((options & FileOpenOptions.Exclusive) != 0 && exists)
        {
            return HostError.Exists;
        }

        if (exists && status.Type == FileType.SymbolicLink)
        {
            return HostError.Loop;
        }

        bool writes = (options & (FileOpenOptions.Write | FileOpenOptions.Truncate)) != 0;
        if (exists ? writes && status.Type != FileType.Directory : (options & FileOpenOptions.Create) != 0)
        {
            return HostError.ReadOnly;
        }

        // Without Create, so that a file that vanished meanwhile is not made anew.
        HostError error = inner.Open(name, options & ~(FileOpenOptions.Create | FileOpenOptions.Exclusive), out IFileNode? opened);
        node = opened switch
        {
            IDirectory directory => new ReadOnlyDirectory(directory),
            IFile file => new ReadOnlyFile(file),
            _ => null,
        };
        return error;
    }

    public HostError GetStatus(string name, out FileStatus status) => inner.GetStatus(name, out status);

    public HostError ReadEntries(IList<DirectoryEntry> entries) => inner.ReadEntries(entries);

    public HostError ReadLink(string name, out string target) => inner.ReadLink(name, out target);

    public void Dispose() => inner.Dispose();

    private static HostError Wrap(HostError error, IDirectory? opened, out IDirectory? directory)
    {
        directory = opened is null ? null : new ReadOnlyDirectory(opened);
        return error;
    }
}

/// <summary>A view of a file through which nothing can be changed.</summary>
internal sealed class ReadOnlyFile(IFile inner) : IFile
{
    public bool IsSeekable => inner.IsSeekable;

    public HostError GetStatus(out FileStatus status) => inner.GetStatus(out status);

    public HostError Read(Span<byte> buffer, ulong offset, out int count) => inner.Read(buffer, offset, out count);

    public HostError Advise(ulong offset, ulong length, FileAdvice advice) => inner.Advise(offset, length, advice);

    public void Dispose() => inner.Dispose();
}
