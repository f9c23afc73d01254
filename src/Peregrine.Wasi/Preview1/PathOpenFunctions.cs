using Peregrine.Wasi.Hosting;
using Peregrine.Wasi.Preview1.Descriptors;

namespace Peregrine.Wasi.Preview1;

/// <summary>path_open.</summary>
internal static class PathOpenFunctions
{
    public static Errno PathOpen(
        WasiContext context,
        GuestMemory memory,
        Descriptor fd,
        LookupFlags lookup,
        GuestArray path,
        OFlags flags,
        Rights baseRights,
        Rights inheritingRights,
        FdFlags descriptorFlags,
        uint result)
    {
        Errno error = Check(memory, fd, lookup, flags, baseRights, inheritingRights, descriptorFlags, result);
        if (error != Errno.Success)
        {
            return error;
        }

        error = PathFunctions.Start(memory, fd, path, out PathWalk? walk);
        IFileNode? node = null;
        using (walk)
        {
            if (error == Errno.Success)
            {
                error = Open(walk!, lookup == LookupFlags.SymlinkFollow, flags, baseRights, out node).ToErrno();
            }
        }

        if (error != Errno.Success)
        {
            return error;
        }

        error = Describe(node!, baseRights, inheritingRights, descriptorFlags, out Descriptor? descriptor);
        uint number = 0;
        if (error == Errno.Success)
        {
            error = context.Descriptors.Add(descriptor!, out number);
        }

        if (error != Errno.Success)
        {
            node!.Dispose();
            return error;
        }

        return memory.TryWriteUInt32(result, number) ? Errno.Success : Errno.Fault;
    }

    private static Errno Check(
        GuestMemory memory, Descriptor fd, LookupFlags lookup, OFlags flags, Rights baseRights, Rights inheritingRights, FdFlags descriptorFlags, uint result)
    {
        if ((lookup & ~LookupFlags.SymlinkFollow) != 0 || (flags & ~OFlags.All) != 0 || (descriptorFlags & ~FdFlags.All) != 0
            || (flags & (OFlags.Creat | OFlags.Directory)) == (OFlags.Creat | OFlags.Directory))
        {
            return Errno.Inval;
        }

        Rights needed = Rights.PathOpen
            | ((flags & OFlags.Creat) != 0 ? Rights.PathCreateFile : Rights.None)
            | ((flags & OFlags.Trunc) != 0 ? Rights.PathFilestatSetSize : Rights.None);
        Rights asked = (baseRights | inheritingRights) & Rights.All;
        return (fd.BaseRights & needed) != needed || (asked & ~fd.InheritingRights) != 0 ? Errno.Notcapable
            : memory.Contains(result, 4) ? Errno.Success
            : Errno.Fault;
    }

    private static HostError Open(PathWalk walk, bool follow, OFlags flags, Rights rights, out IFileNode? node)
    {
        const Rights Writing = Rights.FdWrite | Rights.FdAllocate | Rights.FdFilestatSetSize;
        FileOpenOptions options = FileOpenOptions.None;
        options |= (flags & OFlags.Creat) != 0 ? FileOpenOptions.Create : 0;
        options |= (flags & OFlags.Excl) != 0 && (flags & OFlags.Creat) != 0 ? FileOpenOptions.Exclusive : 0;
        options |= (flags & OFlags.Directory) != 0 ? FileOpenOptions.Directory : 0;
        options |= (flags & OFlags.Trunc) != 0 ? FileOpenOptions.Truncate | FileOpenOptions.Write : 0;
        options |= (rights & Writing) != 0 ? FileOpenOptions.Write : 0;
        options |= (rights & (Rights.FdRead | Rights.FdReaddir)) != 0 ? FileOpenOptions.Read : 0;
        if ((options & (FileOpenOptions.Read | FileOpenOptions.Write)) == 0)
        {
            options |= FileOpenOptions.Read;
        }

        HostError error = walk.Open(follow, options, out node);

        // Rights that only may be used for writing are no reason to fail where reading is all that is possible.
        bool mayReadOnly = (rights & Rights.FdWrite) == 0 && (flags & OFlags.Trunc) == 0;
        if (error is HostError.IsDirectory or HostError.AccessDenied or HostError.ReadOnly && mayReadOnly && (options & FileOpenOptions.Write) != 0)
        {
            error = walk.Open(follow, (options & ~FileOpenOptions.Write) | FileOpenOptions.Read, out node);
        }

        return error;
    }

    private static Errno Describe(IFileNode node, Rights baseRights, Rights inheritingRights, FdFlags flags, out Descriptor? descriptor)
    {
        descriptor = null;
        if (node is IDirectory directory)
        {
            descriptor = new DirectoryDescriptor(directory, baseRights & Rights.Directory, inheritingRights & Rights.All) { Flags = flags };
            return Errno.Success;
        }

        HostError error = node.GetStatus(out FileStatus status);
        if (error != HostError.None)
        {
            return error.ToErrno();
        }

        var file = (IFile)node;
        Rights possible = file.IsSeekable ? Rights.File : Rights.File & ~(Rights.FdSeek | Rights.FdTell);
        descriptor = new FileDescriptor(file, status.Type, baseRights & possible, inheritingRights & possible) { Flags = flags };
        return Errno.Success;
    }
}
