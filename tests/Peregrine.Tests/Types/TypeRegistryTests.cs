using System.Runtime.CompilerServices;
using Peregrine.Syntax;
using Peregrine.Types;
using Xunit;

namespace Peregrine.Tests.Types;

public class TypeRegistryTests
{
    private static readonly ValTypeSyntax I32 = ValTypeSyntax.I32;

    [Fact]
    public void Equal_groups_become_the_same_types()
    {
        var registry = new TypeRegistry();
        var first = Define(registry, [Function([I32], [])], [Function([], [])]);
        var second = Define(registry, [Function([], [])], [Function([I32], [])]);
        Assert.Same(first[0], second[1]);
        Assert.Same(first[1], second[0]);
    }

    [Fact]
    public void Groups_differ_in_size_finality_and_supertypes()
    {
        var registry = new TypeRegistry();
        var types = Define(registry, [Function([], [])], [Function([], []), Function([], [])], [Function([], []) with { IsFinal = false }], [Function([], []) with { Supertypes = [3] }]);
        Assert.Equal(5, types.Distinct().Count());
        Assert.True(types[4].IsSubtypeOf(types[3]));
        Assert.False(types[3].IsSubtypeOf(types[4]));
    }

    [Fact]
    public void Recursive_groups_are_equal_wherever_they_stand()
    {
        var registry = new TypeRegistry();
        var atZero = Define(registry, [Function([Ref(0)], [Ref(1)]), Function([Ref(1)], [])]);
        var atTwo = Define(registry, [Function([], [])], [Function([I32], [])], [Function([Ref(2)], [Ref(3)]), Function([Ref(3)], [])]);
        Assert.Same(atZero[0], atTwo[2]);
        Assert.Same(atZero[1], atTwo[3]);
        Assert.Same(atZero[1], atZero[0].Function!.Results[0].HeapType.DefinedType);
    }

    [Fact]
    public void A_reference_into_the_group_differs_from_one_out_of_it()
    {
        var registry = new TypeRegistry();
        var types = Define(registry, [Function([Ref(0)], [])], [Function([Ref(0)], [])]);
        Assert.NotSame(types[0], types[1]);
    }

    [Fact]
    public void Sharing_exactness_and_descriptors_make_types_differ()
    {
        var registry = new TypeRegistry();
        var any = ValTypeSyntax.Ref(HeapTypeSyntax.Of(HeapKind.Any), nullable: true);
        var sharedAny = ValTypeSyntax.Ref(HeapTypeSyntax.Of(HeapKind.Any, isShared: true), nullable: true);
        var exact = ValTypeSyntax.Ref(HeapTypeSyntax.OfIndex(0, isExact: true), nullable: true);
        var structure = new SubtypeSyntax(new StructTypeSyntax([]), true, [], 0);
        var types = Define(
            registry,
            [Function([], [])],
            [Function([], []) with { IsShared = true }],
            [Function([any], [])],
            [Function([sharedAny], [])],
            [Function([Ref(0)], [])],
            [Function([exact], [])],
            [new SubtypeSyntax(new ContinuationTypeSyntax(0), true, [], 0)],
            [structure, structure],
            [structure with { Descriptor = 10 }, structure with { Described = 9 }]);
        Assert.Equal(types.Length, types.Distinct().Count());
        Assert.True(types[1].IsShared);
        Assert.True(types[5].Function!.Parameters[0].HeapType.IsExact);
        Assert.Same(types[0], types[6].Continuation!.Function);
        Assert.Same(types[10], types[9].Descriptor);
        Assert.Same(types[9], types[10].Described);
        Assert.Equal(types, Define(
            registry,
            [Function([], [])],
            [Function([], []) with { IsShared = true }],
            [Function([any], [])],
            [Function([sharedAny], [])],
            [Function([Ref(0)], [])],
            [Function([exact], [])],
            [new SubtypeSyntax(new ContinuationTypeSyntax(0), true, [], 0)],
            [structure, structure],
            [structure with { Descriptor = 10 }, structure with { Described = 9 }]));
    }

