using System.Runtime.Intrinsics;
using Peregrine.Runtime.Objects;
using Peregrine.Syntax;
using Xunit;

namespace Peregrine.Tests.Runtime.Objects;

public class ArrayOperationsTests
{
    private readonly Store _store = new(RecordingEngine.Create().Engine);

    [Fact]
    public void ElementsOfEveryKindAreFilled()
    {
        foreach (var (field, value) in new (FieldTypeSyntax, Value)[]
        {
            (TestTypes.Field(ValTypeSyntax.I32, PackedKind.I8), 200),
            (TestTypes.Field(ValTypeSyntax.I32, PackedKind.I16), 60000),
            (TestTypes.Field(ValTypeSyntax.I32), -5),
            (TestTypes.Field(ValTypeSyntax.F32), 1.5f),
            (TestTypes.Field(ValTypeSyntax.I64), -5L),
            (TestTypes.Field(ValTypeSyntax.F64), 2.5),
            (TestTypes.Field(ValTypeSyntax.V128), Vector128.Create(1UL, 2UL).AsByte()),
        })
        {
            var array = ArrayOperations.New(_store, TestTypes.Define(TestTypes.Array(field))[0], 5, value.Low, value.High);
            Assert.Equal(5, array.Length);
            Assert.Equal(value, FieldAccess.Get(array, 4));
            ArrayOperations.Fill(array, 1, 2, 0);
            Assert.Equal(value, FieldAccess.Get(array, 0));
            Assert.NotEqual(value, FieldAccess.Get(array, 2));
            Assert.Equal(value, FieldAccess.Get(array, 3));
        }
    }

    [Fact]
    public void OverlappingCopiesReadBeforeTheyWrite()
    {
        var type = TestTypes.Define(TestTypes.Array(TestTypes.Any))[0];
        var array = ArrayOperations.New(_store, type, 4, null);
        for (int i = 0; i < 4; i++)
        {
            FieldAccess.Set(array, i, Value.FromReference(I31.Of(i)));
        }

        ArrayOperations.Copy(array, 1, array, 0, 3);
        Assert.Equal([0, 0, 1, 2], array.As<object?>().Select(o => ((I31)o!).Value));
    }

    [Fact]
    public void RangesAreCheckedWithoutOverflow()
    {
        var array = ArrayOperations.New(_store, TestTypes.Define(TestTypes.Array(TestTypes.Field(ValTypeSyntax.I32)))[0], 4);
        foreach (var (index, count) in new (uint, uint)[] { (4, 1), (0, 5), (5, 0), (uint.MaxValue, uint.MaxValue), (1, uint.MaxValue) })
        {
            Assert.Equal(TrapKind.OutOfBoundsArrayAccess, Assert.Throws<TrapException>(() => ArrayOperations.Fill(array, index, count, 0)).Kind);
            Assert.Equal(TrapKind.OutOfBoundsArrayAccess, Assert.Throws<TrapException>(() => ArrayOperations.Copy(array, index, array, 0, count)).Kind);
        }

        ArrayOperations.Fill(array, 4, 0, 0);
    }

    [Fact]
    public void TooLargeArraysTrap()
    {
        var type = TestTypes.Define(TestTypes.Array(TestTypes.Field(ValTypeSyntax.V128)))[0];
        Assert.Equal(TrapKind.AllocationTooLarge, Assert.Throws<TrapException>(() => ArrayOperations.New(_store, type, uint.MaxValue)).Kind);
        Assert.Equal(TrapKind.AllocationTooLarge, Assert.Throws<TrapException>(() => ArrayOperations.New(_store, type, 1u << 27)).Kind);
        _store.Limits.MaximumObjectBytes = 100;
        Assert.Throws<TrapException>(() => ArrayOperations.New(_store, type, 7));
        ArrayOperations.New(_store, type, 6);
    }

    [Fact]
    public void DataSegmentsFillArrays()
    {
        var module = new ModuleBytes()
            .Section(1, [0x5E, 0x77, 1], [0x5E, 0x78, 1])
            .Section(11, [1, 5, 1, 2, 3, 4, 5])
            .Load(_store.Engine);
        var instance = new Linker(_store.Engine).Instantiate(_store, module);
        var type = module.Validated.Types[0];
        var array = ArrayOperations.NewData(instance, type, 0, 1, 2);
        Assert.Equal([0x0302, 0x0504], array.As<ushort>());
        ArrayOperations.InitData(instance, array, 1, 0, 0, 1);
        Assert.Equal([0x0302, 0x0201], array.As<ushort>());
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, Assert.Throws<TrapException>(() => ArrayOperations.NewData(instance, type, 0, 2, 2)).Kind);
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, Assert.Throws<TrapException>(() => ArrayOperations.NewData(instance, type, 0, uint.MaxValue, uint.MaxValue)).Kind);
        Assert.Equal(TrapKind.OutOfBoundsArrayAccess, Assert.Throws<TrapException>(() => ArrayOperations.InitData(instance, array, 2, 0, 0, 1)).Kind);
        instance.DropData(0);
        Assert.Equal(0, ArrayOperations.NewData(instance, type, 0, 0, 0).Length);
        Assert.Throws<TrapException>(() => ArrayOperations.NewData(instance, type, 0, 0, 1));
    }
}
