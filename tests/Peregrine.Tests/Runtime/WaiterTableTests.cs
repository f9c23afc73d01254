using System.Diagnostics;
using Peregrine.Runtime;
using Xunit;

namespace Peregrine.Tests.Runtime;

public unsafe class WaiterTableTests
{
    private readonly Memory _memory;

    public WaiterTableTests()
    {
        var store = new Store(RecordingEngine.Create().Engine);
        _memory = new Memory(store, new MemoryType(new Limits(1, 1), IsShared: true));
    }

    [Fact]
    public void AnotherValueDoesNotWait()
    {
        _memory.Write(8, 5);
        Assert.Equal(WaiterTable.NotEqual, WaiterTable.Wait32(_memory.Storage.Descriptor, 8, 4, -1));
        Assert.Equal(WaiterTable.NotEqual, WaiterTable.Wait64(_memory.Storage.Descriptor, 8, 4, -1));
    }

    [Fact]
    public void WaitingEndsWithTheTimeout()
    {
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(WaiterTable.TimedOut, WaiterTable.Wait32(_memory.Storage.Descriptor, 16, 0, 2_000_000));
        Assert.True(Stopwatch.GetElapsedTime(start).TotalMilliseconds >= 2);
        Assert.Equal(WaiterTable.TimedOut, WaiterTable.Wait64(_memory.Storage.Descriptor, 16, 0, 0));
        Assert.Equal(0u, WaiterTable.Notify(_memory.Storage.Descriptor, 16, uint.MaxValue));
    }

    [Fact]
    public void NotifyWakesAsManyAsAsked()
    {
        var results = new int[3];
        var threads = Enumerable.Range(0, 3).Select(i => new Thread(() => results[i] = 10 + WaiterTable.Wait32(_memory.Storage.Descriptor, 32, 0, -1))).ToArray();
        foreach (var thread in threads)
        {
            thread.Start();
        }

        uint woken = 0;
        while (woken < 2)
        {
            woken += WaiterTable.Notify(_memory.Storage.Descriptor, 32, 2 - woken);
            Thread.Yield();
        }

        Assert.Equal(0u, WaiterTable.Notify(_memory.Storage.Descriptor, 40, 1));
        while (WaiterTable.Notify(_memory.Storage.Descriptor, 32, uint.MaxValue) == 0)
        {
            Thread.Yield();
        }

        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromSeconds(30))));
        Assert.Equal([10, 10, 10], results);
    }

    [Fact]
    public void MemoriesThatAreNotSharedHaveNoWaiters()
    {
        var memory = new Memory(_memory.Store, new MemoryType(new Limits(1)));
        Assert.Equal(0u, WaiterTable.Notify(memory.Storage.Descriptor, 0, 1));
    }
}
