using System.Text;

namespace Peregrine.Wasi.Hosting.Machine;

/// <summary>An open directory on Linux. Every operation is relative to its handle and follows no link, so no race can lead elsewhere.</summary>
internal sealed unsafe class LinuxDirectory(LinuxHandle handle) : IDirectory
{
    private const uint FileMode = 0x1b6;
    private const uint DirectoryMode = 0x1ff;

    /// <summary>Opens a directory of the machine by its path, which is trusted.</summary>
    public static HostError OpenHost(string path, out IDirectory? directory)
    {
        LinuxHandle handle = LinuxNative.Open(path, LinuxNative.OpenDirectory | LinuxNative.OpenCloseOnExec, 0);
        directory = handle.IsInvalid ? null : new LinuxDirectory(handle);
        return handle.IsInvalid ? UnixErrors.Last() : HostError.None;
    }

    /// <summary>What a system call that gives 0 or -1 reports.</summary>
    public static HostError Result(int result) => result == 0 ? HostError.None : UnixErrors.Last();

    public HostError GetStatus(out FileStatus status) => LinuxNative.Status(handle, "", out status);

    public HostError SetTimes(FileTimes times) => LinuxTimes.Set(handle, null, times);

    public HostError Synchronize(bool dataOnly) => Result(dataOnly ? LinuxNative.SynchronizeData(handle) : LinuxNative.Synchronize(handle));

    public HostError Duplicate(out IDirectory? directory)
    {
        LinuxHandle opened = LinuxNative.OpenAt(handle, ".", LinuxNative.OpenDirectory | LinuxNative.OpenCloseOnExec, 0);
        directory = opened.IsInvalid ? null : new LinuxDirectory(opened);
        return opened.IsInvalid ? UnixErrors.Last() : HostError.None;
    }

    public HostError OpenDirectory(string name, out IDirectory? directory)
    {
        directory = null;
        if (!ComponentName.IsValid(name))
        {
            return HostError.InvalidArgument;
        }

        int flags = LinuxNative.OpenPath | LinuxNative.OpenDirectory | LinuxNative.OpenNoFollow | LinuxNative.OpenCloseOnExec;
        LinuxHandle opened = LinuxNative.OpenAt(handle, name, flags, 0);
        directory = opened.IsInvalid ? null : new LinuxDirectory(opened);
        return opened.IsInvalid ? UnixErrors.Last() : HostError.None;
    }

    public HostError Open(string name, FileOpenOptions options, out IFileNode? node)
    {
        node = null;
        if (!ComponentName.IsValid(name))
        {
            return HostError.InvalidArgument;
        }

        // Non-blocking: opening a pipe must not wait for its other end.
        int flags = LinuxNative.OpenNoFollow | LinuxNative.OpenCloseOnExec | LinuxNative.OpenNonBlocking | LinuxNative.OpenNoControllingTerminal;
        flags |= (options & (FileOpenOptions.Read | FileOpenOptions.Write)) switch
        {
            FileOpenOptions.Write => LinuxNative.OpenWriteOnly,
            FileOpenOptions.Read | FileOpenOptions.Write => LinuxNative.OpenReadWrite,
            _ => LinuxNative.OpenReadOnly,
        };
        flags |= (options & FileOpenOptions.Create) != 0 ? LinuxNative.OpenCreate : 0;
        flags |= (options & FileOpenOptions.Exclusive) != 0 ? LinuxNative.OpenExclusive : 0;
        flags |= (options & FileOpenOptions.Truncate) != 0 ? LinuxNative.OpenTruncate : 0;
        flags |= (options & FileOpenOptions.Directory) != 0 ? LinuxNative.OpenDirectory : 0;

        LinuxHandle opened = LinuxNative.OpenAt(handle, name, flags, FileMode);
        if (opened.IsInvalid)
        {
            return UnixErrors.Last();
        }

        HostError error = LinuxNative.Status(opened, "", out FileStatus status);
        if (error != HostError.None)
        {
            opened.Dispose();
            return error;
        }

        node = status.Type == FileType.Directory
            ? new LinuxDirectory(opened)
            : new LinuxFile(opened, isSeekable: status.Type is FileType.RegularFile or FileType.BlockDevice);
        return HostError.None;
    }

