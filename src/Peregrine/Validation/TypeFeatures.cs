using Peregrine.Syntax;

namespace Peregrine.Validation;

/// <summary>Which features a type belongs to.</summary>
internal static class TypeFeatures
{
    public static WasmFeatures Needed(ValTypeSyntax type) => type.Kind switch
    {
        ValKind.V128 => WasmFeatures.Simd,
        ValKind.Ref when type.IsNullable => Needed(type.HeapType),
        ValKind.Ref => Needed(type.HeapType) | WasmFeatures.FunctionReferences,
        _ => WasmFeatures.None,
    };

    public static WasmFeatures Needed(HeapTypeSyntax type)
    {
        if (type.IsIndex)
        {
            return type.IsExact ? WasmFeatures.FunctionReferences | WasmFeatures.CustomDescriptors : WasmFeatures.FunctionReferences;
        }

        return type.Kind switch
        {
            HeapKind.Func or HeapKind.Extern => WasmFeatures.ReferenceTypes,
            HeapKind.Exn => WasmFeatures.Exceptions,
            HeapKind.NoExn => WasmFeatures.Exceptions | WasmFeatures.Gc,
            _ => WasmFeatures.Gc,
        };
    }
}
