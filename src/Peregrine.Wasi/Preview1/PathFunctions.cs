using Peregrine.Wasi.Hosting;
using Peregrine.Wasi.Preview1.Descriptors;

namespace Peregrine.Wasi.Preview1;

/// <summary>path_* except for path_open.</summary>
internal static class PathFunctions
{
    public static Errno PathCreateDirectory(WasiContext context, GuestMemory memory, Descriptor fd, GuestArray path)
    {
        Errno error = Start(memory, fd, path, out PathWalk? walk);
        using (walk)
        {
            return error != Errno.Success ? error
                : walk!.Name is null ? Errno.Exist
                : walk.Directory.CreateDirectory(walk.Name).ToErrno();
        }
    }

    public static Errno PathFilestatGet(WasiContext context, GuestMemory memory, Snapshot snapshot, Descriptor fd, LookupFlags flags, GuestArray path, uint result)
    {
        Errno error = Start(memory, fd, path, out PathWalk? walk);
        using (walk)
        {
            if (error != Errno.Success || (flags & ~LookupFlags.SymlinkFollow) != 0)
            {
                return error != Errno.Success ? error : Errno.Inval;
            }

            HostError failure = walk!.GetStatus(flags == LookupFlags.SymlinkFollow, out FileStatus status);
            return failure != HostError.None ? failure.ToErrno() : FileStatLayout.Write(memory, snapshot, result, status);
        }
    }

    public static Errno PathFilestatSetTimes(
        WasiContext context, GuestMemory memory, Descriptor fd, LookupFlags flags, GuestArray path, ulong accessTime, ulong modificationTime, FstFlags timeFlags)
    {
        Errno error = FileStatLayout.TryReadTimes(context, accessTime, modificationTime, timeFlags, out FileTimes times);
        if (error != Errno.Success || (flags & ~LookupFlags.SymlinkFollow) != 0)
        {
            return error != Errno.Success ? error : Errno.Inval;
        }

        error = Start(memory, fd, path, out PathWalk? walk);
        using (walk)
        {
            if (error != Errno.Success)
            {
                return error;
            }

            // Walks to where a last link leads, if it is to be followed; setting the times itself follows nothing.
            HostError failure = walk!.GetStatus(flags == LookupFlags.SymlinkFollow, out _);
            return failure != HostError.None ? failure.ToErrno()
                : walk.Name is null ? walk.Directory.SetTimes(times).ToErrno()
                : walk.Directory.SetTimes(walk.Name, times).ToErrno();
        }
    }

    public static Errno PathLink(
        WasiContext context, GuestMemory memory, Descriptor oldFd, LookupFlags flags, GuestArray oldPath, Descriptor newFd, GuestArray newPath)
    {
        if ((flags & ~LookupFlags.SymlinkFollow) != 0)
        {
            return Errno.Inval;
        }

        Errno error = Start(memory, oldFd, oldPath, out PathWalk? from);
        using (from)
        {
            if (error != Errno.Success)
            {
                return error;
            }

            HostError failure = from!.GetStatus(flags == LookupFlags.SymlinkFollow, out FileStatus status);
            if (failure != HostError.None || status.Type == FileType.Directory || from.Name is null)
            {
                return failure != HostError.None ? failure.ToErrno() : Errno.Perm;
            }

            error = Start(memory, newFd, newPath, out PathWalk? to);
            using (to)
            {
                error = error != Errno.Success ? error : CheckNewName(to!);
                return error != Errno.Success ? error : from.Directory.CreateHardLink(from.Name, to!.Directory, to.Name!).ToErrno();
            }
        }
    }

    public static Errno PathReadlink(WasiContext context, GuestMemory memory, Descriptor fd, GuestArray path, GuestArray buffer, uint result)
    {
        if (!memory.Contains(buffer.Pointer, buffer.Length) || !memory.Contains(result, 4))
        {
            return Errno.Fault;
        }

        Errno error = Start(memory, fd, path, out PathWalk? walk);
        using (walk)
        {
            if (error != Errno.Success || walk!.Name is null)
            {
                return error != Errno.Success ? error : Errno.Inval;
            }

            if (walk.MustBeDirectory)
            {
                HostError slash = walk.GetStatus(follow: true, out _);
                return slash != HostError.None ? slash.ToErrno() : Errno.Inval;
            }

            HostError failure = walk.Directory.ReadLink(walk.Name, out string target);
            if (failure != HostError.None)
            {
                return failure.ToErrno();
            }

            // The target of a link that the host made may tell where the folder lies.
            if (target.StartsWith('/'))
            {
                return Errno.Perm;
            }

            memory.TryGetSpan(buffer.Pointer, Math.Min(buffer.Length, int.MaxValue), out Span<byte> span);
            memory.TryWriteUInt32(result, (uint)GuestText.WriteTruncated(target, span));
            return Errno.Success;
        }
    }

