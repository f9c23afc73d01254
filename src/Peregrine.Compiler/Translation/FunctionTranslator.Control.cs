using System.Reflection.Emit;
using Peregrine.Instructions;

namespace Peregrine.Compiler.Translation;

// Blocks and branches. Results of blocks with branches to their end, and parameters of loops, travel in temporaries.
internal sealed partial class FunctionTranslator
{
    private readonly List<Frame> _frames = [];

    /// <summary>Number of open blocks inside code that cannot be reached.</summary>
    private int _skippedBlocks;

    /// <summary>Number of try regions around the code that is being written.</summary>
    private int _tryDepth = 0;

    private Frame Innermost => _frames[^1];

    private Frame Target(uint label) => _frames[^((int)label + 1)];

    private void OpenFunction()
    {
        var signature = _module.Signature(_module.FunctionTypeIndices[_functionIndex]).Body;
        _frames.Add(new Frame(Opcode.Block, signature, 0, 0) { Label = _cil.DefineLabel() });
    }

    /// <summary>Opens a frame on top of operands that branches will find where they are: saved, and not on the evaluation stack.</summary>
    private Frame Open(in Instruction instruction)
    {
        var signature = _module.Signature(instruction.BlockType);
        var frame = new Frame(instruction.Opcode, signature, _height - signature.Parameters.Length, _floor) { Label = _cil.DefineLabel(), TryDepth = _tryDepth };
        _floor = frame.Height;
        _frames.Add(frame);
        return frame;
    }

    private void OpenBlock(in Instruction instruction)
    {
        SpillAll();
        SaveLocals(_height);
        Open(instruction);
    }

    private void OpenLoop(in Instruction instruction)
    {
        SpillAll();
        SaveLocals(_height);
        var frame = Open(instruction);
        StoreParameters(frame);
        _cil.MarkLabel(frame.Label);
        if (frame.Parameters is { } parameters)
        {
            // Copies, as branches back overwrite the parameters while operands may still stand for them.
            for (int i = 0; i < parameters.Length; i++)
            {
                var type = frame.Signature.Parameters[i].Kind;
                int copy = _pool.Rent(type);
                _cil.LoadLocal(_pool[parameters[i]]);
                _cil.StoreLocal(_pool[copy]);
                PushTemporary(type, copy);
            }
        }
    }

    private void OpenIf(in Instruction instruction)
    {
        SpillBelowCondition();
        SaveLocals(_height - 1);
        var condition = Top();
        _height--;
        var frame = Open(instruction);
        StoreParameters(frame);
        frame.ElseLabel = _cil.DefineLabel();
        WriteBranchOn(condition, frame.ElseLabel, whenTrue: false);
        PushParameters(frame);
    }

    private void StoreParameters(Frame frame)
    {
        int count = frame.Signature.Parameters.Length;
        if (count > 0)
        {
            frame.Parameters = RentAll(frame.Signature.Parameters.AsSpan());
            StoreTop(frame.Parameters);
            _height -= count;
        }
    }

    private void PushParameters(Frame frame)
    {
        for (int i = 0; i < (frame.Parameters?.Length ?? 0); i++)
        {
            PushTemporary(frame.Signature.Parameters[i].Kind, frame.Parameters![i], isBorrowed: true);
        }
    }

    private void TranslateElse()
    {
        var frame = Innermost;
        StoreResults(frame);
        WriteJump(frame);
        StartElse(frame);
    }

    private void StartElse(Frame frame)
    {
        DiscardTo(frame.Height);
        _cil.MarkLabel(frame.ElseLabel);
        frame.Opcode = Opcode.Else;
        _unreachable = false;
        PushParameters(frame);
    }

    private void TranslateEnd()
    {
        var frame = Innermost;
        if (frame.Clauses is not null)
        {
            EndTryBody(frame);
            WriteTryTableHandlers(frame);
        }
        else if (frame.Opcode is Opcode.Try or Opcode.Catch or Opcode.CatchAll)
        {
            EndLegacyTry(frame);
        }
        else if (frame.Opcode == Opcode.If && !_unreachable && frame.Signature.Results.Length == 0)
        {
            StartElse(frame);
            DiscardTo(frame.Height);
        }
        else if (frame.Opcode == Opcode.If && !_unreachable)
        {
            // Without an else, the results are the parameters.
            TranslateElse();
        }
        else if (frame.Opcode == Opcode.If)
        {
            StartElse(frame);
        }

        bool isJoin = frame.Opcode != Opcode.Loop && frame.IsTargeted;
        if (isJoin && !_unreachable)
        {
            StoreResults(frame);
        }

        CloseFrame(frame, isJoin);
    }

