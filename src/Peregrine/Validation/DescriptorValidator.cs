using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Validation;

/// <summary>Checks the clauses by which structure types are and have descriptors, of the custom descriptors proposal.</summary>
/// <remarks><see href="https://github.com/WebAssembly/custom-descriptors/blob/main/proposals/custom-descriptors/Overview.md"/></remarks>
internal static class DescriptorValidator
{
    /// <summary>Checks that both sides of the relation stand in one recursion group and name each other.</summary>
    public static void CheckIndices(ValidatedModule module, int index, RecursionGroupSyntax group)
    {
        var type = module.Syntax.Types[index];
        if (type.Descriptor is null && type.Described is null)
        {
            return;
        }

        var place = new InvalidPlace(module.Syntax, type.Offset);
        module.Use(WasmFeatures.CustomDescriptors, place, "descriptor");
        if (type.Described is { } described)
        {
            CheckDescribed(module, index, described, group, place);
        }

        if (type.Descriptor is { } descriptor)
        {
            CheckDescriptor(module, index, descriptor, group, place);
        }
    }

    /// <summary>Checks that the relation goes along with that to the supertype.</summary>
    public static void CheckMatch(ValidatedModule module, DefinedType[] types, int index)
    {
        var type = types[index];
        if (type.Supertype is not { } supertype || (type.Descriptor ?? type.Described ?? supertype.Descriptor ?? supertype.Described) is null)
        {
            return;
        }

        var syntax = module.Syntax.Types[index];
        var place = new InvalidPlace(module.Syntax, syntax.Offset);

        // A subtype may have a descriptor where its supertype has none, but it is one exactly if its supertype is.
        if ((supertype.Descriptor is not null && type.Descriptor is null) || (supertype.Described is null) != (type.Described is null))
        {
            throw Invalid.SubtypeMismatch(place, index, syntax.Supertypes[0]);
        }

        if (supertype.Descriptor is not null && !type.Descriptor!.IsSubtypeOf(supertype.Descriptor))
        {
            throw Invalid.At(place, $"descriptor type {syntax.Descriptor} does not match that of super type {syntax.Supertypes[0]}");
        }

        if (supertype.Described is not null && !type.Described!.IsSubtypeOf(supertype.Described))
        {
            throw Invalid.At(place, $"described type {syntax.Described} does not match that of super type {syntax.Supertypes[0]}");
        }
    }

    private static void CheckDescribed(ValidatedModule module, int index, uint described, RecursionGroupSyntax group, InvalidPlace place)
    {
        if (!IsInside(described, group))
        {
            throw Invalid.At(place, $"described type is outside rec group: type {described}");
        }

        if (described >= (uint)index)
        {
            throw Invalid.At(place, $"forward use of described type {described}");
        }

        var types = module.Syntax.Types;
        if (types[index].Composite is not StructTypeSyntax)
        {
            throw Invalid.At(place, "described type must be a struct, and so must be its descriptor");
        }

        if (types[(int)described].Descriptor != index)
        {
            throw Invalid.At(place, $"described type is not described by descriptor {index}");
        }
    }

    private static void CheckDescriptor(ValidatedModule module, int index, uint descriptor, RecursionGroupSyntax group, InvalidPlace place)
    {
        if (!IsInside(descriptor, group))
        {
            throw Invalid.At(place, $"descriptor type is outside rec group: type {descriptor}");
        }

        var types = module.Syntax.Types;
        if (types[index].Composite is not StructTypeSyntax)
        {
            throw Invalid.At(place, "descriptor type must be a struct, and so must be what it describes");
        }

        if (types[(int)descriptor].Described != index)
        {
            throw Invalid.At(place, $"type is not described by its descriptor {descriptor}");
        }
    }

    private static bool IsInside(uint index, RecursionGroupSyntax group) => index >= (uint)group.First && index - (uint)group.First < (uint)group.Count;
}
