using Peregrine.Wasi.Preview1.Descriptors;

namespace Peregrine.Wasi.Preview1;

/// <summary>sock_*.</summary>
internal static class SocketFunctions
{
    public static Errno SockAccept(WasiContext context, GuestMemory memory, Descriptor fd, FdFlags flags, uint result)
    {
        if (fd is not ListenerDescriptor listener)
        {
            return fd is ConnectionDescriptor ? Errno.Inval : Errno.Notsock;
        }

        if ((fd.BaseRights & Rights.SockAccept) == 0)
        {
            return Errno.Notcapable;
        }

        if ((flags & ~FdFlags.Nonblock) != 0 || !memory.Contains(result, 4))
        {
            return (flags & ~FdFlags.Nonblock) != 0 ? Errno.Inval : Errno.Fault;
        }

        HostError failure = listener.Accept(out IConnection? connection);
        if (failure != HostError.None)
        {
            return failure.ToErrno();
        }

        var descriptor = new ConnectionDescriptor(connection!, context) { Flags = flags };
        descriptor.BaseRights &= fd.InheritingRights;
        Errno error = context.Descriptors.Add(descriptor, out uint number);
        if (error != Errno.Success)
        {
            descriptor.Dispose();
            return error;
        }

        memory.TryWriteUInt32(result, number);
        return Errno.Success;
    }

    public static Errno SockRecv(WasiContext context, GuestMemory memory, Descriptor fd, GuestArray data, RiFlags flags, uint lengthResult, uint flagsResult)
    {
        Errno error = Check(memory, fd, Rights.FdRead, data, out ConnectionDescriptor? connection, out GuestBuffers buffers);
        if (error != Errno.Success)
        {
            return error;
        }

        if ((flags & ~RiFlags.All) != 0 || !memory.Contains(lengthResult, 4) || !memory.Contains(flagsResult, 2))
        {
            return (flags & ~RiFlags.All) != 0 ? Errno.Inval : Errno.Fault;
        }

        bool peek = (flags & RiFlags.RecvPeek) != 0;
        bool all = (flags & RiFlags.RecvWaitall) != 0 && !peek;
        uint total = 0;
        for (uint i = 0; i < buffers.Count; i++)
        {
            if (!buffers.TryGetSpan(i, out Span<byte> span))
            {
                return Errno.Fault;
            }

            while (span.Length > 0)
            {
                HostError failure = connection!.Receive(span, peek, out int count);
                if (failure != HostError.None && total == 0)
                {
                    return failure.ToErrno();
                }

                total += (uint)count;
                span = span[count..];
                if (failure != HostError.None || count == 0 || !all)
                {
                    return Finish();
                }
            }
        }

        return Finish();

        Errno Finish()
        {
            memory.TryWriteUInt32(lengthResult, total);
            memory.TryWriteUInt16(flagsResult, 0);
            return Errno.Success;
        }
    }

    public static Errno SockSend(WasiContext context, GuestMemory memory, Descriptor fd, GuestArray data, ushort flags, uint result)
    {
        Errno error = Check(memory, fd, Rights.FdWrite, data, out ConnectionDescriptor? connection, out GuestBuffers buffers);
        if (error != Errno.Success || flags != 0)
        {
            return error != Errno.Success ? error : Errno.Inval;
        }

        if (!memory.Contains(result, 4))
        {
            return Errno.Fault;
        }

        uint total = 0;
        for (uint i = 0; i < buffers.Count; i++)
        {
            if (!buffers.TryGetSpan(i, out Span<byte> span))
            {
                return Errno.Fault;
            }

            if (span.Length == 0)
            {
                continue;
            }

            HostError failure = connection!.Write(span, out int count);
            total += (uint)count;
            if (failure != HostError.None && total == 0)
            {
                return failure.ToErrno();
            }

            if (failure != HostError.None || count < span.Length)
            {
                break;
            }
        }

        memory.TryWriteUInt32(result, total);
        return Errno.Success;
    }

    public static Errno SockShutdown(WasiContext context, GuestMemory memory, Descriptor fd, SdFlags how) =>
        fd is not ConnectionDescriptor connection ? fd is ListenerDescriptor ? Errno.Notconn : Errno.Notsock
        : (fd.BaseRights & Rights.SockShutdown) == 0 ? Errno.Notcapable
        : how == SdFlags.None || (how & ~SdFlags.All) != 0 ? Errno.Inval
        : connection.Shutdown((how & SdFlags.Rd) != 0, (how & SdFlags.Wr) != 0).ToErrno();

    private static Errno Check(
        GuestMemory memory, Descriptor fd, Rights needed, GuestArray data, out ConnectionDescriptor? connection, out GuestBuffers buffers)
    {
        connection = fd as ConnectionDescriptor;
        buffers = default;
        return connection is null ? fd is ListenerDescriptor ? Errno.Notconn : Errno.Notsock
            : (fd.BaseRights & needed) != needed ? Errno.Notcapable
            : GuestBuffers.TryCreate(memory, data, out buffers);
    }
}
