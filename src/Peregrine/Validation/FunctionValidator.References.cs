using Peregrine.Errors;
using Peregrine.Instructions;

namespace Peregrine.Validation;

/// <content>References of any kind, and i31.</content>
internal sealed partial class FunctionValidator
{
    private bool StepReference(ref Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.RefNull:
                PushOperand(CheckedCode(instruction.HeapType, nullable: true));
                return true;
            case Opcode.RefIsNull:
                PopReference();
                PushOperand(OperandCode.I32);
                return true;
            case Opcode.RefFunc:
                RefFunc(instruction.Index);
                return true;
            case Opcode.RefEq:
                CompareReferences();
                PushOperand(OperandCode.I32);
                return true;
            case Opcode.RefAsNonNull:
                PushOperand(PopReference().WithNullability(false));
                return true;
            case Opcode.BrOnNull:
                BranchOnNull(instruction.Index);
                return true;
            case Opcode.BrOnNonNull:
                BranchOnNonNull(instruction.Index);
                return true;
            case Opcode.RefI31:
                PopOperand(OperandCode.I32);
                PushOperand(OperandCode.Ref(HeapKind.I31, nullable: false));
                return true;
            case Opcode.I31GetS:
            case Opcode.I31GetU:
                PopShareable(HeapKind.I31);
                PushOperand(OperandCode.I32);
                return true;
            default:
                return false;
        }
    }

    private void RefFunc(uint function)
    {
        if (function >= (uint)_module.Functions.Length)
        {
            throw Invalid.UnknownFunction(Place, function);
        }

        if (!_module.DeclaredFunctions[function])
        {
            throw Invalid.UndeclaredFunctionReference(Place, function);
        }

        CheckSharing(_module.Functions[function].IsShared, "functions");
        uint type = (uint)_module.FunctionTypeIndices[function];
        PushOperand(_module.IsExactFunction(function) ? NewReferenceTo(type) : ReferenceTo(type, nullable: false));
    }

    private void BranchOnNull(uint label)
    {
        var codes = Label(label).LabelCodes;
        var reference = PopReference();
        PopOperands(codes);
        PushOperands(codes);
        PushOperand(reference.WithNullability(false));
    }

    private void BranchOnNonNull(uint label)
    {
        var codes = Label(label).LabelCodes;
        var reference = PopReference().WithNullability(false);
        var rest = CheckLabelTakes(codes, reference);
        PopOperands(rest);
        PushOperands(rest);
    }

    /// <summary>Checks that a label takes a reference on top; returns what it takes below.</summary>
    private ReadOnlySpan<OperandCode> CheckLabelTakes(ReadOnlySpan<OperandCode> label, OperandCode reference)
    {
        if (label.IsEmpty || !label[^1].IsReference || !Matches(reference, label[^1]))
        {
            MismatchLabel([reference], label);
        }

        return label[..^1];
    }
}
