using Peregrine.Errors;
using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Validation;

/// <content>Blocks, branches and select.</content>
internal sealed partial class FunctionValidator
{
    private void PushControl(Opcode opcode, BlockSignature signature)
    {
        if (ControlDepth == _control.Length)
        {
            Array.Resize(ref _control, 2 * ControlDepth);
        }

        ref var frame = ref _control[ControlDepth++];
        frame.Opcode = opcode;
        frame.IsUnreachable = false;
        frame.Height = Height;
        frame.InitializationHeight = _setCount;
        frame.Signature = signature;
        _floor = Height;
        _unreachable = false;
    }

    /// <summary>Closes the innermost frame: its results must be on the stack, and nothing else.</summary>
    private ref ControlFrame PopControl()
    {
        ref var frame = ref _control[ControlDepth - 1];
        int height = Height;
        PopOperands(frame.Signature.ResultCodes);
        if (Height != frame.Height)
        {
            LeftOver(frame.Signature.ResultCodes, height);
        }

        ResetLocals(frame.InitializationHeight);
        if (--ControlDepth > 0)
        {
            ref var outer = ref _control[ControlDepth - 1];
            _floor = outer.Height;
            _unreachable = outer.IsUnreachable;
        }

        return ref frame;
    }

    private void Unreachable()
    {
        Height = _floor;
        _unreachable = true;
        _control[ControlDepth - 1].IsUnreachable = true;
    }

    private ref ControlFrame Label(uint label)
    {
        if (label >= (uint)ControlDepth)
        {
            Invalid.Throw(Invalid.UnknownLabel(Place, label));
        }

        return ref _control[ControlDepth - 1 - (int)label];
    }

    private BlockSignature BlockSignatureOf(BlockTypeSyntax type)
    {
        if (type.IsEmpty)
        {
            return BlockSignature.Empty;
        }

        if (type.IsIndex)
        {
            Require(WasmFeatures.MultiValue, "block with a type index");
            return FunctionSignature(type.TypeIndex);
        }

        if (type.Result.Kind > ValKind.I64)
        {
            CheckedCode(type.Result);
        }

        return _module.Signature(type);
    }

    private void Block(ref Instruction instruction)
    {
        var signature = BlockSignatureOf(instruction.BlockType);
        if (instruction.Opcode == Opcode.If)
        {
            PopOperand(OperandCode.I32);
        }

        OpenBlock(instruction.Opcode, signature);
    }

    private void OpenBlock(Opcode opcode, BlockSignature signature)
    {
        PopOperands(signature.ParameterCodes);
        PushControl(opcode, signature);
        PushOperands(signature.ParameterCodes);
    }

    private void Else()
    {
        if (_control[ControlDepth - 1].Opcode != Opcode.If)
        {
            throw Malformed.At(_offset, "END opcode expected: else without if");
        }

        var signature = PopControl().Signature;
        PushControl(Opcode.Else, signature);
        PushOperands(signature.ParameterCodes);
    }

    private void End()
    {
        ref var frame = ref PopControl();
        var signature = frame.Signature;
        if (frame.Opcode == Opcode.If && !Matches(signature.ParameterCodes, signature.ResultCodes))
        {
            throw Invalid.TypeMismatch(Place, $"if without else has type {Show(signature.ParameterCodes)} -> {Show(signature.ResultCodes)}");
        }

        PushOperands(signature.ResultCodes);
    }

    private void Branch(uint label)
    {
        PopOperands(Label(label).LabelCodes);
        Unreachable();
    }

    private void BranchIf(uint label)
    {
        var codes = Label(label).LabelCodes;
        PopOperand(OperandCode.I32);
        PopOperands(codes);
        PushOperands(codes);
    }

    private void BranchTable(InstructionLists lists)
    {
        PopOperand(OperandCode.I32);
        var labels = lists.Labels;
        uint last = labels[^1];
        int arity = Label(last).LabelCodes.Length;
        uint previous = uint.MaxValue;
        foreach (uint label in labels)
        {
            if (label == previous)
            {
                continue;
            }

            var codes = Label(label).LabelCodes;
            if (codes.Length != arity)
            {
                MismatchLabel(codes, Label(last).LabelCodes);
            }

            if (arity != 0)
            {
                CheckOperands(codes);
            }

            previous = label;
        }

        Unreachable();
    }

    private void Return()
    {
        PopOperands(_control[0].Signature.ResultCodes);
        Unreachable();
    }

    private void Select()
    {
        PopOperand(OperandCode.I32);
        var second = PopOperand();
        var first = PopOperand();
        if (first.IsReference || second.IsReference || (first != second && !first.IsBottom && !second.IsBottom))
        {
            throw Invalid.TypeMismatch(Place, $"select of {Show([first, second])}, which needs two equal numbers or vectors");
        }

        PushOperand(first.IsBottom ? second : first);
    }

    private void SelectTyped(InstructionLists lists)
    {
        if (lists.Types.Count != 1)
        {
            throw Invalid.InvalidResultArity(Place, lists.Types.Count);
        }

        var code = CheckedCode(lists.Types[0]);
        PopOperands([code, code, OperandCode.I32]);
        PushOperand(code);
    }
}
