using Peregrine.Runtime.Memories;
using Xunit;

namespace Peregrine.Tests.Runtime.Memories;

public sealed unsafe class BulkOperationTests
{
    private const ulong Page = LinearMemoryTests.Page;

    public static TheoryData<int> Modes => LinearMemoryTests.Modes;

    [Theory, MemberData(nameof(Modes))]
    public void FillStopsAtTheBorderAndWritesNothingBeyondIt(int mode)
    {
        using var memory = LinearMemoryTests.Create(mode, 1);
        Assert.True(memory.Fill(Page - 4, 7, 4));
        Assert.True(memory.Fill(Page, 7, 0));
        Assert.False(memory.Fill(Page + 1, 7, 0));
        Assert.False(memory.Fill(Page - 8, 9, 9));
        Assert.False(memory.Fill(ulong.MaxValue - 1, 9, 4));
        Assert.Equal([0, 0, 0, 0, 7, 7, 7, 7], new Span<byte>(memory.Base + Page - 8, 8).ToArray());
    }

    [Theory, MemberData(nameof(Modes))]
    public void CopyHandlesOverlapInBothDirections(int mode)
    {
        using var memory = LinearMemoryTests.Create(mode, 1);
        Assert.True(memory.Init(0, [1, 2, 3, 4, 5], 0, 5));
        Assert.True(memory.Copy(2, memory, 0, 5));
        Assert.Equal([1, 2, 1, 2, 3, 4, 5], new Span<byte>(memory.Base, 7).ToArray());
        Assert.True(memory.Copy(0, memory, 2, 5));
        Assert.Equal([1, 2, 3, 4, 5, 4, 5], new Span<byte>(memory.Base, 7).ToArray());
    }

    [Theory, MemberData(nameof(Modes))]
    public void CopyChecksBothMemories(int mode)
    {
        using var small = LinearMemoryTests.Create(mode, 1);
        using var large = LinearMemoryTests.Create(mode, 2);
        Assert.True(large.Fill(0, 1, 2 * Page));
        Assert.True(small.Copy(0, large, Page, Page));
        Assert.Equal(1, small.Base[Page - 1]);
        Assert.False(small.Copy(1, large, 0, Page));
        Assert.False(large.Copy(0, small, 1, Page));
        Assert.False(large.Copy(0, small, Page + 1, 0));
        Assert.False(small.Copy(Page + 1, large, 0, 0));
        Assert.True(small.Copy(Page, large, 2 * Page, 0));
    }

    [Theory, MemberData(nameof(Modes))]
    public void InitChecksSegmentAndMemory(int mode)
    {
        using var memory = LinearMemoryTests.Create(mode, 1);
        byte[] segment = [1, 2, 3];
        Assert.True(memory.Init(Page - 2, segment, 1, 2));
        Assert.Equal([2, 3], new Span<byte>(memory.Base + Page - 2, 2).ToArray());
        Assert.True(memory.Init(Page, segment, 3, 0));
        Assert.True(memory.Init(0, default, 0, 0));
        Assert.False(memory.Init(0, default, 0, 1));
        Assert.False(memory.Init(0, segment, 4, 0));
        Assert.False(memory.Init(0, segment, 2, 2));
        Assert.False(memory.Init(0, segment, ulong.MaxValue, 2));
        Assert.False(memory.Init(Page - 1, segment, 0, 2));
        Assert.False(memory.Init(Page + 1, segment, 0, 0));
    }

    [Theory, MemberData(nameof(Modes))]
    public void CountsAboveTwoGibibytesWork(int mode)
    {
        using var memory = LinearMemoryTests.Create(mode, 65536);
        const ulong Count = (1UL << 31) + 5;
        // Reading untouched memory costs no pages; only one byte is written.
        memory.Base[Count - 1] = 77;
        Assert.False(memory.Fill(1, 0, 1UL << 32));
        Assert.False(memory.Copy((1UL << 32) - Count + 1, memory, 0, Count));
        Assert.True(memory.TryGetSpan(1UL << 31, 1UL << 30, out var span));
        Assert.Equal(77, span[4]);
        Assert.False(memory.TryGetSpan(0, 1UL << 31, out _));
    }
}
