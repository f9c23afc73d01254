using Peregrine.Syntax;
using Xunit;
using static Peregrine.Tests.Validation.TestModule;

namespace Peregrine.Tests.Validation;

public class TypeTests
{
    private static readonly ValTypeSyntax I32 = ValTypeSyntax.I32;

    [Fact]
    public void Types_name_types_of_their_group_or_earlier_ones()
    {
        new TestModule().Type([RefNull(0)], []).IsValid();
        new TestModule().Type([RefNull(1)], []).Type([], []).IsInvalid("unknown type 1");
        new TestModule().Group(Syntax(new FunctionTypeSyntax([RefNull(1)], [])), Syntax(new FunctionTypeSyntax([RefNull(0)], []))).IsValid();
        new TestModule().Group(Syntax(new FunctionTypeSyntax([RefNull(2)], [])), Syntax(new FunctionTypeSyntax([], []))).IsInvalid("unknown type 2");
        new TestModule().Group().IsValid();
    }

    [Fact]
    public void Subtypes_extend_earlier_open_types_that_they_match()
    {
        var one = new StructTypeSyntax([Field(I32)]);
        var two = new StructTypeSyntax([Field(I32), Field(I32)]);
        new TestModule().Sub(one, false).Sub(two, true, 0).IsValid();
        new TestModule().Sub(one, true).Sub(two, true, 0).IsInvalid("sub type 1 does not match super type 0");
        new TestModule().Sub(two, false).Sub(one, true, 0).IsInvalid("sub type 1 does not match super type 0");
        new TestModule().Sub(one, false).Sub(new ArrayTypeSyntax(Field(I32)), true, 0).IsInvalid("sub type");
        new TestModule().Sub(one, false, 0).IsInvalid("unknown type 0");
        new TestModule().Sub(one, false).Sub(one, false).Sub(one, false, 0, 1).IsInvalid("sub type 2 has 2 super types");
    }

    [Fact]
    public void Mutable_fields_are_invariant_and_others_covariant()
    {
        TestModule With(bool isMutable) => new TestModule()
            .Sub(new StructTypeSyntax([Field(Ref(HeapKind.Any), isMutable)]), false)
            .Sub(new StructTypeSyntax([Field(Ref(HeapKind.Eq), isMutable)]), false, 0);
        With(false).IsValid();
        With(true).IsInvalid("sub type");
    }

    [Fact]
    public void Functions_are_contravariant_in_parameters_and_covariant_in_results()
    {
        var any = Ref(HeapKind.Any);
        var eq = Ref(HeapKind.Eq);
        new TestModule().Sub(new FunctionTypeSyntax([eq], [any]), false).Sub(new FunctionTypeSyntax([any], [eq]), false, 0).IsValid();
        new TestModule().Sub(new FunctionTypeSyntax([any], [any]), false).Sub(new FunctionTypeSyntax([eq], [any]), false, 0).IsInvalid("sub type");
        new TestModule().Sub(new FunctionTypeSyntax([], [eq]), false).Sub(new FunctionTypeSyntax([], [any]), false, 0).IsInvalid("sub type");
    }

    [Fact]
    public void Chains_of_supertypes_have_a_limit()
    {
        TestModule Chain(int length)
        {
            var module = new TestModule().Sub(new StructTypeSyntax([]), false);
            for (uint i = 1; i <= length; i++)
            {
                module.Sub(new StructTypeSyntax([]), false, i - 1);
            }

            return module;
        }

        Chain(63).IsValid();
        Chain(64).IsInvalid("too many super types");
    }

    [Fact]
    public void Parameters_results_and_fields_have_limits()
    {
        var many = Enumerable.Repeat(I32, 1001).ToArray();
        new TestModule().Type(many, []).IsInvalid("too many parameters");
        new TestModule().Type([], many).IsInvalid("too many results");
        new TestModule().Struct([.. Enumerable.Repeat(Field(I32), 10_001)]).IsInvalid("too many fields");
    }

    private static SubtypeSyntax Syntax(CompositeTypeSyntax composite) => new(composite, IsFinal: true, [], 0);
}
