using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Peregrine.Syntax;

namespace Peregrine.Types;

/// <summary>Makes the canonical types of a recursion group that no module has defined before.</summary>
internal static class TypeBuilder
{
    /// <summary>Makes the types in two steps, as their composites refer to each other; the parameters are those of the registry.</summary>
    public static DefinedType[] Build(List<SubtypeSyntax> syntax, RecursionGroupSyntax group, DefinedType[] types, ref int lastId)
    {
        var defined = new DefinedType[group.Count];
        for (int i = 0; i < defined.Length; i++)
        {
            var type = syntax[group.First + i];
            var supertype = type.Supertypes.Length == 0 ? null : Find(type.Supertypes[0], group.First, types, defined);
            defined[i] = new DefinedType(Interlocked.Increment(ref lastId), type.IsFinal, supertype, type.IsShared);
        }

        for (int i = 0; i < defined.Length; i++)
        {
            var type = syntax[group.First + i];
            defined[i].Complete(Composite(type.Composite, group.First, types, defined), defined);
            if (type.Descriptor is not null || type.Described is not null)
            {
                defined[i].Describe(FindOptional(type.Descriptor, group.First, types, defined), FindOptional(type.Described, group.First, types, defined));
            }
        }

        return defined;
    }

    private static CompositeType Composite(CompositeTypeSyntax syntax, int first, DefinedType[] types, DefinedType[] group)
    {
        switch (syntax)
        {
            case FunctionTypeSyntax function:
                return new FunctionType(ValTypes(function.Parameters, first, types, group), ValTypes(function.Results, first, types, group));
            case StructTypeSyntax structure:
                var fields = new FieldType[structure.Fields.Length];
                for (int i = 0; i < fields.Length; i++)
                {
                    fields[i] = Field(structure.Fields[i], first, types, group);
                }

                return new StructType(ImmutableCollectionsMarshal.AsImmutableArray(fields));
            case ContinuationTypeSyntax continuation:
                return new ContinuationType(Find(continuation.TypeIndex, first, types, group));
            default:
                return new ArrayType(Field(((ArrayTypeSyntax)syntax).Element, first, types, group));
        }
    }

    private static ImmutableArray<ValType> ValTypes(ValTypeSyntax[] syntax, int first, DefinedType[] types, DefinedType[] group)
    {
        if (syntax.Length == 0)
        {
            return [];
        }

        var resolved = new ValType[syntax.Length];
        for (int i = 0; i < resolved.Length; i++)
        {
            resolved[i] = Resolve(syntax[i], first, types, group);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(resolved);
    }

    private static FieldType Field(FieldTypeSyntax field, int first, DefinedType[] types, DefinedType[] group) =>
        new(Resolve(field.Type, first, types, group), field.Packed, field.IsMutable);

    private static ValType Resolve(ValTypeSyntax type, int first, DefinedType[] types, DefinedType[] group) => type.Kind switch
    {
        ValKind.I32 => ValType.I32,
        ValKind.I64 => ValType.I64,
        ValKind.F32 => ValType.F32,
        ValKind.F64 => ValType.F64,
        ValKind.V128 => ValType.V128,
        _ => ValType.Ref(Resolve(type.HeapType, first, types, group), type.IsNullable),
    };

    private static HeapType Resolve(HeapTypeSyntax type, int first, DefinedType[] types, DefinedType[] group) =>
        type.IsIndex ? HeapType.Of(Find(type.TypeIndex, first, types, group), type.IsExact) : HeapType.Of(type.Kind, type.IsShared);

    private static DefinedType? FindOptional(uint? index, int first, DefinedType[] types, DefinedType[] group) =>
        index is { } known ? Find(known, first, types, group) : null;

    private static DefinedType Find(uint index, int first, DefinedType[] types, DefinedType[] group) =>
        index >= (uint)first ? group[index - (uint)first] : types[index];
}