    private void CloseFrame(Frame frame, bool isJoin)
    {
        _frames.RemoveAt(_frames.Count - 1);
        if (isJoin)
        {
            DiscardTo(frame.Height);
            _cil.MarkLabel(frame.Label);
            _unreachable = false;
            for (int i = 0; i < frame.Signature.Results.Length; i++)
            {
                PushTemporary(frame.Signature.Results[i].Kind, frame.Results![i]);
            }
        }
        else if (_unreachable)
        {
            DiscardTo(frame.Height);
        }

        ReleaseParameters(frame);
        _floor = frame.OuterFloor;
        if (_frames.Count == 0 && !_unreachable)
        {
            WriteReturn();
            _unreachable = true;
        }
    }

    private void ReleaseParameters(Frame frame)
    {
        for (int i = 0; i < (frame.Parameters?.Length ?? 0); i++)
        {
            // Results may still be parameters that nothing touched.
            int parameter = frame.Parameters![i];
            for (int j = frame.Height; j < _height; j++)
            {
                if (_operands[j].Kind == OperandKind.Temporary && _operands[j].IsBorrowed && _operands[j].Index == parameter)
                {
                    _operands[j].IsBorrowed = false;
                    parameter = -1;
                    break;
                }
            }

            if (parameter >= 0)
            {
                _pool.Return(parameter, frame.Signature.Parameters[i].Kind);
            }
        }
    }

    private void TranslateBr(uint label)
    {
        var frame = Target(label);
        if (_frames.Count == (int)label + 1 && _tryDepth == 0)
        {
            TranslateReturn();
            return;
        }

        StoreLabelOperands(frame);
        DiscardTo(_floor);
        WriteJump(frame);
        _unreachable = true;
    }

    private void TranslateBrIf(uint label)
    {
        var frame = Target(label);
        SpillBelowCondition();
        var condition = Top();
        _height--;
        CopyToLabel(frame);
        WriteConditionalJump(condition, frame);
    }

    private void TranslateBrTable()
    {
        SpillBelowCondition();
        var labels = _lists.Labels;
        var defaultFrame = Target(labels[^1]);
        var index = Top();
        _height--;
        if (LabelTypes(defaultFrame).Length > 0)
        {
            foreach (var frame in labels.Select(Target).Distinct())
            {
                CopyToLabel(frame);
            }
        }

        WriteIfNotOnStack(index);
        var crossings = new Dictionary<Frame, Label>();
        _cil.Generator.Emit(OpCodes.Switch, [.. labels.Take(labels.Count - 1).Select(label => JumpLabel(Target(label), crossings))]);
        WriteJump(defaultFrame);
        foreach (var (frame, label) in crossings)
        {
            _cil.MarkLabel(label);
            WriteJump(frame);
        }

        DiscardTo(_floor);
        _unreachable = true;
    }

    /// <summary>Where a switch jumps to reach a frame's label: through a leave when the label is outside of a try region.</summary>
    private Label JumpLabel(Frame frame, Dictionary<Frame, Label> crossings)
    {
        if (frame.TryDepth == _tryDepth)
        {
            frame.IsTargeted = true;
            return frame.Label;
        }

        if (!crossings.TryGetValue(frame, out var label))
        {
            label = _cil.DefineLabel();
            crossings.Add(frame, label);
        }

        return label;
    }

    private void WriteJump(Frame frame)
    {
        frame.IsTargeted = true;
        _cil.Op(frame.TryDepth == _tryDepth ? OpCodes.Br : OpCodes.Leave, frame.Label);
    }

    private void WriteConditionalJump(in Operand condition, Frame frame)
    {
        if (frame.TryDepth == _tryDepth)
        {
            frame.IsTargeted = true;
            WriteBranchOn(condition, frame.Label, whenTrue: true);
            return;
        }

        var stay = _cil.DefineLabel();
        WriteBranchOn(condition, stay, whenTrue: false);
        WriteJump(frame);
        _cil.MarkLabel(stay);
    }

    /// <summary>Branches on an operand that has been taken off the operand stack.</summary>
    private void WriteBranchOn(in Operand condition, Label target, bool whenTrue)
    {
        if (condition.Kind == OperandKind.Comparison)
        {
            _cil.Op(Comparisons.Branch(condition.Comparison, whenTrue != condition.IsNegated), target);
            return;
        }

        WriteIfNotOnStack(condition);
        _cil.Op(whenTrue ? OpCodes.Brtrue : OpCodes.Brfalse, target);
    }

