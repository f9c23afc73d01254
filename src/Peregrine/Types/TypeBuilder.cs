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
            defined[i] = new DefinedType(Interlocked.Increment(ref lastId), type.IsFinal, supertype);
        }

        for (int i = 0; i < defined.Length; i++)
        {
            defined[i].Complete(Composite(syntax[group.First + i].Composite, group.First, types, defined), defined);
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
        _ => ValType.Ref(type.HeapType.IsIndex ? Find(type.HeapType.TypeIndex, first, types, group) : type.HeapType.Kind, type.IsNullable),
    };

    private static DefinedType Find(uint index, int first, DefinedType[] types, DefinedType[] group) =>
        index >= (uint)first ? group[index - (uint)first] : types[index];
}
