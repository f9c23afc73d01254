using Microsoft.Win32.SafeHandles;

namespace Peregrine.Wasi.Hosting.Machine;

/// <summary>A directory through .NET's own file API, known by its path.</summary>
/// <remarks>
/// .NET cannot open relative to a handle. Each component is checked not to be a link right before it is used, and a file again after it was
/// opened; another process that swaps a directory for a link between check and use can still lead the operation astray. Where guests share a
/// folder with untrusted processes, use Linux, or a <see cref="MemoryFileSystem"/>.
/// </remarks>
internal sealed class PortableDirectory(string path) : IDirectory
{
    /// <summary>Opens a directory of the machine by its path, which is trusted.</summary>
    public static HostError OpenHost(string path, out IDirectory? directory)
    {
        string full = Path.GetFullPath(path);
        directory = null;
        if (!Directory.Exists(full))
        {
            return File.Exists(full) ? HostError.NotDirectory : HostError.NoEntry;
        }

        directory = new PortableDirectory(Directory.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full);
        return HostError.None;
    }

    public HostError GetStatus(out FileStatus status) => PortableStatus.Get(path, out status);

    public HostError SetTimes(FileTimes times) => Set(path, times);

    public HostError Duplicate(out IDirectory? directory)
    {
        directory = new PortableDirectory(path);
        return HostError.None;
    }

    public HostError Open(string name, FileOpenOptions options, out IFileNode? node)
    {
        node = null;
        HostError error = GetStatus(name, out FileStatus status);
        string full = Path.Combine(path, name);
        if (error == HostError.None)
        {
            if ((options & FileOpenOptions.Exclusive) != 0)
            {
                return HostError.Exists;
            }

            switch (status.Type)
            {
                case FileType.SymbolicLink:
                    return HostError.Loop;
                case FileType.Directory when (options & (FileOpenOptions.Write | FileOpenOptions.Create)) != 0:
                    return HostError.IsDirectory;
                case FileType.Directory:
                    node = new PortableDirectory(full);
                    return HostError.None;
                case var _ when (options & FileOpenOptions.Directory) != 0:
                    return HostError.NotDirectory;
            }
        }
        else if (error != HostError.NoEntry || (options & FileOpenOptions.Create) == 0)
        {
            return error;
        }

        SafeFileHandle handle = File.OpenHandle(full, Mode(options), Access(options), FileShare.ReadWrite | FileShare.Delete);
        if (GetStatus(name, out status) == HostError.None && status.Type == FileType.SymbolicLink)
        {
            handle.Dispose();
            return HostError.Loop;
        }

        if ((options & FileOpenOptions.Truncate) != 0)
        {
            RandomAccess.SetLength(handle, 0);
        }

        node = new PortableFile(handle, full);
        return HostError.None;
    }

    public HostError GetStatus(string name, out FileStatus status)
    {
        status = default;
        return PortableName.IsValid(name) ? PortableStatus.Get(Path.Combine(path, name), out status) : HostError.InvalidSequence;
    }

    public HostError SetTimes(string name, FileTimes times)
    {
        HostError error = GetStatus(name, out FileStatus status);
        return error != HostError.None ? error
            : status.Type == FileType.SymbolicLink ? HostError.NotSupported
            : Set(Path.Combine(path, name), times);
    }

    public HostError ReadEntries(IList<DirectoryEntry> entries)
    {
        foreach (FileSystemInfo info in new DirectoryInfo(path).EnumerateFileSystemInfos())
        {
            entries.Add(new DirectoryEntry(info.Name, PortableStatus.Inode(Path.Combine(path, info.Name)), PortableStatus.TypeOf(info, info.Attributes)));
        }

        return HostError.None;
    }

    public HostError ReadLink(string name, out string target)
    {
        HostError error = GetStatus(name, out FileStatus status);
        target = "";
        if (error != HostError.None || status.Type != FileType.SymbolicLink)
        {
            return error != HostError.None ? error : HostError.InvalidArgument;
        }

        string link = new FileInfo(Path.Combine(path, name)).LinkTarget ?? "";
        target = !OperatingSystem.IsWindows() ? link : Path.IsPathRooted(link) ? "/" : link.Replace('\\', '/');
        return HostError.None;
    }

    public HostError CreateDirectory(string name)
    {
        HostError error = CheckAbsent(name);
        if (error == HostError.None)
        {
            Directory.CreateDirectory(Path.Combine(path, name));
        }

        return error;
    }

