using System.Runtime.InteropServices;
using Peregrine.Runtime.Memories;
using Xunit;

namespace Peregrine.Tests.Runtime.Memories;

public sealed unsafe class LinearMemoryTests
{
    public const ulong Page = 65536;

    public static TheoryData<int> Modes => new((int)MemoryMode.GuardPages, (int)MemoryMode.Checked);

    private static readonly bool _guardsExpected = OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture == Architecture.X64
        && Environment.GetEnvironmentVariable("PEREGRINE_GUARD_PAGES") != "0";

    internal static LinearMemory Create(int mode, ulong minimum, ulong? maximum = null, bool shared = false)
    {
        var parameters = new LinearMemoryParameters { MinimumPages = minimum, MaximumPages = maximum, Shared = shared, Mode = (MemoryMode)mode };
        Assert.True(LinearMemory.TryCreate(parameters, out var memory));
        Assert.Equal(_guardsExpected ? (MemoryMode)mode : MemoryMode.Checked, memory.Mode);
        return memory;
    }

    internal static bool IsZero(LinearMemory memory)
    {
        for (ulong address = 0; address < memory.Length; address += Page)
        {
            Assert.True(memory.TryGetSpan(address, Math.Min(Page, memory.Length - address), out var span));
            if (span.ContainsAnyExcept((byte)0))
            {
                return false;
            }
        }

        return true;
    }

    [Theory, MemberData(nameof(Modes))]
    public void DescriptorTellsWhatWasAskedFor(int mode)
    {
        using var memory = Create(mode, 2, 5, shared: true);
        var descriptor = memory.Descriptor;
        Assert.Equal(2 * Page, descriptor->Length);
        Assert.Equal(5 * Page, descriptor->MaximumLength);
        Assert.Equal(0, descriptor->Is64);
        Assert.Equal(1, descriptor->Shared);
        Assert.Equal(memory.Mode == MemoryMode.GuardPages ? 1 : 0, descriptor->GuardPages);
        Assert.Equal(16, descriptor->PageSizeLog2);
        Assert.True(descriptor->Base == memory.Base);
        Assert.Equal(2UL, memory.Pages);
    }

    [Theory, MemberData(nameof(Modes))]
    public void GrowReturnsTheOldSizeAndKeepsContent(int mode)
    {
        using var memory = Create(mode, 1, 100);
        var start = memory.Base;
        memory.Base[65535] = 42;
        Assert.Equal(1, memory.Grow(0));
        Assert.Equal(1, memory.Grow(2));
        Assert.Equal(3, memory.Grow(97));
        Assert.Equal(-1, memory.Grow(1));
        Assert.Equal(100, memory.Grow(0));
        Assert.Equal(100 * Page, memory.Length);
        Assert.Equal(42, memory.Base[65535]);
        Assert.True(start == memory.Base);
        memory.Base[65535] = 0;
        Assert.True(IsZero(memory));
    }

    [Theory, MemberData(nameof(Modes))]
    public void GrowWithoutMaximumStopsAtFourGibibytes(int mode)
    {
        using var memory = Create(mode, 0);
        Assert.True(memory.Base != null);
        Assert.Equal(-1, memory.Grow(ulong.MaxValue));
        Assert.Equal(-1, memory.Grow(65537));
        Assert.Equal(0, memory.Grow(65536));
        Assert.Equal(1UL << 32, memory.Length);
        Assert.Equal(-1, memory.Grow(1));
        memory.Base[uint.MaxValue] = 1;
        Assert.Equal(0, memory.Base[1UL << 31]);
    }

    [Theory, MemberData(nameof(Modes))]
    public void LimiterDecidesBeforeAnythingIsCommitted(int mode)
    {
        using var memory = Create(mode, 1, 10);
        var asked = new List<(ulong, ulong)>();
        memory.Limiter = (current, wanted) =>
        {
            asked.Add((current, wanted));
            return wanted <= 3 * Page;
        };
        Assert.Equal(1, memory.Grow(2));
        Assert.Equal(-1, memory.Grow(1));
        Assert.Equal(-1, memory.Grow(8)); // Beyond the maximum: not even asked.
        Assert.Equal(3, memory.Grow(0));
        Assert.Equal([(Page, 3 * Page), (3 * Page, 4 * Page)], asked);
        Assert.Equal(3 * Page, memory.Length);
    }

    [Theory, MemberData(nameof(Modes))]
    public void LimiterThatGrowsTheMemoryItselfMakesTheOuterGrowthFail(int mode)
    {
        using var memory = Create(mode, 1, 10);
        memory.Limiter = (_, wanted) => wanted == 2 * Page || memory.Grow(1) == 1;
        Assert.Equal(-1, memory.Grow(3));
        Assert.Equal(2UL, memory.Pages);
    }

    [Theory, MemberData(nameof(Modes))]
    public void ByteLimitBoundsCreationAndGrowth(int mode)
    {
        var parameters = new LinearMemoryParameters { MinimumPages = 2, Mode = (MemoryMode)mode, ByteLimit = (3 * Page) + 1 };
        Assert.True(LinearMemory.TryCreate(parameters, out var memory));
        using (memory)
        {
            Assert.Equal(2, memory.Grow(1));
            Assert.Equal(-1, memory.Grow(1));
        }

        Assert.False(LinearMemory.TryCreate(parameters with { MinimumPages = 4 }, out _));
    }