    [Fact]
    public void Nullability_packing_and_mutability_make_types_differ()
    {
        var registry = new TypeRegistry();
        FieldTypeSyntax[] fields =
        [
            new(I32, PackedKind.None, false), new(I32, PackedKind.None, true), new(I32, PackedKind.I8, false), new(I32, PackedKind.I16, false),
            new(ValTypeSyntax.FuncRef, PackedKind.None, false), new(ValTypeSyntax.FuncRef with { IsNullable = false }, PackedKind.None, false),
            new(ValTypeSyntax.ExternRef, PackedKind.None, false),
        ];
        var types = Define(registry, [.. fields.Select(f => new[] { new SubtypeSyntax(new ArrayTypeSyntax(f), true, [], 0) })]);
        Assert.Equal(fields.Length, types.Distinct().Count());
        Assert.Equal(fields.Length, types.Select(t => t.Id).Distinct().Count());
    }

    [Fact]
    public void Host_functions_share_the_types_of_modules()
    {
        var registry = new TypeRegistry();
        var type = Define(registry, [Function([I32, ValTypeSyntax.FuncRef], [ValTypeSyntax.F64])])[0];
        Assert.Same(type, registry.OfFunction(new FunctionType([ValType.I32, ValType.FuncRef], [ValType.F64])));
        var made = registry.OfFunction(new FunctionType([ValType.V128], []));
        Assert.Same(made, Define(registry, [Function([ValTypeSyntax.V128], [])])[0]);
        var nested = registry.OfFunction(new FunctionType([ValType.Ref(type, nullable: true)], []));
        Assert.Same(nested, Define(registry, [Function([I32, ValTypeSyntax.FuncRef], [ValTypeSyntax.F64])], [Function([Ref(0)], [])])[1]);
    }

    [Fact]
    public void Registries_do_not_share_types() =>
        Assert.NotSame(new TypeRegistry().OfFunction(new FunctionType([], [])), new TypeRegistry().OfFunction(new FunctionType([], [])));

    [Fact]
    public void Types_that_nobody_uses_are_dropped_and_their_entries_swept()
    {
        var registry = new TypeRegistry();
        var kept = registry.OfFunction(new FunctionType([ValType.I64], []));
        var dropped = DefineMany(registry, 2000);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.False(dropped.IsAlive);
        DefineMany(registry, 3000);
        Assert.InRange(registry.Count, 1, 4000);
        Assert.Same(kept, registry.OfFunction(new FunctionType([ValType.I64], [])));
    }

    [Fact]
    public void One_type_keeps_its_whole_group_alive()
    {
        var registry = new TypeRegistry();
        var second = SecondOfGroup(registry);
        GC.Collect();
        Assert.Same(second, Define(registry, [Function([I32], []), Function([], [I32])])[1]);
        Assert.Same(second.RecursionGroup![1], second);
    }

    [Fact]
    public void Threads_that_define_the_same_types_get_the_same_objects()
    {
        var registry = new TypeRegistry();
        var all = new DefinedType[8][];
        Parallel.For(0, all.Length, i => all[i] = Define(registry, [.. Enumerable.Range(0, 200).Select(n => new[] { Function([.. Enumerable.Repeat(I32, n)], []) })]));
        Assert.All(all, types => Assert.Equal(all[0], types));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DefinedType SecondOfGroup(TypeRegistry registry) => Define(registry, [Function([I32], []), Function([], [I32])])[1];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference DefineMany(TypeRegistry registry, int count)
    {
        DefinedType? last = null;
        for (int i = 0; i < count; i++)
        {
            // The bits of the number, as parameters: a type of its own for each.
            var parameters = Enumerable.Range(0, 12).Select(bit => (i >> bit & 1) == 0 ? ValType.I32 : ValType.F32).ToArray();
            last = registry.OfFunction(new FunctionType(parameters, []));
        }

        return new WeakReference(last);
    }

    private static ValTypeSyntax Ref(uint index) => ValTypeSyntax.Ref(HeapTypeSyntax.OfIndex(index), nullable: true);

    private static SubtypeSyntax Function(ValTypeSyntax[] parameters, ValTypeSyntax[] results) => new(new FunctionTypeSyntax(parameters, results), true, [], 0);

    private static DefinedType[] Define(TypeRegistry registry, params SubtypeSyntax[][] groups)
    {
        var syntax = groups.SelectMany(g => g).ToList();
        var types = new DefinedType[syntax.Count];
        int first = 0;
        foreach (var group in groups)
        {
            registry.Define(syntax, new RecursionGroupSyntax(first, group.Length, false), types);
            first += group.Length;
        }

        return types;
    }
}
