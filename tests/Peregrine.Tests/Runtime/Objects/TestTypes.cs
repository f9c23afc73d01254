using Peregrine.Syntax;
using Peregrine.Types;

namespace Peregrine.Tests.Runtime.Objects;

/// <summary>Defines types in a registry of their own.</summary>
internal static class TestTypes
{
    public static DefinedType[] Define(params SubtypeSyntax[] types) => Define(new TypeRegistry(), types);

    public static DefinedType[] Define(TypeRegistry registry, params SubtypeSyntax[] types)
    {
        var defined = new DefinedType[types.Length];
        for (int i = 0; i < types.Length; i++)
        {
            registry.Define([.. types], new RecursionGroupSyntax(i, 1, false), defined);
        }

        return defined;
    }

    public static SubtypeSyntax Struct(uint? supertype, params FieldTypeSyntax[] fields) =>
        new(new StructTypeSyntax(fields), IsFinal: false, supertype is { } super ? [super] : [], 0);

    public static SubtypeSyntax Array(FieldTypeSyntax element) => new(new ArrayTypeSyntax(element), IsFinal: true, [], 0);

    public static FieldTypeSyntax Field(ValTypeSyntax type, PackedKind packed = PackedKind.None) => new(type, packed, IsMutable: true);

    public static FieldTypeSyntax Any => Field(ValTypeSyntax.Ref(HeapTypeSyntax.Of(HeapKind.Any), nullable: true));
}
