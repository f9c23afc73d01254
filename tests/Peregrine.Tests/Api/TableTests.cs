using Peregrine.Tests.Runtime;
using Xunit;

namespace Peregrine.Tests.Api;

public class TableTests
{
    private readonly Store _store = new(RecordingEngine.Create().Engine);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ElementsAreReadWrittenFilledAndCopied(bool functions)
    {
        var a = Item(functions);
        var b = Item(functions);
        var table = Make(functions, 4, 10);
        Assert.Null(table.Get(3));
        table.Set(1, a);
        Assert.Same(a, table.Get(1));
        table.Fill(2, b, 2);
        Assert.Equal([null, a, b, b], Contents(table));
        table.Copy(0, table, 1, 3);
        Assert.Equal([a, b, b, b], Contents(table));
        table.Copy(1, table, 0, 3);
        Assert.Equal([a, a, b, b], Contents(table));
        Assert.Equal(4, table.Grow(3, b));
        Assert.Equal([a, a, b, b, b, b, b], Contents(table));
        Assert.Equal(7, table.Grow(0, null));
        Assert.Equal(-1, table.Grow(4, null));
        Assert.Equal(-1, table.Grow(ulong.MaxValue, null));
        Assert.Equal(7, table.Grow(3, null));
        Assert.Null(table.Get(9));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OutsideTheTableEverythingTraps(bool functions)
    {
        var table = Make(functions, 4, null);
        foreach (ulong index in new[] { 4ul, uint.MaxValue, ulong.MaxValue })
        {
            AssertTraps(() => table.Get(index));
            AssertTraps(() => table.Set(index, null));
            AssertTraps(() => table.Fill(index, null, 1));
            AssertTraps(() => table.Fill(1, null, index));
            AssertTraps(() => table.Copy(index, table, 0, 1));
            AssertTraps(() => table.Copy(0, table, index, 1));
            AssertTraps(() => table.Copy(1, table, 0, index));
        }

        table.Fill(4, null, 0);
        table.Copy(4, table, 4, 0);
        AssertTraps(() => table.Fill(5, null, 0));
    }

    [Fact]
    public void ElementsHaveTheElementType()
    {
        var functions = Make(true, 1, null);
        Assert.Throws<ArgumentException>(() => functions.Set(0, "no function"));
        Assert.Throws<ArgumentException>(() => functions.Grow(1, "no function"));
        Assert.Throws<ArgumentException>(() => new Table(_store, new TableType(ValType.Ref(HeapKind.Func, nullable: false), new Limits(1))));
        var filled = new Table(_store, new TableType(ValType.Ref(HeapKind.Func, nullable: false), new Limits(1)), Item(true));
        Assert.NotNull(filled.Get(0));
    }

    [Fact]
    public void LimitsAreAskedBeforeGrowing()
    {
        var table = Make(true, 1, null);
        _store.Limits.MaximumTableElements = 5;
        Assert.Equal(-1, table.Grow(5, null));
        var asked = new List<(ulong, ulong)>();
        _store.Limits.TableGrowing = (length, wanted) =>
        {
            asked.Add((length, wanted));
            return false;
        };
        Assert.Equal(-1, table.Grow(1, null));
        Assert.Equal([(1ul, 2ul)], asked);
        _store.Limits.TrapOnGrowFailure = true;
        Assert.Equal(TrapKind.TableGrowFailed, Assert.Throws<TrapException>(() => table.Grow(1, null)).Kind);
        Assert.Throws<ResourceLimitException>(() => Make(true, 6, null));
        _store.Limits.MaximumTables = 1;
        Assert.Throws<ResourceLimitException>(() => Make(true, 1, null));
    }

    private static void AssertTraps(Action action) => Assert.Equal(TrapKind.OutOfBoundsTableAccess, Assert.Throws<TrapException>(action).Kind);

    private static object?[] Contents(Table table) => [.. Enumerable.Range(0, (int)table.Length).Select(i => table.Get((ulong)i))];

    private Table Make(bool functions, ulong minimum, ulong? maximum) =>
        new(_store, new TableType(functions ? ValType.FuncRef : ValType.ExternRef, new Limits(minimum, maximum)));

    private object Item(bool function) =>
        function ? Function.FromHost(_store, new FunctionType([], []), static (_, _, _) => { }) : new object();
}
