using System.Runtime.CompilerServices;
using Peregrine.Runtime.Objects;
using Peregrine.Syntax;
using Xunit;

namespace Peregrine.Tests.Runtime.Objects;

public class StructObjectTests
{
    public static TheoryData<int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int>();
            int[] counts = [0, 1, 2, 3, 5, 7, 8, 9, 11, 13, 20, 31, 32];
            foreach (int references in counts)
            {
                foreach (int words in counts)
                {
                    shapes.Add(references, words);
                }
            }

            foreach (var (references, words) in new[] { (33, 0), (0, 33), (1, 100), (100, 3), (1000, 1000), (0, 10000), (10000, 0), (5000, 5000) })
            {
                shapes.Add(references, words);
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void FieldsOfEveryShapeKeepTheirValuesThroughCollections(int references, int words)
    {
        var fields = Enumerable.Repeat(TestTypes.Any, references).Concat(Enumerable.Repeat(TestTypes.Field(ValTypeSyntax.I64), words)).ToArray();
        var type = TestTypes.Define(TestTypes.Struct(null, fields))[0];
        var made = StructLayoutInfo.Of(type).New(type);
        Fill(made, references, words);
        if (references + words is < 4 or 10000)
        {
            GC.Collect();
        }

        for (int i = 0; i < references; i++)
        {
            Assert.Equal(i, Assert.IsType<StrongBox<int>>(made.Reference(i)).Value);
        }

        for (int i = 0; i < words; i++)
        {
            Assert.Equal(~(ulong)i, made.Word(i));
        }

        Assert.Same(type, made.Type);
    }

    [Fact]
    public void NewObjectsAreZeroAndNull()
    {
        var type = TestTypes.Define(TestTypes.Struct(null, TestTypes.Any, TestTypes.Field(ValTypeSyntax.F64), TestTypes.Field(ValTypeSyntax.V128)))[0];
        var made = StructLayoutInfo.Of(type).New(type);
        Assert.Null(FieldAccess.Get(made, 0).AsReference());
        Assert.Equal(0.0, FieldAccess.Get(made, 1).AsDouble());
        Assert.Equal(default, FieldAccess.Get(made, 2).AsVector128());
    }

    [Fact]
    public void ASubtypeContinuesTheNumbersOfItsSupertype()
    {
        var i32 = TestTypes.Field(ValTypeSyntax.I32);
        var v128 = TestTypes.Field(ValTypeSyntax.V128);
        var types = TestTypes.Define(
            TestTypes.Struct(null, i32, TestTypes.Any, v128),
            TestTypes.Struct(0, i32, TestTypes.Any, v128, TestTypes.Any, i32));
        var parent = StructLayoutInfo.Of(types[0]);
        var child = StructLayoutInfo.Of(types[1]);
        Assert.Equal([0, 0, 1], parent.Places);
        Assert.Equal([0, 0, 1, 1, 3], child.Places);

        // Code that knows the supertype only finds its fields in an object of the subtype, though the words have moved.
        var made = child.New(types[1]);
        FieldAccess.Set(made, 3, Value.FromReference("b"));
        FieldAccess.Set(made, 0, 7);
        Assert.Equal(7ul, made.Word(parent.Places[0]));
        Assert.Equal("b", made.Reference(1));
        Assert.NotEqual(parent.WordBase, child.WordBase);
    }

    [Fact]
    public void PackedFieldsKeepTheirLowBits()
    {
        var type = TestTypes.Define(TestTypes.Struct(null, TestTypes.Field(ValTypeSyntax.I32, PackedKind.I8), TestTypes.Field(ValTypeSyntax.I32, PackedKind.I16)))[0];
        var made = StructLayoutInfo.Of(type).New(type);
        FieldAccess.Set(made, 0, -1);
        FieldAccess.Set(made, 1, -2);
        Assert.Equal(0xFF, FieldAccess.Get(made, 0).AsInt32());
        Assert.Equal(0xFFFE, FieldAccess.Get(made, 1).AsInt32());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fill(StructObject made, int references, int words)
    {
        for (int i = 0; i < references; i++)
        {
            made.Reference(i) = new StrongBox<int>(i);
        }

        for (int i = 0; i < words; i++)
        {
            made.Word(i) = ~(ulong)i;
        }
    }
}
