using Peregrine.Wasi.Preview1.Descriptors;

namespace Peregrine.Wasi.Preview1;

/// <summary>Reading, writing and seeking.</summary>
internal static class FileDataFunctions
{
    public static Errno FdRead(WasiContext context, GuestMemory memory, Descriptor fd, GuestArray iovs, uint result) =>
        Transfer(memory, fd, iovs, result, new Operation(IsWrite: false, Offset: null));

    public static Errno FdPread(WasiContext context, GuestMemory memory, Descriptor fd, GuestArray iovs, ulong offset, uint result) =>
        Transfer(memory, fd, iovs, result, new Operation(IsWrite: false, offset));

    public static Errno FdWrite(WasiContext context, GuestMemory memory, Descriptor fd, GuestArray iovs, uint result) =>
        Transfer(memory, fd, iovs, result, new Operation(IsWrite: true, Offset: null));

    public static Errno FdPwrite(WasiContext context, GuestMemory memory, Descriptor fd, GuestArray iovs, ulong offset, uint result) =>
        Transfer(memory, fd, iovs, result, new Operation(IsWrite: true, offset));

    public static Errno FdSeek(WasiContext context, GuestMemory memory, Snapshot snapshot, Descriptor fd, long offset, byte whence, uint result)
    {
        // Snapshot 0 counts cur, end, set.
        if (whence > (byte)Whence.End)
        {
            return Errno.Inval;
        }

        Whence from = snapshot == Snapshot.Preview1 ? (Whence)whence : (Whence)((whence + 1) % 3);
        Rights needed = from == Whence.Cur && offset == 0 ? Rights.FdSeek | Rights.FdTell : Rights.FdSeek;
        if ((fd.BaseRights & needed) == 0)
        {
            return fd is FileDescriptor { MayBlock: false } ? Errno.Notcapable : fd is DirectoryDescriptor ? Errno.Isdir : Errno.Spipe;
        }

        return Report(memory, fd.Seek(offset, from, out ulong position), position, result);
    }

    public static Errno FdTell(WasiContext context, GuestMemory memory, Descriptor fd, uint result) =>
        FdSeek(context, memory, Snapshot.Preview1, fd, 0, (byte)Whence.Cur, result);

    private static Errno Report(GuestMemory memory, HostError error, ulong value, uint result) =>
        error != HostError.None ? error.ToErrno() : memory.TryWriteUInt64(result, value) ? Errno.Success : Errno.Fault;

    private static Errno Transfer(GuestMemory memory, Descriptor fd, GuestArray iovs, uint result, Operation operation)
    {
        Errno error = GuestBuffers.TryCreate(memory, iovs, out GuestBuffers buffers);
        if (error != Errno.Success || !memory.Contains(result, 4))
        {
            return error != Errno.Success ? error : Errno.Fault;
        }

        uint total = 0;
        for (uint i = 0; i < buffers.Count; i++)
        {
            if (!buffers.TryGetSpan(i, out Span<byte> span))
            {
                return Errno.Fault;
            }

            if (span.Length == 0 && i + 1 < buffers.Count)
            {
                continue;
            }

            HostError failure = operation.Run(fd, span, total, out int count);
            total += (uint)count;
            if (failure != HostError.None && total == 0)
            {
                return failure.ToErrno();
            }

            // The rest of a read could wait although there is something to give back.
            if (failure != HostError.None || count < span.Length || (fd.MayBlock && !operation.IsWrite))
            {
                break;
            }
        }

        return memory.TryWriteUInt32(result, total) ? Errno.Success : Errno.Fault;
    }

    /// <summary>Which of the four transfers is under way.</summary>
    private readonly record struct Operation(bool IsWrite, ulong? Offset)
    {
        public HostError Run(Descriptor fd, Span<byte> span, uint done, out int count)
        {
            if (Offset is not { } offset)
            {
                return IsWrite ? fd.Write(span, out count) : fd.Read(span, out count);
            }

            ulong at = offset + done;
            if (at < offset)
            {
                count = 0;
                return HostError.InvalidArgument;
            }

            return IsWrite ? fd.WriteAt(span, at, out count) : fd.ReadAt(span, at, out count);
        }
    }
}
