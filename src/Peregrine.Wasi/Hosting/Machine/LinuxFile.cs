namespace Peregrine.Wasi.Hosting.Machine;

/// <summary>An open file on Linux.</summary>
internal sealed unsafe class LinuxFile(LinuxHandle handle, bool isSeekable) : IFile
{
    private readonly Lock _appendLock = new();

    public bool IsSeekable => isSeekable;

    public HostError GetStatus(out FileStatus status) => LinuxNative.Status(handle, "", out status);

    public HostError SetTimes(FileTimes times) => LinuxTimes.Set(handle, null, times);

    public HostError Synchronize(bool dataOnly) => LinuxDirectory.Result(dataOnly ? LinuxNative.SynchronizeData(handle) : LinuxNative.Synchronize(handle));

    public HostError Read(Span<byte> buffer, ulong offset, out int count)
    {
        fixed (byte* pointer = buffer)
        {
            while (true)
            {
                nint result = isSeekable
                    ? LinuxNative.PositionedRead(handle, pointer, (nuint)buffer.Length, (long)offset)
                    : LinuxNative.Read(handle, pointer, (nuint)buffer.Length);
                count = (int)Math.Max(0, result);
                HostError error = result >= 0 ? HostError.None : UnixErrors.Last();
                if (error != HostError.Interrupted)
                {
                    return error;
                }
            }
        }
    }

    public HostError Write(ReadOnlySpan<byte> buffer, ulong offset, out int count)
    {
        fixed (byte* pointer = buffer)
        {
            while (true)
            {
                nint result = isSeekable
                    ? LinuxNative.PositionedWrite(handle, pointer, (nuint)buffer.Length, (long)offset)
                    : LinuxNative.Write(handle, pointer, (nuint)buffer.Length);
                count = (int)Math.Max(0, result);
                HostError error = result >= 0 ? HostError.None : UnixErrors.Last();
                if (error != HostError.Interrupted)
                {
                    return error;
                }
            }
        }
    }

    /// <remarks>
    /// The handle is not opened for appending, because then Linux would append where an offset is given too. Guests in this process that append
    /// to the same file through different handles take turns by an advisory lock on it.
    /// </remarks>
    public HostError Append(ReadOnlySpan<byte> buffer, out int count, out ulong end)
    {
        const int Exclusive = 2;
        const int Unlock = 8;
        const int FromEnd = 2;
        lock (_appendLock)
        {
            bool locked = isSeekable && LinuxNative.Lock(handle, Exclusive) == 0;
            long position = isSeekable ? LinuxNative.Seek(handle, 0, FromEnd) : 0;
            HostError error = position < 0 ? UnixErrors.Last() : HostError.None;
            count = 0;
            if (error == HostError.None)
            {
                error = Write(buffer, (ulong)position, out count);
            }

            end = (ulong)(Math.Max(0, position) + count);
            if (locked)
            {
                _ = LinuxNative.Lock(handle, Unlock);
            }

            return error;
        }
    }

    public HostError SetSize(ulong size) =>
        size > long.MaxValue ? HostError.FileTooLarge : LinuxDirectory.Result(LinuxNative.Truncate(handle, (long)size));

    public HostError Allocate(ulong offset, ulong length)
    {
        if (offset > long.MaxValue || length > long.MaxValue)
        {
            return HostError.FileTooLarge;
        }

        return UnixErrors.From(LinuxNative.Allocate(handle, (long)offset, (long)length));
    }

    public HostError Advise(ulong offset, ulong length, FileAdvice advice)
    {
        int number = advice switch
        {
            FileAdvice.Random => 1,
            FileAdvice.Sequential => 2,
            FileAdvice.WillNeed => 3,
            FileAdvice.DoNotNeed => 4,
            FileAdvice.NoReuse => 5,
            _ => 0,
        };
        return offset > long.MaxValue || length > long.MaxValue
            ? HostError.InvalidArgument
            : UnixErrors.From(LinuxNative.Advise(handle, (long)offset, (long)length, number));
    }

    public void Dispose() => handle.Dispose();
}