    public HostError GetStatus(string name, out FileStatus status)
    {
        status = default;
        return ComponentName.IsValid(name) ? LinuxNative.Status(handle, name, out status) : HostError.InvalidArgument;
    }

    public HostError SetTimes(string name, FileTimes times) =>
        ComponentName.IsValid(name) ? LinuxTimes.Set(handle, name, times) : HostError.InvalidArgument;

    public HostError ReadEntries(IList<DirectoryEntry> entries)
    {
        // A handle of its own, because the position of the listing belongs to the handle.
        using LinuxHandle listing = LinuxNative.OpenAt(handle, ".", LinuxNative.OpenDirectory | LinuxNative.OpenCloseOnExec, 0);
        if (listing.IsInvalid)
        {
            return UnixErrors.Last();
        }

        Span<byte> buffer = new byte[32768];
        while (true)
        {
            int length = LinuxNative.GetEntries(listing, buffer);
            if (length <= 0)
            {
                return length == 0 ? HostError.None : UnixErrors.Last();
            }

            for (int position = 0; position < length;)
            {
                // struct linux_dirent64: inode, offset, record length, type, NUL-terminated name.
                Span<byte> record = buffer[position..length];
                position += BitConverter.ToUInt16(record[16..]);
                Span<byte> name = record[19..];
                name = name[..name.IndexOf((byte)0)];
                if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                {
                    FileType type = LinuxNative.ModeType((uint)record[18] << 12);
                    entries.Add(new DirectoryEntry(Encoding.UTF8.GetString(name), BitConverter.ToUInt64(record), type));
                }
            }
        }
    }

    public HostError ReadLink(string name, out string target)
    {
        const int MaximumTarget = 4096;
        target = "";
        if (!ComponentName.IsValid(name))
        {
            return HostError.InvalidArgument;
        }

        byte* buffer = stackalloc byte[MaximumTarget];
        nint length = LinuxNative.ReadLinkAt(handle, name, buffer, MaximumTarget);
        if (length < 0)
        {
            return UnixErrors.Last();
        }

        target = Encoding.UTF8.GetString(buffer, (int)length);
        return HostError.None;
    }

    public HostError CreateDirectory(string name) =>
        ComponentName.IsValid(name) ? Result(LinuxNative.CreateDirectoryAt(handle, name, DirectoryMode)) : HostError.InvalidArgument;

    public HostError CreateSymbolicLink(string name, string target) =>
        ComponentName.IsValid(name) ? Result(LinuxNative.SymbolicLinkAt(target, handle, name)) : HostError.InvalidArgument;

    public HostError CreateHardLink(string name, IDirectory newDirectory, string newName) =>
        newDirectory is not LinuxDirectory target ? HostError.CrossDevice
        : !ComponentName.IsValid(name) || !ComponentName.IsValid(newName) ? HostError.InvalidArgument
        : Result(LinuxNative.HardLinkAt(handle, name, target.Handle, newName, 0));

    public HostError Rename(string name, IDirectory newDirectory, string newName) =>
        newDirectory is not LinuxDirectory target ? HostError.CrossDevice
        : !ComponentName.IsValid(name) || !ComponentName.IsValid(newName) ? HostError.InvalidArgument
        : Result(LinuxNative.RenameAt(handle, name, target.Handle, newName));

    public HostError RemoveDirectory(string name) =>
        ComponentName.IsValid(name) ? Result(LinuxNative.UnlinkAt(handle, name, LinuxNative.AtRemoveDirectory)) : HostError.InvalidArgument;

    public HostError RemoveFile(string name) =>
        ComponentName.IsValid(name) ? Result(LinuxNative.UnlinkAt(handle, name, 0)) : HostError.InvalidArgument;

    public void Dispose() => handle.Dispose();

    private LinuxHandle Handle => handle;
}
