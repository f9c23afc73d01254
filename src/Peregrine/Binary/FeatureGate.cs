using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Refuses what belongs to a feature that is switched off, naming the feature.</summary>
internal static class FeatureGate
{
    /// <summary>Throws unless <paramref name="needed"/> is on.</summary>
    /// <param name="features">What is on.</param>
    /// <param name="needed">One feature, or several of which one is enough; the first one is named.</param>
    /// <param name="offset">Where in the module.</param>
    /// <param name="what">What needs it, as the subject of a sentence.</param>
    /// <exception cref="InvalidModuleException">The feature is off.</exception>
    public static void Require(WasmFeatures features, WasmFeatures needed, long offset, string what)
    {
        if ((features & needed) == 0)
        {
            Refuse(needed, offset, what);
        }
    }

    /// <summary>Throws when the value type belongs to a feature that is off.</summary>
    public static void CheckValType(WasmFeatures features, ValTypeSyntax type, long offset)
    {
        var needed = Needed(type);
        if ((features & needed) != needed)
        {
            Refuse(needed & ~features, offset, $"type {type}");
        }
    }

    /// <summary>Throws when the heap type belongs to a feature that is off.</summary>
    public static void CheckHeapType(WasmFeatures features, HeapTypeSyntax type, long offset)
    {
        var needed = Needed(type);
        if ((features & needed) != needed)
        {
            Refuse(needed & ~features, offset, $"heap type {type}");
        }
    }

    /// <summary>Key of a feature as on the command line; of several the first.</summary>
    public static string Key(WasmFeatures feature) => FeatureTable.Rows[BitOperations.TrailingZeroCount((uint)feature)].Key;

    /// <summary>The features that the value type belongs to; all of them are needed.</summary>
    public static WasmFeatures Needed(ValTypeSyntax type) => type.Kind switch
    {
        ValKind.F32 or ValKind.F64 => WasmFeatures.Floats,
        ValKind.V128 => WasmFeatures.Simd,
        ValKind.Ref when type.IsNullable => Needed(type.HeapType),
        ValKind.Ref => Needed(type.HeapType) | WasmFeatures.FunctionReferences,
        _ => WasmFeatures.None,
    };

    /// <summary>The features that the heap type belongs to; all of them are needed.</summary>
    public static WasmFeatures Needed(HeapTypeSyntax type)
    {
        if (type.IsIndex)
        {
            return type.IsExact ? WasmFeatures.FunctionReferences | WasmFeatures.CustomDescriptors : WasmFeatures.FunctionReferences;
        }

        var needed = type.Kind switch
        {
            HeapKind.Func => WasmFeatures.ReferenceTypes,
            HeapKind.Extern => WasmFeatures.ReferenceTypes | WasmFeatures.GcTypes,
            HeapKind.Exn => WasmFeatures.Exceptions,
            HeapKind.Cont or HeapKind.NoCont => WasmFeatures.StackSwitching | WasmFeatures.GcTypes,
            HeapKind.NoExn => WasmFeatures.Exceptions | WasmFeatures.Gc,
            _ => WasmFeatures.Gc | WasmFeatures.GcTypes,
        };
        return type.IsShared ? needed | WasmFeatures.SharedEverythingThreads : needed;
    }

    [DoesNotReturn]
    private static void Refuse(WasmFeatures needed, long offset, string what)
    {
        var feature = (WasmFeatures)(1u << BitOperations.TrailingZeroCount((uint)needed));
        throw new InvalidModuleException($"{what} needs the feature {Key(feature)}, which is not enabled", new ModulePosition(offset), missing: feature);
    }
}
