using Peregrine.Wasi.Preview1.Descriptors;

namespace Peregrine.Wasi.Preview1;

/// <summary>fd_* except for data and listings.</summary>
internal static class DescriptorFunctions
{
    public static Errno FdAdvise(WasiContext context, GuestMemory memory, Descriptor fd, ulong offset, ulong length, Advice advice) =>
        advice > Advice.Noreuse ? Errno.Inval : fd.Advise(offset, length, (FileAdvice)advice).ToErrno();

    public static Errno FdAllocate(WasiContext context, GuestMemory memory, Descriptor fd, ulong offset, ulong length) =>
        length == 0 ? Errno.Inval : fd.Allocate(offset, length).ToErrno();

    public static Errno FdClose(WasiContext context, GuestMemory memory, uint fd) => context.Descriptors.Close(fd);

    public static Errno FdDatasync(WasiContext context, GuestMemory memory, Descriptor fd) => fd.Synchronize(dataOnly: true).ToErrno();

    public static Errno FdSync(WasiContext context, GuestMemory memory, Descriptor fd) => fd.Synchronize(dataOnly: false).ToErrno();

    public static Errno FdRenumber(WasiContext context, GuestMemory memory, uint from, uint to) => context.Descriptors.Renumber(from, to);

    public static Errno FdFdstatGet(WasiContext context, GuestMemory memory, Descriptor fd, uint result)
    {
        if (!memory.TryGetSpan(result, 24, out Span<byte> span))
        {
            return Errno.Fault;
        }

        span.Clear();
        memory.TryWriteByte(result, (byte)fd.Type);
        memory.TryWriteUInt16(result + 2, (ushort)fd.Flags);
        memory.TryWriteUInt64(result + 8, (ulong)fd.BaseRights);
        memory.TryWriteUInt64(result + 16, (ulong)fd.InheritingRights);
        return Errno.Success;
    }

    public static Errno FdFdstatSetFlags(WasiContext context, GuestMemory memory, Descriptor fd, FdFlags flags)
    {
        if ((flags & ~FdFlags.All) != 0)
        {
            return Errno.Inval;
        }

        fd.Flags = flags;
        return Errno.Success;
    }

    public static Errno FdFdstatSetRights(WasiContext context, GuestMemory memory, Descriptor fd, Rights baseRights, Rights inheritingRights)
    {
        if ((baseRights & ~fd.BaseRights) != 0 || (inheritingRights & ~fd.InheritingRights) != 0)
        {
            return Errno.Notcapable;
        }

        fd.BaseRights = baseRights;
        fd.InheritingRights = inheritingRights;
        return Errno.Success;
    }

    public static Errno FdFilestatGet(WasiContext context, GuestMemory memory, Snapshot snapshot, Descriptor fd, uint result)
    {
        HostError error = fd.GetStatus(out FileStatus status);
        return error != HostError.None ? error.ToErrno() : FileStatLayout.Write(memory, snapshot, result, status);
    }

    public static Errno FdFilestatSetSize(WasiContext context, GuestMemory memory, Descriptor fd, ulong size) => fd.SetSize(size).ToErrno();

    public static Errno FdFilestatSetTimes(WasiContext context, GuestMemory memory, Descriptor fd, ulong accessTime, ulong modificationTime, FstFlags flags)
    {
        Errno error = FileStatLayout.TryReadTimes(context, accessTime, modificationTime, flags, out FileTimes times);
        return error != Errno.Success ? error : fd.SetTimes(times).ToErrno();
    }

    public static Errno FdPrestatGet(WasiContext context, GuestMemory memory, uint fd, uint result)
    {
        Errno error = FindPreopen(context, fd, out byte[] name);
        return error != Errno.Success ? error
            : memory.TryWriteUInt64(result, (ulong)name.Length << 32) ? Errno.Success
            : Errno.Fault;
    }

    public static Errno FdPrestatDirName(WasiContext context, GuestMemory memory, uint fd, GuestArray path)
    {
        Errno error = FindPreopen(context, fd, out byte[] name);
        if (error != Errno.Success)
        {
            return error;
        }

        if (!memory.Contains(path.Pointer, path.Length))
        {
            return Errno.Fault;
        }

        if (path.Length < (uint)name.Length)
        {
            return Errno.Nametoolong;
        }

        memory.TryGetSpan(path.Pointer, (uint)name.Length, out Span<byte> span);
        name.CopyTo(span);
        return Errno.Success;
    }

    private static Errno FindPreopen(WasiContext context, uint fd, out byte[] name)
    {
        Errno error = context.Descriptors.Find(fd, Rights.None, out Descriptor descriptor);
        name = error == Errno.Success ? descriptor.PreopenName! : [];
        return error == Errno.Success && name is null ? Errno.Badf : error;
    }
}
