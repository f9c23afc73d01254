using Peregrine.Compiler.Translation;
using Xunit;

namespace Peregrine.Compiler.Tests.Translation;

public class OffsetMapTests
{
    [Fact]
    public void Finds_the_instruction_that_wrote_the_code()
    {
        var map = new OffsetMap();
        map.Add(0, 100);
        map.Add(0, 101);
        map.Add(5, 103);
        map.Add(300, 900);
        var bytes = map.ToArray();
        Assert.Equal(101, OffsetMap.Find(bytes, 0));
        Assert.Equal(101, OffsetMap.Find(bytes, 4));
        Assert.Equal(103, OffsetMap.Find(bytes, 5));
        Assert.Equal(103, OffsetMap.Find(bytes, 299));
        Assert.Equal(900, OffsetMap.Find(bytes, 10_000));
    }

    [Fact]
    public void Knows_nothing_of_an_empty_map() => Assert.Equal(-1, OffsetMap.Find([], 3));
}
