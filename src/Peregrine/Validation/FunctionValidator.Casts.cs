using Peregrine.Errors;
using Peregrine.Instructions;
using Peregrine.Types;

namespace Peregrine.Validation;

/// <content>Tests, casts, casting branches, and conversions between the hierarchies.</content>
internal sealed partial class FunctionValidator
{
    private const int SourceNullable = 1;
    private const int TargetNullable = 2;

    private bool StepCast(ref Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.RefTest:
            case Opcode.RefTestNull:
                PopTop(CheckedCode(instruction.HeapType, instruction.Opcode == Opcode.RefTestNull));
                PushOperand(OperandCode.I32);
                return true;
            case Opcode.RefCast:
            case Opcode.RefCastNull:
                var target = CheckedCode(instruction.HeapType, instruction.Opcode == Opcode.RefCastNull);
                PopTop(target);
                PushOperand(target);
                return true;
            case Opcode.BrOnCast:
            case Opcode.BrOnCastFail:
                BranchOnCast(ref instruction, branchesOnSuccess: instruction.Opcode == Opcode.BrOnCast);
                return true;
            case Opcode.AnyConvertExtern:
                Convert(HeapKind.Extern, HeapKind.Any);
                return true;
            case Opcode.ExternConvertAny:
                Convert(HeapKind.Any, HeapKind.Extern);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Pops whatever reference lies in the same hierarchy as the target.</summary>
    private void PopTop(OperandCode target) => PopOperand(Top(target));

    /// <summary>The nullable reference to the top of the hierarchy that a cast stays in.</summary>
    private OperandCode Top(OperandCode code)
    {
        var heapType = _module.Type(code).HeapType;
        var top = Subtyping.Top(heapType);
        return top != HeapKind.Cont
            ? OperandCode.Ref(top, nullable: true, heapType.IsShared)
            : throw Invalid.At(Place, "invalid cast: continuations have no types at run time");
    }

    private void BranchOnCast(ref Instruction instruction, bool branchesOnSuccess, bool hasDescriptor = false)
    {
        var source = CheckedCode(instruction.HeapType, (instruction.Lane & SourceNullable) != 0);
        var target = CheckedCode(instruction.SecondHeapType, (instruction.Lane & TargetNullable) != 0);

        // Custom descriptors let casts go anywhere in the hierarchy.
        if (Top(target) != Top(source) || (!_hasExactTypes && !Matches(target, source)))
        {
            throw Invalid.TypeMismatch(Place, $"cast from {_module.Type(source)} to {_module.Type(target)}, which is no subtype of it");
        }

        if (hasDescriptor)
        {
            PopDescriptor(instruction.SecondHeapType);
        }

        // What stays when the cast fails: null only if the target does not take it.
        var difference = target.IsNullable ? source.WithNullability(false) : source;
        var rest = CheckLabelTakes(Label(instruction.Index).LabelCodes, branchesOnSuccess ? target : difference);
        PopOperand(source);
        PopOperands(rest);
        PushOperands(rest);
        PushOperand(branchesOnSuccess ? difference : target);
    }

    private void Convert(HeapKind from, HeapKind to)
    {
        var operand = PopShareable(from);
        PushOperand(operand.IsBottomReference || operand.IsMaybeShared ? MadeUp(to) : OperandCode.Ref(to, operand.IsNullable, IsShared(operand)));
    }
}
