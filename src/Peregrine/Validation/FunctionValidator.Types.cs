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
        if (type.Kind > ValKind.I64)
        {
            var needed = FeatureGate.Needed(type);
            if ((needed & ~_runnable) != 0)
            {
                _module.Use(needed, Place, type.ToString());
            }
        }

        return type.IsReference ? UncheckedCode(type.HeapType, type.IsNullable) : OperandCode.OfNumber(type.Kind);
    }

    /// <summary>The code of a reference to a heap type whose index and features are not checked yet.</summary>
    private OperandCode CheckedCode(HeapTypeSyntax type, bool nullable)
    {
        var needed = FeatureGate.Needed(type);
        if ((needed & ~_runnable) != 0)
        {
            _module.Use(needed, Place, type.ToString());
        }

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

    private DefinedType CheckType(uint index) => index < (uint)_module.Types.Length ? _module.Types[index] : throw Invalid.UnknownType(Place, index);

    private BlockSignature FunctionSignature(uint typeIndex)
    {
        if (CheckType(typeIndex).Function is null)
        {
            throw Invalid.NotAFunctionType(Place, typeIndex);
        }

        return _module.Signature((int)typeIndex);
    }

    private StructType StructType(uint typeIndex)
    {
        var type = CheckType(typeIndex);
        var structure = type.Struct ?? throw Invalid.NotAStructType(Place, typeIndex);
        CheckSharing(type.IsShared, "structs");
        return structure;
    }

    private ArrayType ArrayType(uint typeIndex)
    {
        var type = CheckType(typeIndex);
        var array = type.Array ?? throw Invalid.NotAnArrayType(Place, typeIndex);
        CheckSharing(type.IsShared, "arrays");
        return array;
    }

    /// <summary>A reference to a type that is known to exist.</summary>
    private OperandCode ReferenceTo(uint typeIndex, bool nullable) => _module.Code(HeapTypeSyntax.OfIndex(typeIndex), nullable);

    /// <summary>A reference to something that was just made: not null, and exact where there are exact types.</summary>
    private OperandCode NewReferenceTo(uint typeIndex) => _module.Code(HeapTypeSyntax.OfIndex(typeIndex, _hasExactTypes), nullable: false);

    private TableType Table(uint index)
    {
        var table = index < (uint)_module.Tables.Length ? _module.Tables[index] : throw Invalid.UnknownTable(Place, index);
        CheckSharing(table.IsShared, "tables");
        return table;
    }

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