    public HostError CreateSymbolicLink(string name, string target)
    {
        HostError error = CheckAbsent(name);
        if (error == HostError.None)
        {
            string hostTarget = OperatingSystem.IsWindows() ? target.Replace('/', '\\') : target;
            File.CreateSymbolicLink(Path.Combine(path, name), hostTarget);
        }

        return error;
    }

    public HostError CreateHardLink(string name, IDirectory newDirectory, string newName) => HostError.NotSupported;

    /// <remarks>Not atomic where a directory replaces an empty one.</remarks>
    public HostError Rename(string name, IDirectory newDirectory, string newName)
    {
        if (newDirectory is not PortableDirectory target)
        {
            return HostError.CrossDevice;
        }

        HostError error = GetStatus(name, out FileStatus source);
        if (error != HostError.None)
        {
            return error;
        }

        error = target.GetStatus(newName, out FileStatus replaced);
        bool replaces = error == HostError.None;
        if (error is not (HostError.None or HostError.NoEntry))
        {
            return error;
        }

        string from = Path.Combine(path, name);
        string to = target.PathOf(newName);
        if (source.Type != FileType.Directory)
        {
            if (replaces && replaced.Type == FileType.Directory)
            {
                return HostError.IsDirectory;
            }

            File.Move(from, to, overwrite: true);
            return HostError.None;
        }

        if (replaces && replaced.Type != FileType.Directory)
        {
            return HostError.NotDirectory;
        }

        if (replaces && from != to)
        {
            error = target.RemoveDirectory(newName);
            if (error != HostError.None)
            {
                return error;
            }
        }

        if (from != to)
        {
            Directory.Move(from, to);
        }

        return HostError.None;
    }

    public HostError RemoveDirectory(string name)
    {
        HostError error = GetStatus(name, out FileStatus status);
        if (error != HostError.None || status.Type != FileType.Directory)
        {
            return error != HostError.None ? error : HostError.NotDirectory;
        }

        string full = Path.Combine(path, name);
        if (Directory.EnumerateFileSystemEntries(full).GetEnumerator().MoveNext())
        {
            return HostError.DirectoryNotEmpty;
        }

        Directory.Delete(full, recursive: false);
        return HostError.None;
    }

    public HostError RemoveFile(string name)
    {
        HostError error = GetStatus(name, out FileStatus status);
        if (error != HostError.None || status.Type == FileType.Directory)
        {
            return error != HostError.None ? error : HostError.IsDirectory;
        }

        string full = Path.Combine(path, name);
        if (OperatingSystem.IsWindows() && (File.GetAttributes(full) & FileAttributes.Directory) != 0)
        {
            // A link to a directory is removed as a directory.
            Directory.Delete(full, recursive: false);
        }
        else
        {
            File.Delete(full);
        }

        return HostError.None;
    }

    /// <summary>Nothing to close: no handle is held.</summary>
    public void Dispose()
    {
    }

    private static FileMode Mode(FileOpenOptions options) =>
        (options & FileOpenOptions.Exclusive) != 0 ? FileMode.CreateNew
        : (options & FileOpenOptions.Create) != 0 ? FileMode.OpenOrCreate
        : FileMode.Open;

    private static FileAccess Access(FileOpenOptions options) => (options & (FileOpenOptions.Read | FileOpenOptions.Write)) switch
    {
        FileOpenOptions.Write => FileAccess.Write,
        FileOpenOptions.Read | FileOpenOptions.Write => FileAccess.ReadWrite,
        _ when (options & FileOpenOptions.Create) != 0 => FileAccess.ReadWrite,
        _ => FileAccess.Read,
    };

    private static HostError Set(string full, FileTimes times)
    {
        if (times.AccessTime is { } access)
        {
            File.SetLastAccessTimeUtc(full, PortableStatus.Time(access));
        }

        if (times.ModificationTime is { } modification)
        {
            File.SetLastWriteTimeUtc(full, PortableStatus.Time(modification));
        }

        return HostError.None;
    }

    private string PathOf(string name) => Path.Combine(path, name);

    private HostError CheckAbsent(string name)
    {
        HostError error = GetStatus(name, out _);
        return error == HostError.None ? HostError.Exists : error == HostError.NoEntry ? HostError.None : error;
    }
}
