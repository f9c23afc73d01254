namespace Peregrine.Wasi.Preview1.Descriptors;

/// <summary>An open directory with the listing that fd_readdir walks through.</summary>
internal sealed class DirectoryDescriptor(IDirectory directory, Rights baseRights, Rights inheritingRights)
    : Descriptor(FileType.Directory, baseRights, inheritingRights)
{
    private readonly Lock _lock = new();
    private List<DirectoryEntry>? _entries;

    /// <summary>The directory itself.</summary>
    public IDirectory Directory => directory;

    public override HostError GetStatus(out FileStatus status) => directory.GetStatus(out status);

    public override HostError SetTimes(FileTimes times) => directory.SetTimes(times);

    public override HostError Synchronize(bool dataOnly) => directory.Synchronize(dataOnly);

    public override HostError Advise(ulong offset, ulong length, FileAdvice advice) => HostError.BadDescriptor;

    /// <summary>All entries, "." and ".." first. The listing is taken when a guest starts at the beginning, so cookies stay good while entries come and go.</summary>
    public HostError List(bool fromBeginning, out List<DirectoryEntry> entries)
    {
        lock (_lock)
        {
            if (_entries is null || fromBeginning)
            {
                entries = [];
                HostError error = directory.GetStatus(out FileStatus status);
                if (error != HostError.None)
                {
                    return error;
                }

                // The parent's number is not told: of a preopened directory it would lie outside.
                entries.Add(new DirectoryEntry(".", status.Inode, FileType.Directory));
                entries.Add(new DirectoryEntry("..", status.Inode, FileType.Directory));
                error = directory.ReadEntries(entries);
                if (error != HostError.None)
                {
                    return error;
                }

                _entries = entries;
            }

            entries = _entries;
            return HostError.None;
        }
    }

    public override void Dispose() => directory.Dispose();
}
