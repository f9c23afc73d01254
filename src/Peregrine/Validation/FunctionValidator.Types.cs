using Peregrine.Binary;
using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Validation;

/// <content>Types and indices that instructions name.</content>
internal sealed partial class FunctionValidator
{
    /// <summary>The code of a value type whose index and features are not checked yet.</summary>
    private OperandCode CheckedCode(ValTypeSyntax type)
    {
        if (type.IsReference || type.Kind == ValKind.V128)
        {
            CheckFeatures(FeatureGate.Needed(type), type.ToString());
        }

        return type.IsReference ? UncheckedCode(type.HeapType, type.IsNullable) : OperandCode.OfNumber(type.Kind);
    }

    /// <summary>The code of a reference to a heap type whose index and features are not checked yet.</summary>
    private OperandCode CheckedCode(HeapTypeSyntax type, bool nullable)
    {
        CheckFeatures(FeatureGate.Needed(type), type.ToString());
        return UncheckedCode(type, nullable);
    }

    private OperandCode UncheckedCode(HeapTypeSyntax type, bool nullable)
    {
        if (type.IsIndex)
        {
            CheckType(type.TypeIndex);
        }

        return _module.Code(type, nullable);
    }

    private void CheckFeatures(WasmFeatures needed, string what)
    {
        var missing = needed & ~_features;
        if (missing != 0)
        {
            throw Invalid.MissingFeature(Place, missing, what);
        }
    }

    private DefinedType CheckType(uint index) => index < (uint)_module.Types.Length ? _module.Types[index] : throw Invalid.UnknownType(Place, index);

    private BlockSignature FunctionSignature(uint typeIndex)
    {
        if (CheckType(typeIndex).Function is null)
        {
            throw Invalid.NotAFunctionType(Place, typeIndex);
        }

        return _module.Signature((int)typeIndex);
    }

    private StructType StructType(uint typeIndex) => CheckType(typeIndex).Struct ?? throw Invalid.NotAStructType(Place, typeIndex);

    private ArrayType ArrayType(uint typeIndex) => CheckType(typeIndex).Array ?? throw Invalid.NotAnArrayType(Place, typeIndex);

    /// <summary>A reference to a type that is known to exist.</summary>
    private OperandCode ReferenceTo(uint typeIndex, bool nullable) => _module.Code(HeapTypeSyntax.OfIndex(typeIndex), nullable);

    private TableType Table(uint index) => index < (uint)_module.Tables.Length ? _module.Tables[index] : throw Invalid.UnknownTable(Place, index);

    private MemoryType Memory(uint index) => index < (uint)_module.Memories.Length ? _module.Memories[index] : throw Invalid.UnknownMemory(Place, index);

    private BlockSignature Tag(uint index) =>
        index < (uint)_module.Tags.Length ? _module.Signature(_module.TagTypeIndices[index]) : throw Invalid.UnknownTag(Place, index);

    private ValType ElementType(uint index) =>
        index < (uint)_module.ElementTypes.Length ? _module.ElementTypes[index] : throw Invalid.UnknownElementSegment(Place, index);

    private void CheckData(uint index)
    {
        if (_module.Syntax.DataCount is null)
        {
            throw Malformed.At(_offset, "data count section required");
        }

        if (index >= (uint)_module.Syntax.DataSegments.Count)
        {
            throw Invalid.UnknownDataSegment(Place, index);
        }
    }

    private static OperandCode Address(bool is64) => is64 ? OperandCode.I64 : OperandCode.I32;
}
