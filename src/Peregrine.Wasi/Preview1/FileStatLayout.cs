namespace Peregrine.Wasi.Preview1;

/// <summary>The structures filestat and fstflags.</summary>
internal static class FileStatLayout
{
    /// <summary>Writes a filestat: 64 bytes, or 56 in snapshot 0, whose link count has 32 bits.</summary>
    public static Errno Write(GuestMemory memory, Snapshot snapshot, uint pointer, in FileStatus status)
    {
        if (!memory.TryGetSpan(pointer, snapshot == Snapshot.Preview1 ? 64u : 56u, out Span<byte> span))
        {
            return Errno.Fault;
        }

        span.Clear();
        memory.TryWriteUInt64(pointer, status.Device);
        memory.TryWriteUInt64(pointer + 8, status.Inode);
        memory.TryWriteByte(pointer + 16, (byte)status.Type);
        if (snapshot == Snapshot.Preview1)
        {
            memory.TryWriteUInt64(pointer + 24, status.LinkCount);
        }
        else
        {
            memory.TryWriteUInt32(pointer + 20, (uint)Math.Min(status.LinkCount, uint.MaxValue));
        }

        uint rest = snapshot == Snapshot.Preview1 ? pointer + 32 : pointer + 24;
        memory.TryWriteUInt64(rest, status.Size);
        memory.TryWriteUInt64(rest + 8, status.AccessTime);
        memory.TryWriteUInt64(rest + 16, status.ModificationTime);
        memory.TryWriteUInt64(rest + 24, status.ChangeTime);
        return Errno.Success;
    }

    /// <summary>Which times to set to what.</summary>
    public static Errno TryReadTimes(WasiContext context, ulong accessTime, ulong modificationTime, FstFlags flags, out FileTimes times)
    {
        times = default;
        if ((flags & ~FstFlags.All) != 0
            || (flags & (FstFlags.Atim | FstFlags.AtimNow)) == (FstFlags.Atim | FstFlags.AtimNow)
            || (flags & (FstFlags.Mtim | FstFlags.MtimNow)) == (FstFlags.Mtim | FstFlags.MtimNow))
        {
            return Errno.Inval;
        }

        ulong now = (flags & (FstFlags.AtimNow | FstFlags.MtimNow)) != 0 ? context.Clocks.RealTime : 0;
        times = new FileTimes(
            (flags & FstFlags.AtimNow) != 0 ? now : (flags & FstFlags.Atim) != 0 ? accessTime : null,
            (flags & FstFlags.MtimNow) != 0 ? now : (flags & FstFlags.Mtim) != 0 ? modificationTime : null);
        return Errno.Success;
    }
}
