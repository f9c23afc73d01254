namespace Peregrine.Wasi.Preview1.Descriptors;

/// <summary>A connection, opened beforehand or accepted.</summary>
internal sealed class ConnectionDescriptor(IConnection connection, WasiContext context)
    : Descriptor(FileType.StreamSocket, Rights.Connection, Rights.None)
{
    public override bool MayBlock => true;

    public override HostError GetStatus(out FileStatus status)
    {
        status = new FileStatus(0, 0, Type, 1, 0, 0, 0, 0);
        return HostError.None;
    }

    public override HostError Read(Span<byte> buffer, out int count) => Receive(buffer, peek: false, out count);

    public override HostError Write(ReadOnlySpan<byte> buffer, out int count)
    {
        count = 0;
        while (true)
        {
            HostError error = connection.Send(buffer, out count);
            if (error != HostError.WouldBlock || (Flags & FdFlags.Nonblock) != 0)
            {
                return error;
            }

            connection.WaitUntilWritableAsync(context.Cancellation).GetAwaiter().GetResult();
        }
    }

    public HostError Receive(Span<byte> buffer, bool peek, out int count)
    {
        count = 0;
        if (buffer.Length == 0)
        {
            return HostError.None;
        }

        while (true)
        {
            HostError error = connection.Receive(buffer, peek, out count);
            if (error != HostError.WouldBlock || (Flags & FdFlags.Nonblock) != 0)
            {
                return error;
            }

            context.FlushOutput();
            connection.WaitUntilReadableAsync(context.Cancellation).GetAwaiter().GetResult();
        }
    }

    public HostError Shutdown(bool receiving, bool sending) => connection.Shutdown(receiving, sending);

    public override bool IsReady(bool writing, out ulong available)
    {
        available = 1;
        return writing ? connection.IsWritable : connection.IsReadable;
    }

    public override Task WaitUntilReadyAsync(bool writing, CancellationToken cancellation) =>
        writing ? connection.WaitUntilWritableAsync(cancellation) : connection.WaitUntilReadableAsync(cancellation);

    public override void Dispose() => connection.Dispose();
}

/// <summary>A socket that accepts connections.</summary>
internal sealed class ListenerDescriptor(IListener listener, WasiContext context)
    : Descriptor(FileType.StreamSocket, Rights.Listener, Rights.Connection)
{
    public override bool MayBlock => true;

    public override HostError GetStatus(out FileStatus status)
    {
        status = new FileStatus(0, 0, Type, 1, 0, 0, 0, 0);
        return HostError.None;
    }

    public HostError Accept(out IConnection? connection)
    {
        while (true)
        {
            HostError error = listener.Accept(out connection);
            if (error != HostError.WouldBlock || (Flags & FdFlags.Nonblock) != 0)
            {
                return error;
            }

            context.FlushOutput();
            listener.WaitUntilReadableAsync(context.Cancellation).GetAwaiter().GetResult();
        }
    }

    public override bool IsReady(bool writing, out ulong available)
    {
        available = 1;
        return writing || listener.IsReadable;
    }

    public override Task WaitUntilReadyAsync(bool writing, CancellationToken cancellation) =>
        writing ? Task.CompletedTask : listener.WaitUntilReadableAsync(cancellation);

    public override void Dispose() => listener.Dispose();
}
