using System.IO.Pipelines;
using Peregrine.Wasi.Preview1;

namespace Peregrine.Wasi.Tests.Preview1;

/// <summary>poll_oneoff.</summary>
public sealed class PollTests
{
    /// <summary>Waits on the monotonic clock.</summary>
    internal static void Sleep(Guest guest, ulong nanoseconds) => Assert.Single(Poll(guest, Clock(7, 1, nanoseconds)));

    [Fact]
    public void AClockFiresAfterItsTimeWithoutRealWaiting()
    {
        var time = new FakeTime(jumps: true);
        using var guest = new Guest(new WasiConfiguration().WithTimeProvider(time));
        Assert.Equal([(7UL, Errno.Success, EventType.Clock, 0UL)], Poll(guest, Clock(7, 1, 3_600_000_000_000)));
        Assert.Equal(TimeSpan.FromHours(1), time.Elapsed);
        Poll(guest, Clock(8, 1, 2 * 3_600_000_000_000UL, absolute: true));
        Assert.Equal(TimeSpan.FromHours(2), time.Elapsed);
        Assert.Equal([(1UL, Errno.Success, EventType.Clock, 0UL)], Poll(guest, Clock(1, 0, 1, absolute: true)));
    }

    [Fact]
    public void TheSystemsClockFiresNotTooEarly()
    {
        using var guest = new Guest(new WasiConfiguration());
        uint result = guest.Reserve(8);
        foreach (ulong nanoseconds in new ulong[] { 0, 1, 60_000, 2_500_000 })
        {
            guest.Success("clock_time_get", 1, 0, result);
            ulong before = guest.Read64(result);
            Sleep(guest, nanoseconds);
            guest.Success("clock_time_get", 1, 0, result);
            Assert.True(guest.Read64(result) - before >= nanoseconds);
        }
    }

    [Fact]
    public void FilesAndOutputAreReadyAtOnce()
    {
        var memory = new MemoryFileSystem();
        memory.WriteFile("file", "0123456789");
        using var guest = new Guest(new WasiConfiguration().WithPreopenedDirectory(memory.Root, "/"));
        uint fd = guest.Open("file");
        guest.Read(fd, 4);
        var events = Poll(guest, Clock(1, 1, 1_000_000_000_000), File(2, EventType.FdRead, fd), File(3, EventType.FdWrite, 1), File(4, EventType.FdRead, 99));
        Assert.Equal(
            [(2UL, Errno.Success, EventType.FdRead, 6UL), (3UL, Errno.Success, EventType.FdWrite, 0UL), (4UL, Errno.Badf, EventType.FdRead, 0UL)],
            events);
    }

    [Fact]
    public async Task InputWakesAWaitingGuest()
    {
        var pipe = new Pipe();
        using var guest = new Guest(new WasiConfiguration().WithStandardInput(pipe.Reader.AsStream()));
        var polling = Task.Run(() => Poll(guest, Clock(1, 1, 600_000_000_000), File(2, EventType.FdRead, 0)));
        await Task.Delay(20);
        Assert.False(polling.IsCompleted);
        await pipe.Writer.WriteAsync("x"u8.ToArray());
        Assert.Equal(2UL, (await polling)[0].UserData);
        Assert.Equal("x", guest.Read(0));
    }

    [Fact]
    public void AClockFiresWhileInputStaysAway()
    {
        var pipe = new Pipe();
        using var guest = new Guest(new WasiConfiguration().WithStandardInput(pipe.Reader.AsStream()));
        Assert.Equal(1UL, Assert.Single(Poll(guest, Clock(1, 1, 2_000_000), File(2, EventType.FdRead, 0))).UserData);
    }

    [Fact]
    public async Task WaitingCanBeCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using var guest = new Guest(new WasiConfiguration().WithCancellation(cancellation.Token));
        var sleeping = Task.Run(() => Sleep(guest, 600_000_000_000));
        await Task.Delay(20);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sleeping);
    }

    [Fact]
    public void BadSubscriptionsAreToldApart()
    {
        using var guest = new Guest(new WasiConfiguration());
        uint result = guest.Reserve(8);
        Assert.Equal(Errno.Inval, guest.Call("poll_oneoff", 1024, 2048, 0, result));
        Assert.Equal(Errno.Inval, Assert.Single(Poll(guest, Clock(1, 9, 0))).Error);
        Assert.Equal(Errno.Notsup, Assert.Single(Poll(guest, Clock(1, 2, 0))).Error);
        Assert.Equal(Errno.Inval, guest.Call("poll_oneoff", guest.Put(File(1, (EventType)9, 0)), guest.Reserve(32), 1, result));
    }

    private static byte[] Clock(ulong userData, uint id, ulong timeout, bool absolute = false)
    {
        byte[] subscription = new byte[48];
        BitConverter.TryWriteBytes(subscription, userData);
        BitConverter.TryWriteBytes(subscription.AsSpan(16), id);
        BitConverter.TryWriteBytes(subscription.AsSpan(24), timeout);
        subscription[40] = absolute ? (byte)1 : (byte)0;
        return subscription;
    }

    private static byte[] File(ulong userData, EventType type, uint fd)
    {
        byte[] subscription = new byte[48];
        BitConverter.TryWriteBytes(subscription, userData);
        subscription[8] = (byte)type;
        BitConverter.TryWriteBytes(subscription.AsSpan(16), fd);
        return subscription;
    }

    private static List<(ulong UserData, Errno Error, EventType Type, ulong Available)> Poll(Guest guest, params byte[][] subscriptions)
    {
        uint input = guest.Put(subscriptions.SelectMany(bytes => bytes).ToArray());
        uint output = guest.Reserve(subscriptions.Length * 32);
        uint result = guest.Reserve(4);
        guest.Success("poll_oneoff", input, output, subscriptions.Length, result);
        return [.. Enumerable.Range(0, (int)guest.Read32(result)).Select(i =>
        {
            uint at = output + ((uint)i * 32);
            return (guest.Read64(at), (Errno)guest.Read16(at + 8), (EventType)guest.Bytes(at + 10, 1)[0], guest.Read64(at + 16));
        })];
    }
}
