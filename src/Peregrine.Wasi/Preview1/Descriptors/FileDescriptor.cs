namespace Peregrine.Wasi.Preview1.Descriptors;

/// <summary>An open file with its position.</summary>
internal sealed class FileDescriptor(IFile file, FileType type, Rights baseRights, Rights inheritingRights)
    : Descriptor(type, baseRights, inheritingRights)
{
    private readonly Lock _lock = new();
    private ulong _position;

    public override bool MayBlock => !file.IsSeekable;

    public override HostError GetStatus(out FileStatus status) => file.GetStatus(out status);

    public override HostError SetTimes(FileTimes times) => file.SetTimes(times);

    public override HostError Synchronize(bool dataOnly) => file.Synchronize(dataOnly);

    public override HostError Read(Span<byte> buffer, out int count)
    {
        if (!file.IsSeekable)
        {
            return file.Read(buffer, 0, out count);
        }

        lock (_lock)
        {
            HostError error = file.Read(buffer, _position, out count);
            _position += (ulong)count;
            return error;
        }
    }

    public override HostError ReadAt(Span<byte> buffer, ulong offset, out int count)
    {
        count = 0;
        return !file.IsSeekable ? HostError.InvalidSeek
            : offset > long.MaxValue ? HostError.InvalidArgument
            : file.Read(buffer, offset, out count);
    }

    public override HostError Write(ReadOnlySpan<byte> buffer, out int count)
    {
        HostError error;
        if (!file.IsSeekable)
        {
            error = file.Write(buffer, 0, out count);
        }
        else
        {
            lock (_lock)
            {
                if ((Flags & FdFlags.Append) != 0)
                {
                    error = file.Append(buffer, out count, out ulong end);
                    _position = error == HostError.None ? end : _position;
                }
                else
                {
                    error = file.Write(buffer, _position, out count);
                    _position += (ulong)count;
                }
            }
        }

        return error == HostError.None ? SynchronizeIfAsked() : error;
    }

    public override HostError WriteAt(ReadOnlySpan<byte> buffer, ulong offset, out int count)
    {
        count = 0;
        if (!file.IsSeekable || offset > long.MaxValue)
        {
            return file.IsSeekable ? HostError.InvalidArgument : HostError.InvalidSeek;
        }

        HostError error = file.Write(buffer, offset, out count);
        return error == HostError.None ? SynchronizeIfAsked() : error;
    }

    public override HostError Seek(long offset, Whence whence, out ulong position)
    {
        position = 0;
        if (!file.IsSeekable)
        {
            return HostError.InvalidSeek;
        }

        lock (_lock)
        {
            ulong from = 0;
            if (whence == Whence.Cur)
            {
                from = _position;
            }
            else if (whence == Whence.End)
            {
                HostError error = file.GetStatus(out FileStatus status);
                if (error != HostError.None)
                {
                    return error;
                }

                from = status.Size;
            }

            // Neither addend is below -2⁶³ or above 2⁶³-1, so the sum fits in 128 bits and is checked there.
            Int128 sum = (Int128)from + offset;
            if (sum < 0 || sum > long.MaxValue)
            {
                return sum < 0 ? HostError.InvalidArgument : HostError.Overflow;
            }

            position = _position = (ulong)sum;
            return HostError.None;
        }
    }

    public override HostError SetSize(ulong size) => size > long.MaxValue ? HostError.FileTooLarge : file.SetSize(size);

    public override HostError Allocate(ulong offset, ulong length) => file.Allocate(offset, length);

    public override HostError Advise(ulong offset, ulong length, FileAdvice advice) => file.Advise(offset, length, advice);

    public override bool IsReady(bool writing, out ulong available)
    {
        available = !writing && file.IsSeekable && file.GetStatus(out FileStatus status) == HostError.None && status.Size > _position
            ? status.Size - _position
            : 0;
        return true;
    }

    public override void Dispose() => file.Dispose();

    private HostError SynchronizeIfAsked() =>
        (Flags & FdFlags.Sync) != 0 ? file.Synchronize(dataOnly: false)
        : (Flags & FdFlags.Dsync) != 0 ? file.Synchronize(dataOnly: true)
        : HostError.None;
}
