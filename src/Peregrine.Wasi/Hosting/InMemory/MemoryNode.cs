namespace Peregrine.Wasi.Hosting.InMemory;

/// <summary>A file, directory or symbolic link of an in-memory file system. Its state is guarded by the file system's lock.</summary>
internal abstract class MemoryNode
{
    /// <summary>What one node and its name are charged against the limit, beside a file's data.</summary>
    public const int Cost = 256;

    protected MemoryNode(MemoryFileSystem system)
    {
        System = system;
        Inode = system.NextInode();
        ulong now = system.Now;
        AccessTime = now;
        ModificationTime = now;
        ChangeTime = now;
    }

    public MemoryFileSystem System { get; }

    public ulong Inode { get; }

    public abstract FileType Type { get; }

    public abstract ulong Size { get; }

    public ulong LinkCount { get; set; }

    public ulong AccessTime { get; set; }

    public ulong ModificationTime { get; set; }

    public ulong ChangeTime { get; set; }

    public FileStatus Status => new(System.Device, Inode, Type, LinkCount, Size, AccessTime, ModificationTime, ChangeTime);

    public void SetTimes(FileTimes times)
    {
        AccessTime = times.AccessTime ?? AccessTime;
        ModificationTime = times.ModificationTime ?? ModificationTime;
        ChangeTime = System.Now;
    }

    /// <summary>Notes that the data or the entries changed.</summary>
    public void Touch() => ModificationTime = ChangeTime = System.Now;
}

/// <summary>A symbolic link.</summary>
internal sealed class MemoryLink(MemoryFileSystem system, string target) : MemoryNode(system)
{
    public string Target { get; } = target;

    public override FileType Type => FileType.SymbolicLink;

    public override ulong Size => (ulong)global::System.Text.Encoding.UTF8.GetByteCount(Target);
}

/// <summary>A regular file. Its data outlives its last name as long as a handle is open.</summary>
internal sealed class MemoryFile(MemoryFileSystem system) : MemoryNode(system)
{
    public SparseBytes Data { get; } = new(system.Quota);

    public int OpenHandles { get; set; }

    public override FileType Type => FileType.RegularFile;

    public override ulong Size => Data.Length;

    /// <summary>Gives the storage back once neither a name nor a handle is left.</summary>
    public void ReleaseIfUnused()
    {
        if (LinkCount == 0 && OpenHandles == 0)
        {
            Data.SetLength(0);
        }
    }
}
