using Peregrine.Errors;
using Peregrine.Syntax;
using Peregrine.Types;

namespace Peregrine.Validation;

/// <summary>Checks recursion groups and makes their types canonical.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/valid/types.html#recursive-types"/></remarks>
internal static class TypeSectionValidator
{
    public static void Validate(ValidatedModule module, TypeRegistry registry)
    {
        var syntax = module.Syntax;
        if (syntax.Types.Count > ImplementationLimits.Types)
        {
            throw Invalid.TooMany(new InvalidPlace(syntax, syntax.Types[^1].Offset), "types", syntax.Types.Count, ImplementationLimits.Types);
        }

        var types = new DefinedType[syntax.Types.Count];
        var depths = new byte[types.Length];
        foreach (var group in syntax.RecursionGroups)
        {
            CheckGroup(module, group);
            int end = group.First + group.Count;
            for (int i = group.First; i < end; i++)
            {
                CheckComposite(module, i, end);
                CheckSupertypes(module, i, depths);
            }

            for (int i = group.First; i < end; i++)
            {
                DescriptorValidator.CheckIndices(module, i, group);
            }

            registry.Define(syntax.Types, group, types);
            for (int i = group.First; i < end; i++)
            {
                CheckMatch(module, types, i);
                DescriptorValidator.CheckMatch(module, types, i);
            }
        }

        module.Types = types;
    }

    private static void CheckGroup(ValidatedModule module, RecursionGroupSyntax group)
    {
        if (group.IsExplicit && (module.Features & WasmFeatures.Gc) == 0)
        {
            long offset = group.Count > 0 ? module.Syntax.Types[group.First].Offset : -1;
            throw Invalid.MissingFeature(new InvalidPlace(module.Syntax, offset), WasmFeatures.Gc, "rec");
        }
    }

    private static void CheckComposite(ValidatedModule module, int index, int end)
    {
        var type = module.Syntax.Types[index];
        var place = new InvalidPlace(module.Syntax, type.Offset);
        switch (type.Composite)
        {
            case FunctionTypeSyntax function:
                CheckFunction(module, function, place, end);
                break;
            case StructTypeSyntax structure:
                module.Use(WasmFeatures.Gc | WasmFeatures.GcTypes, place, "struct");
                CheckCount(structure.Fields.Length, ImplementationLimits.Fields, "fields", place);
                foreach (var field in structure.Fields)
                {
                    TypeChecker.Check(module, field.Type, place, end);
                }

                break;
            case ArrayTypeSyntax array:
                module.Use(WasmFeatures.Gc | WasmFeatures.GcTypes, place, "array");
                TypeChecker.Check(module, array.Element.Type, place, end);
                break;
            case ContinuationTypeSyntax continuation:
                module.Use(WasmFeatures.StackSwitching | WasmFeatures.GcTypes, place, "cont");
                CheckFunctionIndex(module, continuation.TypeIndex, place, end);
                break;
        }

        if (type.IsShared)
        {
            module.Use(WasmFeatures.SharedEverythingThreads, place, "shared type");
            CheckContentsShared(module, type.Composite, place);
        }
    }

    private static void CheckFunctionIndex(ValidatedModule module, uint index, InvalidPlace place, int end)
    {
        if (index >= (uint)end)
        {
            throw Invalid.UnknownType(place, index);
        }

        if (module.Syntax.Types[(int)index].Composite is not FunctionTypeSyntax)
        {
            throw Invalid.NotAFunctionType(place, index);
        }
    }

    /// <summary>What threads share must not refer to anything that they do not share.</summary>
    private static void CheckContentsShared(ValidatedModule module, CompositeTypeSyntax type, InvalidPlace place)
    {
        bool isShared = type switch
        {
            FunctionTypeSyntax function => function.Parameters.All(IsShared) && function.Results.All(IsShared),
            StructTypeSyntax structure => structure.Fields.All(field => IsShared(field.Type)),
            ArrayTypeSyntax array => IsShared(array.Element.Type),
            ContinuationTypeSyntax continuation => module.Syntax.Types[(int)continuation.TypeIndex].IsShared,
            _ => true,
        };
        if (!isShared)
        {
            throw Invalid.At(place, "shared composite type must contain shared types");
        }

        bool IsShared(ValTypeSyntax content) => !content.IsReference
            || (content.HeapType.IsIndex ? module.Syntax.Types[(int)content.HeapType.TypeIndex].IsShared : content.HeapType.IsShared);
    }

    private static void CheckFunction(ValidatedModule module, FunctionTypeSyntax function, InvalidPlace place, int end)
    {
        CheckCount(function.Parameters.Length, ImplementationLimits.Parameters, "parameters", place);
        CheckCount(function.Results.Length, ImplementationLimits.Results, "results", place);
        if (function.Results.Length > 1)
        {
            // The wording dates from the time when one result was the most.
            Require(module, WasmFeatures.MultiValue, place, "invalid result arity");
        }

        foreach (var parameter in function.Parameters)
        {
            TypeChecker.Check(module, parameter, place, end);
        }

        foreach (var result in function.Results)
        {
            TypeChecker.Check(module, result, place, end);
        }
    }

    private static void CheckSupertypes(ValidatedModule module, int index, byte[] depths)
    {
        var type = module.Syntax.Types[index];
        var place = new InvalidPlace(module.Syntax, type.Offset);
        if (type.IsExplicit || !type.IsFinal || type.Supertypes.Length > 0)
        {
            Require(module, WasmFeatures.Gc, place, "sub");
        }

        if (type.Supertypes.Length == 0)
        {
            return;
        }

        if (type.Supertypes.Length > 1)
        {
            throw Invalid.At(place, $"sub type {index} has {type.Supertypes.Length} super types, one is the most");
        }

        uint supertype = type.Supertypes[0];
        if (supertype >= (uint)index)
        {
            throw Invalid.UnknownType(place, supertype);
        }

        if (module.Syntax.Types[(int)supertype].IsFinal)
        {
            throw Invalid.SubtypeMismatch(place, index, supertype);
        }

        depths[index] = (byte)(depths[supertype] + 1);
        if (depths[index] > ImplementationLimits.SubtypeDepth)
        {
            throw Invalid.TooMany(place, "super types above a sub type", depths[index], ImplementationLimits.SubtypeDepth);
        }
    }

    private static void CheckMatch(ValidatedModule module, DefinedType[] types, int index)
    {
        var type = types[index];
        if (type.Supertype is { } supertype && (type.IsShared != supertype.IsShared || !Subtyping.IsSubtype(type.Composite, supertype.Composite)))
        {
            var syntax = module.Syntax.Types[index];
            throw Invalid.SubtypeMismatch(new InvalidPlace(module.Syntax, syntax.Offset), index, syntax.Supertypes[0]);
        }
    }

    private static void CheckCount(int count, int most, string what, InvalidPlace place)
    {
        if (count > most)
        {
            throw Invalid.TooMany(place, what, count, most);
        }
    }

    private static void Require(ValidatedModule module, WasmFeatures feature, InvalidPlace place, string what)
    {
        if ((module.Features & feature) == 0)
        {
            throw Invalid.MissingFeature(place, feature, what);
        }
    }
}
