using Peregrine.Errors;
using Peregrine.Types;

namespace Peregrine.Validation;

/// <content>Calls and tail calls.</content>
internal sealed partial class FunctionValidator
{
    private void Call(uint function, bool isTail)
    {
        if (function >= (uint)_module.Functions.Length)
        {
            throw Invalid.UnknownFunction(Place, function);
        }

        if (_isShared)
        {
            CheckSharing(_module.Functions[function].IsShared, "functions");
        }

        Apply(_module.Signature(_module.FunctionTypeIndices[function]), isTail);
    }

    private void CallIndirect(uint typeIndex, uint tableIndex, bool isTail)
    {
        if (tableIndex != 0)
        {
            Require(WasmFeatures.ReferenceTypes, "call_indirect with a table index");
        }

        var table = Table(tableIndex);
        if (!Subtyping.IsSubtype(table.Element, ValType.Ref(HeapType.Of(HeapKind.Func, table.Element.HeapType.IsShared), nullable: true)))
        {
            throw Invalid.TypeMismatch(Place, $"table {tableIndex} holds {table.Element}, not functions");
        }

        var signature = FunctionSignature(typeIndex);
        CheckSharing(_module.Types[typeIndex].IsShared, "functions");
        PopOperand(Address(table.Is64));
        Apply(signature, isTail);
    }

    private void CallReference(uint typeIndex, bool isTail)
    {
        var signature = FunctionSignature(typeIndex);
        CheckSharing(_module.Types[typeIndex].IsShared, "functions");
        PopOperand(ReferenceTo(typeIndex, nullable: true));
        Apply(signature, isTail);
    }

    private void Apply(BlockSignature signature, bool isTail)
    {
        PopOperands(signature.ParameterCodes);
        if (!isTail)
        {
            PushOperands(signature.ResultCodes);
            return;
        }

        var results = _control[0].Signature.ResultCodes;
        if (!Matches(signature.ResultCodes, results))
        {
            throw Invalid.TypeMismatch(Place, $"tail call returns {Show(signature.ResultCodes)} but the function returns {Show(results)}");
        }

        Unreachable();
    }
}
