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
    /// The handle is not opened for appending, because then Linux would append where an offset is given too. One call appends atomically and
    /// leaves the handle's own position, which nothing else uses, behind what it wrote.
    /// </remarks>
    public HostError Append(ReadOnlySpan<byte> buffer, out int count, out ulong end)
    {
        const int FromCurrent = 1;
        const int FromEnd = 2;
        lock (_appendLock)
        {
            nint result;
            HostError error;
            fixed (byte* pointer = buffer)
            {
                do
                {
                    result = LinuxNative.AppendingWrite(handle, pointer, (nuint)buffer.Length);
                    error = result >= 0 ? HostError.None : UnixErrors.Last();
                }
                while (error == HostError.Interrupted);
            }

            count = (int)Math.Max(0, result);
            end = error == HostError.None ? (ulong)LinuxNative.Seek(handle, 0, FromCurrent) : 0;
            if (error != HostError.NotSupported)
            {
                return error;
            }

            // Kernels before 4.16, and some file systems: not atomic.
            long position = LinuxNative.Seek(handle, 0, FromEnd);
            error = position < 0 ? UnixErrors.Last() : Write(buffer, (ulong)position, out count);
            end = (ulong)(Math.Max(0, position) + count);
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