    [Theory, MemberData(nameof(Modes))]
    public void SharedMemoryGrownByFourThreadsGivesEachPageOnce(int mode)
    {
        using var memory = Create(mode, 1, 401, shared: true);
        var start = (nint)memory.Base;
        var seen = new int[401];
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                var page = memory.Grow(1);
                Interlocked.Increment(ref seen[page]);
                memory.Base[(ulong)page * Page] = 1; // The new page is accessible at once, and so is every page below the length.
                Assert.True(memory.Length >= ((ulong)page + 1) * Page);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(-1, memory.Grow(1));
        Assert.Equal(start, (nint)memory.Base);
        Assert.All(seen.Skip(1), count => Assert.Equal(1, count));
    }

    [Theory, MemberData(nameof(Modes))]
    public void DisposedMemoryIsEmptyAndDisposingAgainDoesNothing(int mode)
    {
        var memory = Create(mode, 1, 10);
        memory.Dispose();
        memory.Dispose();
        Assert.Equal(0UL, memory.Length);
        Assert.True(memory.Descriptor->Base == null);
        Assert.Equal(-1, memory.Grow(0));
        Assert.False(memory.TryGetSpan(0, 1, out _));
        Assert.False(memory.Fill(0, 1, 1));
    }

    [Theory, MemberData(nameof(Modes))]
    public void SpansAreBoundsChecked(int mode)
    {
        using var memory = Create(mode, 1);
        Assert.True(memory.TryGetSpan(Page, 0, out var span));
        Assert.Equal(0, span.Length);
        Assert.True(memory.TryGetSpan(1, Page - 1, out span));
        Assert.Equal(65535, span.Length);
        Assert.False(memory.TryGetSpan(1, Page, out _));
        Assert.False(memory.TryGetSpan(Page + 1, 0, out _));
        Assert.False(memory.TryGetSpan(ulong.MaxValue, 2, out _));
        Assert.False(memory.TryGetSpan(0, ulong.MaxValue, out _));
    }

    [Fact]
    public void Memory64WithTheLargestMaximumIsLazy()
    {
        var parameters = new LinearMemoryParameters { MinimumPages = 1, MaximumPages = 1UL << 48, Is64 = true };
        Assert.True(LinearMemory.TryCreate(parameters, out var memory));
        using (memory)
        {
            Assert.Equal(MemoryMode.Checked, memory.Mode);
            Assert.Equal(ulong.MaxValue - Page + 1, memory.Descriptor->MaximumLength);
            memory.Base[0] = 9;
            Assert.Equal(-1, memory.Grow((1UL << 48) - 2));
            Assert.Equal(-1, memory.Grow(1UL << 40));
            Assert.Equal(1, memory.Grow(1UL << 17)); // 8 GiB
            memory.Base[(1UL << 33) + 65535] = 7;
            Assert.Equal(9, memory.Base[0]);
        }

        Assert.False(LinearMemory.TryCreate(parameters with { MinimumPages = 1UL << 47 }, out _));
        Assert.False(LinearMemory.TryCreate(parameters with { MinimumPages = 1UL << 33 }, out _));
        Assert.True(LinearMemory.TryCreate(parameters with { Shared = true }, out memory));
        memory.Dispose();
    }

    [Fact]
    public void PagesOfOneByteGrowByBytes()
    {
        var parameters = new LinearMemoryParameters { MinimumPages = 3, PageSizeLog2 = 0 };
        Assert.True(LinearMemory.TryCreate(parameters, out var memory));
        using (memory)
        {
            Assert.Equal(MemoryMode.Checked, memory.Mode);
            Assert.Equal(3UL, memory.Length);
            Assert.Equal(3, memory.Grow(70_000));
            Assert.Equal(70_003UL, memory.Length);
            Assert.True(IsZero(memory));
            Assert.True(memory.Fill(70_002, 1, 1));
            Assert.False(memory.Fill(70_003, 1, 1));
            Assert.Equal(-1, memory.Grow(uint.MaxValue)); // 2^32 pages would not fit in i32.
            Assert.Equal(-1, memory.Grow(uint.MaxValue - 70_003)); // A size of 2^32 - 1 would look like a failure to grow.
            Assert.Equal(70_003, memory.Grow(uint.MaxValue - 1 - 70_003));
        }
    }

    [Fact]
    public void HeapStorageMovesWithItsContentAndZeroesWhatIsNew()
    {
        var storage = HeapStorage.TryCreate(10, 1 << 20, movable: true)!;
        new Span<byte>(storage.Base, 10).Fill(5);
        Assert.True(storage.TryGrow(10, 100_000));
        Assert.Equal(0, new Span<byte>(storage.Base, 10).IndexOfAnyExcept((byte)5) + 1);
        Assert.Equal(-1, new Span<byte>(storage.Base + 10, 99_990).IndexOfAnyExcept((byte)0));
        Assert.True(storage.TryGrow(100_000, 110_000));
        Assert.Equal(-1, new Span<byte>(storage.Base + 10, 109_990).IndexOfAnyExcept((byte)0));
        Assert.False(storage.TryGrow(110_000, ulong.MaxValue));
        storage.Free(110_000);
        Assert.Null(HeapStorage.TryCreate(ulong.MaxValue, ulong.MaxValue, movable: true));
    }

    [Fact]
    public void ReservedStorageMovesWithItsContentBeyondItsReservation()
    {
        const ulong Reserved = 64UL << 30;
        var storage = ReservedStorage.TryCreate(Page, ulong.MaxValue - Page + 1, movable: true)!;
        var start = storage.Base;
        storage.Base[100] = 3;
        Assert.True(storage.TryGrow(Page, 2 * Page));
        Assert.True(start == storage.Base);
        Assert.False(storage.TryGrow(2 * Page, 1UL << 62));
        Assert.True(storage.TryGrow(2 * Page, Reserved + Page));
        Assert.Equal(3, storage.Base[100]);
        storage.Base[Reserved] = 1;
        storage.Free(Reserved + Page);
    }
}
