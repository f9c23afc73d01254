using Peregrine.Wasi.Preview1.Descriptors;

namespace Peregrine.Wasi.Preview1;

/// <summary>One thing that poll_oneoff waits for.</summary>
internal sealed class Subscription
{
    private const uint EventSize = 32;

    public required ulong UserData { get; init; }

    public required EventType Type { get; init; }

    /// <summary>For a clock, when it fires in that clock's time, in nanoseconds.</summary>
    public ulong Deadline { get; init; }

    public ClockId Clock { get; init; }

    /// <summary>For a file descriptor, what it refers to.</summary>
    public Descriptor? Descriptor { get; init; }

    /// <summary>What is wrong with the subscription; such an event happens at once.</summary>
    public Errno Error { get; init; }

    public static uint Size(Snapshot snapshot) => snapshot == Snapshot.Preview1 ? 48u : 56u;

    /// <summary>Reads a subscription that lies inside the memory; null if its type is unknown.</summary>
    /// <remarks>In snapshot 0 a clock's subscription begins with a second user datum.</remarks>
    public static Subscription? Read(WasiContext context, GuestMemory memory, Snapshot snapshot, uint pointer)
    {
        memory.TryReadUInt64(pointer, out ulong userData);
        memory.TryReadByte(pointer + 8, out byte type);
        if (type is (byte)EventType.FdRead or (byte)EventType.FdWrite)
        {
            memory.TryReadUInt32(pointer + 16, out uint fd);
            Rights needed = Rights.PollFdReadwrite | (type == (byte)EventType.FdRead ? Rights.FdRead : Rights.FdWrite);
            Errno error = context.Descriptors.Find(fd, needed, out Descriptor descriptor);
            return new Subscription { UserData = userData, Type = (EventType)type, Descriptor = descriptor, Error = error };
        }

        if (type != (byte)EventType.Clock)
        {
            return null;
        }

        uint clock = snapshot == Snapshot.Preview1 ? pointer + 16 : pointer + 24;
        memory.TryReadUInt32(clock, out uint id);
        memory.TryReadUInt64(clock + 8, out ulong timeout);
        memory.TryReadUInt16(clock + 24, out ushort flags);
        ulong now = Now(context, (ClockId)id, out Errno clockError);
        bool absolute = (flags & 1) != 0;
        return new Subscription
        {
            UserData = userData,
            Type = EventType.Clock,
            Clock = (ClockId)id,
            Deadline = absolute ? timeout : timeout > ulong.MaxValue - now ? ulong.MaxValue : now + timeout,
            Error = (flags & ~1) != 0 ? Errno.Inval : clockError,
        };
    }

    /// <summary>Whether the event has happened, and if so how many bytes are there to read.</summary>
    public bool HasHappened(WasiContext context, out ulong available)
    {
        available = 0;
        return Error != Errno.Success
            || (Type == EventType.Clock
                ? Now(context, Clock, out _) >= Deadline
                : Descriptor!.IsReady(Type == EventType.FdWrite, out available));
    }

    /// <summary>Nanoseconds until a clock fires.</summary>
    public ulong Remaining(WasiContext context)
    {
        ulong now = Now(context, Clock, out _);
        return now >= Deadline ? 0 : Deadline - now;
    }

    /// <summary>Writes the event.</summary>
    public void Write(GuestMemory memory, uint pointer, ulong available)
    {
        if (memory.TryGetSpan(pointer, EventSize, out Span<byte> span))
        {
            span.Clear();
            memory.TryWriteUInt64(pointer, UserData);
            memory.TryWriteUInt16(pointer + 8, (ushort)Error);
            memory.TryWriteByte(pointer + 10, (byte)Type);
            memory.TryWriteUInt64(pointer + 16, Error == Errno.Success ? available : 0);
        }
    }

    private static ulong Now(WasiContext context, ClockId clock, out Errno error)
    {
        error = clock is ClockId.Realtime or ClockId.Monotonic ? Errno.Success : clock > ClockId.ThreadCputimeId ? Errno.Inval : Errno.Notsup;
        return clock == ClockId.Realtime ? context.Clocks.RealTime : context.Clocks.MonotonicTime;
    }
}
