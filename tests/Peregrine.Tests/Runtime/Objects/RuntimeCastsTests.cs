using Peregrine.Runtime.Objects;
using Peregrine.Syntax;
using Xunit;

namespace Peregrine.Tests.Runtime.Objects;

public class RuntimeCastsTests
{
    private static readonly HeapKind[] _kinds = [HeapKind.Func, HeapKind.Extern, HeapKind.Any, HeapKind.Eq, HeapKind.I31, HeapKind.Struct, HeapKind.Array, HeapKind.Exn];

    [Fact]
    public void EachSortOfObjectBelongsToItsHeapTypes()
    {
        using var store = new Store(RecordingEngine.Create().Engine);
        var types = TestTypes.Define(TestTypes.Struct(null), TestTypes.Array(TestTypes.Any));
        var function = Function.FromHost(store, new FunctionType([], []), static (_, _, _) => { });
        AssertKinds(StructLayoutInfo.Of(types[0]).New(types[0]), HeapKind.Any, HeapKind.Eq, HeapKind.Struct);
        AssertKinds(ArrayOperations.New(store, types[1], 0), HeapKind.Any, HeapKind.Eq, HeapKind.Array);
        AssertKinds(I31.Of(3), HeapKind.Any, HeapKind.Eq, HeapKind.I31);
        AssertKinds("a host object", HeapKind.Any);
        AssertKinds(5, HeapKind.Any);
        AssertKinds(function, HeapKind.Any, HeapKind.Func);
        AssertKinds(new ExceptionObject(new Tag(store), [], []), HeapKind.Any, HeapKind.Exn);
        Assert.True(RuntimeCasts.IsInstance(function, function.DefinedType));
    }

    [Fact]
    public void SubtypesAreInstancesOfTheirAncestors()
    {
        var i32 = TestTypes.Field(ValTypeSyntax.I32);
        var types = TestTypes.Define(TestTypes.Struct(null), TestTypes.Struct(0, i32), TestTypes.Struct(1, i32, i32), TestTypes.Struct(0, i32, TestTypes.Any));
        var made = StructLayoutInfo.Of(types[2]).New(types[2]);
        Assert.True(RuntimeCasts.IsInstance(made, types[0]));
        Assert.True(RuntimeCasts.IsInstance(made, types[1]));
        Assert.True(RuntimeCasts.IsHeapInstance(made, types[2]));
        Assert.False(RuntimeCasts.IsInstance(made, types[3]));
        Assert.False(RuntimeCasts.IsInstance("a host object", types[0]));
    }

    [Fact]
    public void NullBelongsToNullableTypesOnly()
    {
        Assert.True(RuntimeCasts.IsInstance(null, ValType.AnyRef));
        Assert.True(RuntimeCasts.IsInstance(null, ValType.Ref(HeapKind.None, nullable: true)));
        Assert.False(RuntimeCasts.IsInstance(null, ValType.Ref(HeapKind.Any, nullable: false)));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(-1, -1, 0x7FFFFFFF)]
    [InlineData(-1024, -1024, 0x7FFFFC00)]
    [InlineData(1024, 1024, 1024)]
    [InlineData(0x40000000, -0x40000000, 0x40000000)]
    [InlineData(int.MinValue, 0, 0)]
    [InlineData(int.MaxValue, -1, 0x7FFFFFFF)]
    public void I31KeepsTheLowBits(int value, int signed, int unsigned)
    {
        Assert.Equal(signed, I31.Of(value).Value);
        Assert.Equal(unsigned, I31.Of(value).Unsigned);
        Assert.True(I31.ReferencesEqual(I31.Of(value), I31.Of(value)));
        Assert.False(I31.ReferencesEqual(I31.Of(value), I31.Of(value + 1)));
        Assert.False(I31.ReferencesEqual(I31.Of(value), null));
    }

    private static void AssertKinds(object o, params HeapKind[] kinds)
    {
        foreach (var kind in _kinds)
        {
            Assert.Equal(kind == HeapKind.Extern || kinds.Contains(kind), RuntimeCasts.IsInstance(o, (HeapType)kind));
        }

        Assert.False(RuntimeCasts.IsInstance(o, (HeapType)HeapKind.None));
    }
}
