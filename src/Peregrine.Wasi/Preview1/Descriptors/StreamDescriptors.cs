namespace Peregrine.Wasi.Preview1.Descriptors;

/// <summary>Standard input.</summary>
internal sealed class InputDescriptor(IInputStream stream, WasiContext context)
    : Descriptor(stream.IsTerminal ? FileType.CharacterDevice : FileType.Unknown, Rights.Input, Rights.None)
{
    public override bool MayBlock => true;

    public override HostError GetStatus(out FileStatus status)
    {
        status = new FileStatus(0, 0, Type, 1, 0, 0, 0, 0);
        return HostError.None;
    }

    public override HostError Read(Span<byte> buffer, out int count)
    {
        count = 0;
        if ((Flags & FdFlags.Nonblock) != 0 && !stream.IsReadable)
        {
            return HostError.WouldBlock;
        }

        context.FlushOutput();
        return stream.Read(buffer, context.Cancellation, out count);
    }

    public override bool IsReady(bool writing, out ulong available)
    {
        available = 1;
        return writing || stream.IsReadable;
    }

    public override Task WaitUntilReadyAsync(bool writing, CancellationToken cancellation) =>
        writing ? Task.CompletedTask : stream.WaitUntilReadableAsync(cancellation);

    public override void Dispose()
    {
    }
}

/// <summary>Standard output or error.</summary>
internal sealed class OutputDescriptor(IOutputStream stream, IOutputStream? flushBefore)
    : Descriptor(stream.IsTerminal ? FileType.CharacterDevice : FileType.Unknown, Rights.Output, Rights.None)
{
    public override HostError GetStatus(out FileStatus status)
    {
        status = new FileStatus(0, 0, Type, 1, 0, 0, 0, 0);
        return HostError.None;
    }

    public override HostError Synchronize(bool dataOnly) => stream.Flush();

    public override HostError Write(ReadOnlySpan<byte> buffer, out int count)
    {
        // What went to standard output before an error message is shown before it.
        flushBefore?.Flush();
        HostError error = stream.Write(buffer);
        count = error == HostError.None ? buffer.Length : 0;
        return error;
    }

    public override void Dispose() => stream.Flush();
}
