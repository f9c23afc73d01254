using System.Runtime.CompilerServices;
using Peregrine.Runtime.Memories;
using Xunit;

namespace Peregrine.Tests.Runtime.Memories;

// Counts the mappings of the whole process, so nothing else may run meanwhile.
[CollectionDefinition(nameof(MemoryReuseTests), DisableParallelization = true)]
[Collection(nameof(MemoryReuseTests))]
public sealed unsafe class MemoryReuseTests
{
    private const ulong Page = LinearMemoryTests.Page;

    public static TheoryData<int> Modes => LinearMemoryTests.Modes;

    [Theory, MemberData(nameof(Modes))]
    public void RecycledMemoryIsZeroWhateverWasTouched(int mode)
    {
        foreach (var pages in new ulong[] { 0, 1, 2, 17, 32, 40 })
        {
            foreach (var next in new ulong[] { 0, 1, 3, 33 })
            {
                using (var memory = LinearMemoryTests.Create(mode, pages, 100))
                {
                    memory.Grow(1);
                    for (ulong address = 0; address < memory.Length; address += 4096 * 3)
                    {
                        memory.Base[address] = 0xFF;
                    }

                    memory.Base[memory.Length - 1] = 0xFF;
                }

                using (var memory = LinearMemoryTests.Create(mode, next, 100))
                {
                    Assert.True(LinearMemoryTests.IsZero(memory));
                    Assert.Equal((long)next, memory.Grow(40));
                    Assert.True(LinearMemoryTests.IsZero(memory));
                }
            }
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public void ThousandMemoriesLeaveNoMappings(int mode)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Cycle(mode, 20);
        GuardArena.TrimRecycled();
        var before = CountMappings();
        Cycle(mode, 1000);
        GuardArena.TrimRecycled();
        // The runtime itself may map a little meanwhile.
        Assert.InRange(CountMappings(), 0, before + 20);
    }

    [Theory, MemberData(nameof(Modes))]
    public void UnreachableMemoriesAreFreedByTheCollector(int mode)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Drop(mode, 1);
        Collect();
        var before = CountMappings();
        Drop(mode, 200);
        Collect();
        Assert.InRange(CountMappings(), 0, before + 50);
    }

    [Theory, MemberData(nameof(Modes))]
    public void ThousandMemoriesMayLiveAtOnce(int mode)
    {
        var memories = new List<LinearMemory>();
        for (var i = 0; i < 1000; i++)
        {
            var memory = LinearMemoryTests.Create(mode, 1);
            memory.Base[65535] = 1;
            memories.Add(memory);
        }

        Assert.Equal(1000, memories.Select(memory => (nint)memory.Base).Distinct().Count());
        memories.ForEach(memory => memory.Dispose());
    }

    [Fact]
    public void WhenTheArenaIsFullMemoriesAreChecked()
    {
        var memories = new List<LinearMemory>();
        var parameters = new LinearMemoryParameters { MinimumPages = 0 };
        Assert.True(LinearMemory.TryCreate(parameters, out var first));
        memories.Add(first);
        while (memories[^1].Mode == MemoryMode.GuardPages)
        {
            Assert.True(memories.Count < 5000);
            Assert.True(LinearMemory.TryCreate(parameters, out var memory));
            memories.Add(memory);
        }

        Assert.Equal(0, memories[^1].Grow(2));
        memories.ForEach(memory => memory.Dispose());
        Assert.True(LinearMemory.TryCreate(parameters, out var again));
        Assert.Equal(first.Mode, again.Mode);
        again.Dispose();
    }

    private static void Cycle(int mode, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var memory = LinearMemoryTests.Create(mode, (ulong)(i % 40), 100);
            memory.Grow(1);
            memory.Base[memory.Length - 1] = 1;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(int mode, int count)
    {
        for (var i = 0; i < count; i++)
        {
            LinearMemoryTests.Create(mode, 2).Base[70_000] = 1;
        }
    }

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static int CountMappings() => File.ReadAllLines("/proc/self/maps").Length;
}