    public static Errno PathRemoveDirectory(WasiContext context, GuestMemory memory, Descriptor fd, GuestArray path)
    {
        Errno error = Start(memory, fd, path, out PathWalk? walk);
        using (walk)
        {
            return error != Errno.Success ? error
                : walk!.Name is null ? Errno.Inval
                : walk.Directory.RemoveDirectory(walk.Name).ToErrno();
        }
    }

    public static Errno PathRename(WasiContext context, GuestMemory memory, Descriptor oldFd, GuestArray oldPath, Descriptor newFd, GuestArray newPath)
    {
        Errno error = Start(memory, oldFd, oldPath, out PathWalk? from);
        using (from)
        {
            if (error != Errno.Success)
            {
                return error;
            }

            error = Start(memory, newFd, newPath, out PathWalk? to);
            using (to)
            {
                if (error != Errno.Success || from!.Name is null || to!.Name is null)
                {
                    return error != Errno.Success ? error : Errno.Busy;
                }

                if (from.MustBeDirectory || to.MustBeDirectory)
                {
                    HostError failure = from.Directory.GetStatus(from.Name, out FileStatus status);
                    if (failure != HostError.None || status.Type != FileType.Directory)
                    {
                        return failure != HostError.None ? failure.ToErrno() : Errno.Notdir;
                    }
                }

                return from.Directory.Rename(from.Name, to.Directory, to.Name).ToErrno();
            }
        }
    }

    public static Errno PathSymlink(WasiContext context, GuestMemory memory, GuestArray oldPath, Descriptor fd, GuestArray newPath)
    {
        Errno error = GuestText.TryReadPath(memory, oldPath, out string target);
        if (error != Errno.Success)
        {
            return error;
        }

        // An absolute target would mean one thing to the guest and another to the host.
        if (target.Length == 0 || target[0] == '/')
        {
            return target.Length == 0 ? Errno.Noent : Errno.Perm;
        }

        error = Start(memory, fd, newPath, out PathWalk? walk);
        using (walk)
        {
            error = error != Errno.Success ? error : CheckNewName(walk!);
            return error != Errno.Success ? error : walk!.Directory.CreateSymbolicLink(walk.Name!, target).ToErrno();
        }
    }

    public static Errno PathUnlinkFile(WasiContext context, GuestMemory memory, Descriptor fd, GuestArray path)
    {
        Errno error = Start(memory, fd, path, out PathWalk? walk);
        using (walk)
        {
            if (error != Errno.Success || walk!.Name is null)
            {
                return error != Errno.Success ? error : Errno.Isdir;
            }

            if (!walk.MustBeDirectory)
            {
                return walk.Directory.RemoveFile(walk.Name).ToErrno();
            }

            HostError failure = walk.Directory.GetStatus(walk.Name, out FileStatus status);
            return failure != HostError.None ? failure.ToErrno() : status.Type == FileType.Directory ? Errno.Isdir : Errno.Notdir;
        }
    }

    /// <summary>Reads a path and walks to its last component.</summary>
    public static Errno Start(GuestMemory memory, Descriptor fd, GuestArray text, out PathWalk? walk)
    {
        walk = null;
        if (fd is not DirectoryDescriptor directory)
        {
            return Errno.Notdir;
        }

        Errno error = GuestText.TryReadPath(memory, text, out string path);
        return error != Errno.Success ? error : PathWalk.Start(directory.Directory, path, out walk).ToErrno();
    }

    /// <summary>Whether a link can be made there: the name is new, and as it will be no directory it has no slash at its end.</summary>
    private static Errno CheckNewName(PathWalk walk)
    {
        if (walk.Name is null)
        {
            return Errno.Exist;
        }

        if (!walk.MustBeDirectory)
        {
            return Errno.Success;
        }

        HostError failure = walk.Directory.GetStatus(walk.Name, out FileStatus status);
        return failure != HostError.None ? failure.ToErrno() : status.Type == FileType.Directory ? Errno.Exist : Errno.Notdir;
    }
}
