using Peregrine.Errors;

namespace Peregrine.Validation;

/// <content>What shared functions may reach, and instructions that take shared references as well as others.</content>
/// <remarks><see href="https://github.com/WebAssembly/shared-everything-threads/blob/main/proposals/shared-everything-threads/Overview.md"/></remarks>
internal sealed partial class FunctionValidator
{
    // Whether the function at hand may run on several threads.
    private bool _isShared;

    private bool CanShare => (_features & WasmFeatures.SharedEverythingThreads) != 0;

    private void CheckSharing(bool isShared, string what)
    {
        if (_isShared && !isShared)
        {
            Invalid.Throw(Invalid.UnsharedAccess(Place, what));
        }
    }

    private bool IsShared(OperandCode reference) => reference.IsDefined ? _module.Types[reference.TypeIndex].IsShared : reference.IsShared;

    /// <summary>Pops a nullable reference to an abstract heap type, shared or not; gives what was there.</summary>
    private OperandCode PopShareable(HeapKind kind)
    {
        var expected = OperandCode.Ref(kind, nullable: true);
        if (Height == _floor)
        {
            PopOperand(expected);
            return OperandCode.BottomReference;
        }

        var operand = _operands[Height - 1];
        PopOperand(CanShare && operand.IsReference && IsShared(operand) ? expected.WithSharing(true) : expected);
        return operand.IsBottom ? OperandCode.BottomReference : operand;
    }

    /// <summary>A reference of a kind that unreachable code makes up.</summary>
    private OperandCode MadeUp(HeapKind kind) => CanShare ? OperandCode.MaybeSharedRef(kind) : OperandCode.Ref(kind, nullable: false);

    /// <summary>Pops two references that can be compared: both shared, or none.</summary>
    private void CompareReferences()
    {
        var second = PopShareable(HeapKind.Eq);
        var first = PopShareable(HeapKind.Eq);
        bool isKnown = !first.IsBottomReference && !first.IsMaybeShared && !second.IsBottomReference && !second.IsMaybeShared;
        if (isKnown && IsShared(first) != IsShared(second))
        {
            throw Invalid.TypeMismatch(Place, $"{Show([first, second])}, which are not both shared or both not");
        }
    }
}