    private void WriteIfNotOnStack(Operand operand)
    {
        if (operand.Kind != OperandKind.Stack)
        {
            Write(ref operand);
        }
    }

    private static ReadOnlySpan<ValType> LabelTypes(Frame frame) =>
        frame.Opcode == Opcode.Loop ? frame.Signature.Parameters.AsSpan() : frame.Signature.Results.AsSpan();

    private int[] LabelTemporaries(Frame frame) =>
        frame.Opcode == Opcode.Loop ? frame.Parameters ?? [] : frame.Results ??= RentAll(frame.Signature.Results.AsSpan());

    /// <summary>Moves the results on top of the operand stack to where the end of a block expects them.</summary>
    private void StoreResults(Frame frame)
    {
        if (frame.Signature.Results.Length > 0)
        {
            frame.Results ??= RentAll(frame.Signature.Results.AsSpan());
            StoreTop(frame.Results);
            _height -= frame.Results.Length;
        }
    }

    /// <summary>Moves what a branch takes to where its target expects it.</summary>
    private void StoreLabelOperands(Frame frame)
    {
        var temporaries = LabelTemporaries(frame);
        StoreTop(temporaries);
        _height -= temporaries.Length;
    }

    /// <summary>Copies what a conditional branch takes to where its target expects it; the operands stay. None is on the evaluation stack.</summary>
    private void CopyToLabel(Frame frame)
    {
        var temporaries = LabelTemporaries(frame);
        for (int i = 0; i < temporaries.Length; i++)
        {
            WriteCopy(Top(temporaries.Length - 1 - i));
            _cil.StoreLocal(_pool[temporaries[i]]);
        }
    }

    /// <summary>Stores the topmost operands into temporaries, the top one first; they stay on the operand stack for the caller to drop.</summary>
    private void StoreTop(int[] temporaries)
    {
        for (int i = 0; i < temporaries.Length; i++)
        {
            ref var operand = ref Top(i);
            if (operand.Kind != OperandKind.Stack)
            {
                Write(ref operand);
            }

            _cil.StoreLocal(_pool[temporaries[^(i + 1)]]);
        }
    }

    private int[] RentAll(ReadOnlySpan<ValType> types)
    {
        var temporaries = new int[types.Length];
        for (int i = 0; i < temporaries.Length; i++)
        {
            temporaries[i] = _pool.Rent(types[i].Kind);
        }

        return temporaries;
    }

    private void TranslateReturn()
    {
        var function = _frames[0];
        if (_tryDepth > 0)
        {
            StoreLabelOperands(function);
            DiscardTo(_floor);
            WriteJump(function);
        }
        else
        {
            WriteReturn();
        }

        _unreachable = true;
    }

    /// <summary>Returns the results on top of the operand stack.</summary>
    private void WriteReturn()
    {
        int count = _signature.Results.Length;
        if (count > 1)
        {
            SpillAll();
            for (int i = count - 1; i > 0; i--)
            {
                _cil.LoadArgument(_signature.ResultArgument(i));
                var type = Top().Type;
                Take(1);
                _cil.StoreIndirect(type);
            }
        }

        if (count > 0)
        {
            var result = TakeForReturn();
            DiscardTo(_floor);
            WriteIfNotOnStack(result);
        }
        else
        {
            DiscardTo(_floor);
        }

        _cil.Op(OpCodes.Ret);
    }

    /// <summary>Takes the top operand; it may stay on the evaluation stack when nothing else is there.</summary>
    private Operand TakeForReturn()
    {
        for (int i = _floor; i < _height - 1; i++)
        {
            if (_operands[i].IsOnStack)
            {
                return TakeForLater();
            }
        }

        return _operands[--_height];
    }

    private void TranslateUnreachable()
    {
        DiscardTo(_floor);
        WriteTrap(TrapKind.Unreachable);
        _unreachable = true;
    }

    /// <summary>Follows the block structure of code that cannot be reached.</summary>
    private void Skip(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.If or Opcode.Try or Opcode.TryTable:
                _skippedBlocks++;
                break;
            case Opcode.End or Opcode.Delegate when _skippedBlocks > 0:
                _skippedBlocks--;
                break;
            case Opcode.End:
                TranslateEnd();
                break;
            case Opcode.Catch or Opcode.CatchAll or Opcode.Delegate when _skippedBlocks == 0:
                TryTranslateException(instruction);
                break;
            case Opcode.Else when _skippedBlocks == 0:
                StartElse(Innermost);
                break;
            default:
                break;
        }
    }
}
