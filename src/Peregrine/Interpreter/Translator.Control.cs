using System.Runtime.InteropServices;
using Peregrine.Collections;
using Peregrine.Instructions;
using Peregrine.Validation;

namespace Peregrine.Interpreter;

/// <summary>A block that is open while code is translated; the outermost is the function body.</summary>
internal struct Label
{
    public Opcode Opcode;
    public BlockSignature Signature;

    /// <summary>Number of operands below the block's own.</summary>
    public int Height;

    /// <summary>First slot and reference place for the block's parameters and results.</summary>
    public int Slot;

    /// <summary>See <see cref="Slot"/>.</summary>
    public int Reference;

    /// <summary>Where a loop begins.</summary>
    public int Start;

    /// <summary>Branches to the end that are not filled in yet: first in the list of fixups, -1 for none.</summary>
    public int Fixups;

    /// <summary>The branch of an if to its else, -1 when there is none or it is filled in.</summary>
    public int ElseFixup;

    /// <summary>Anything that exception handling keeps for its blocks.</summary>
    public int Region;

    public readonly System.Collections.Immutable.ImmutableArray<ValType> Types => Opcode == Opcode.Loop ? Signature.Parameters : Signature.Results;
}

/// <summary>A branch whose offset is missing.</summary>
/// <param name="At">Where the offset goes.</param>
/// <param name="Origin">What it counts from.</param>
/// <param name="Next">Another one for the same label, -1 for none.</param>
internal readonly record struct Fixup(int At, int Origin, int Next);

/// <summary>Blocks and branches.</summary>
internal sealed unsafe partial class Translator
{
    private readonly ItemList<Label> _labels = [];
    private readonly ItemList<Fixup> _fixups = [];

    /// <summary>Whether the next instruction cannot be reached, and the number of blocks opened since.</summary>
    private bool _isDead;
    private int _deadDepth;

    private ref Label LabelAt(uint index) => ref _labels.AsSpan()[_labels.Count - 1 - (int)index];

    private bool IsFunctionLabel(uint index) => index == (uint)_labels.Count - 1;

    /// <summary>Skips unreachable code; true for the instruction that ends it.</summary>
    private bool TracksDeadCode(Opcode opcode)
    {
        switch (opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.If or Opcode.Try or Opcode.TryTable:
                _deadDepth++;
                return false;
            case Opcode.End or Opcode.Delegate when _deadDepth > 0:
                _deadDepth--;
                return false;
            default:
                return _deadDepth == 0 && opcode is Opcode.End or Opcode.Else or Opcode.Catch or Opcode.CatchAll or Opcode.Delegate && _deadDepth == 0;
        }
    }

    private void MarkDead() => _isDead = true;

    /// <summary>Opens a block whose parameters are the topmost operands, all at home.</summary>
    private ref Label PushLabel(Opcode opcode, BlockSignature signature)
    {
        int height = _operands.Count - signature.Parameters.Length;
        int slot = _slotTop, reference = _referenceTop;
        foreach (ref var parameter in Operands[height..])
        {
            if (parameter.IsReference)
            {
                reference = Math.Min(reference, parameter.Home);
            }
            else
            {
                slot = Math.Min(slot, parameter.Home);
            }
        }

        _labels.Add(new Label
        {
            Opcode = opcode,
            Signature = signature,
            Height = height,
            Slot = slot,
            Reference = reference,
            Start = _length,
            Fixups = -1,
            ElseFixup = -1,
            Region = -1,
        });
        return ref LabelAt(0);
    }

    private void TranslateBlock(ref Instruction instruction)
    {
        var signature = _module.Signature(instruction.BlockType);
        MaterializeLocals();
        MaterializeTop(signature.Parameters.Length);
        if (instruction.Opcode == Opcode.Loop)
        {
            BindHere();
        }

        PushLabel(instruction.Opcode, signature);
        Seal();
        if (signature.Parameters.Length > 0)
        {
            _mirrors.Pin();
        }
    }

    private void TranslateIf(ref Instruction instruction)
    {
        var signature = _module.Signature(instruction.BlockType);
        PrepareBlockBelow(1, signature.Parameters.Length);
        int branch = EmitConditionalBranch(negate: true);
        PushLabel(Opcode.If, signature).ElseFixup = branch;
        Seal();
        if (signature.Parameters.Length > 0)
        {
            // The other arm reads the parameters from their slots.
            _mirrors.Pin();
        }
    }

    /// <summary>As at the start of a block, for operands below some that the opening instruction takes.</summary>
    private void PrepareBlockBelow(int fromTop, int parameters)
    {
        MaterializeLocals(fromTop);
        foreach (ref var operand in Operands[(_operands.Count - fromTop - parameters)..^fromTop])
        {
            Materialize(ref operand);
        }
    }

    private void TranslateElse()
    {
        ref var label = ref LabelAt(0);
        if (!_isDead)
        {
            MoveValues(label, label.Signature.Results.Length, isLast: true);
            AddFixup(ref LabelAt(0), EmitBranch());
        }

        label = ref LabelAt(0);
        BindElse(ref label);
        RestartBlock(label);
        label.Opcode = Opcode.Else;
    }

    /// <summary>The operands as at the start of the block, parameters at home.</summary>
    private void RestartBlock(in Label label)
    {
        _isDead = false;
        Truncate(label.Height);
        foreach (var parameter in label.Signature.Parameters)
        {
            PushTemporary(parameter.Kind);
        }
    }

    private void BindElse(ref Label label)
    {
        Write32(label.ElseFixup + 12, _length - label.ElseFixup);
        label.ElseFixup = -1;
        BindHere();
    }

    private void TranslateEnd()
    {
        if (!_isDead)
        {
            if (_labels.Count == 1 && LabelAt(0).Fixups < 0)
            {
                EmitReturn();
                _labels.Clear();
                return;
            }

            var label = LabelAt(0);
            MoveValues(label, label.Signature.Results.Length, isLast: true);
        }

        CloseBlock();
    }

    /// <summary>Ends the innermost block: binds its label and pushes its results. Values that fall through are in place.</summary>
    private void CloseBlock()
    {
        var label = LabelAt(0);
        if (label.ElseFixup >= 0)
        {
            BindElse(ref label);
        }

        if (label.Fixups >= 0)
        {
            BindFixups(label);
            BindHere();
        }

        Seal();
        _isDead = false;
        Truncate(label.Height);
        foreach (var result in label.Signature.Results)
        {
            PushTemporary(result.Kind);
        }

        if (_labels.Count == 1)
        {
            EmitReturn();
        }

        _labels.RemoveAt(_labels.Count - 1);
    }

    private void BindFixups(in Label label)
    {
        for (int fixup = label.Fixups; fixup >= 0; fixup = _fixups[fixup].Next)
        {
            Write32(_fixups[fixup].At, _length - _fixups[fixup].Origin);
        }
    }

    /// <summary>An unconditional branch, its target still missing.</summary>
    private int EmitBranch() => Emit(Operation.Branch, 16);

    /// <summary>Gives the branch at <paramref name="position"/>, whose offset is at +12, its target, or notes it for later.</summary>
    private void AddFixup(ref Label label, int position) => AddFixup(ref label, position + 12, position);

    private void AddFixup(ref Label label, int at, int origin)
    {
        if (label.Types.Length > 0)
        {
            // The label's code reads the values from their slots, whatever this way does with them.
            _mirrors.Pin();
        }

        if (label.Opcode == Opcode.Loop)
        {
            Write32(at, label.Start - origin);
            return;
        }

        _fixups.Add(new Fixup(at, origin, label.Fixups));
        label.Fixups = _fixups.Count - 1;
    }

    /// <summary>Whether the label's values, on top of the stack, are where the label wants them.</summary>
    private bool IsInPlace(in Label label)
    {
        int count = label.Types.Length;
        if (count == 0)
        {
            return true;
        }

        int slot = label.Slot, reference = label.Reference;
        foreach (ref var operand in Operands[^count..])
        {
            int wanted = operand.IsReference ? reference : slot;
            if (operand.Kind != OperandKind.Temporary || operand.Place != wanted)
            {
                return false;
            }

            slot += SlotsOf(operand.Type);
            reference += operand.IsReference ? 1 : 0;
        }

        return true;
    }

    /// <summary>Copies the label's values, on top of the stack, to where the label wants them. The stack stays as it is.</summary>
    /// <param name="label">The label.</param>
    /// <param name="isLast">Whether nothing else will use the values.</param>
    private void MoveToLabel(in Label label, bool isLast) => MoveValues(label, label.Types.Length, isLast);

    /// <summary>The same for so many values: those of the label, or what falls through the end of the block.</summary>
    private void MoveValues(in Label label, int count, bool isLast)
    {
        if (count == 0)
        {
            return;
        }

        int slot = label.Slot, reference = label.Reference;

        // Homes are in the order of the stack and not below their targets, so no move overwrites a later one's source.
        var operands = Operands[^count..];
        for (int i = 0; i < operands.Length; i++)
        {
            var operand = operands[i];
            int to = operand.IsReference ? reference : slot;
            slot += SlotsOf(operand.Type);
            reference += operand.IsReference ? 1 : 0;
            if (operand.Kind == OperandKind.Temporary && operand.Place == to)
            {
                continue;
            }

            if (isLast && count == 1 && IsLastResult(operand))
            {
                RetargetLast(operand, to);
            }
            else
            {
                EmitMove(operand, to, isLast && count == 1);
            }
        }

        // The way of a branch must not be changed by what follows it.
        Seal();
    }

    /// <summary>Branches always, with the label's values.</summary>
    private void EmitBranchTo(uint index)
    {
        if (IsFunctionLabel(index))
        {
            EmitReturn();
        }
        else
        {
            MoveToLabel(LabelAt(index), isLast: true);
            AddFixup(ref LabelAt(index), EmitBranch());
        }

        MarkDead();
    }

    private void TranslateBranchIf(uint index)
    {
        // The condition is on top, the label's values below it.
        var condition = Pop();
        bool isDirect = IsFunctionLabel(index) ? LabelAt(index).Types.Length == 0 : IsInPlace(LabelAt(index));
        PushOperand(condition);
        if (isDirect)
        {
            int branch = EmitConditionalBranch(negate: false);
            AddFixup(ref LabelAt(index), branch);
            return;
        }

        int around = EmitConditionalBranch(negate: true);
        EmitTaken(index);
        BindForward(around);
    }

    /// <summary>The way of a branch that is taken: moves the label's values, which stay on the stack for the other way.</summary>
    private void EmitTaken(uint index)
    {
        var mirrors = _mirrors;
        if (IsFunctionLabel(index))
        {
            EmitReturn(isLast: false);
        }
        else
        {
            MoveToLabel(LabelAt(index), isLast: false);
            AddFixup(ref LabelAt(index), EmitBranch());
        }

        _mirrors = mirrors;
    }

    /// <summary>Lets a branch whose offset is at +12 arrive here.</summary>
    private void BindForward(int branch)
    {
        Write32(branch + 12, _length - branch);
        BindHere();
    }

    private void TranslateBranchTable()
    {
        var index = Pop();
        bool inAccumulator = TakeAccumulator(index);
        int place = inAccumulator ? 0 : PlaceOf(ref index);
        var labels = _lists.Labels.AsSpan();
        int table = Emit(inAccumulator ? Operation.BranchTableA : Operation.BranchTableS, 16 + (((labels.Length * 4) + 7) & ~7));
        Write16(table + 10, place);
        Write32(table + 12, labels.Length - 1);
        int[] ways = new int[_labels.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            uint label = labels[i];
            int at = table + 16 + (i * 4);
            bool isFunction = IsFunctionLabel(label);
            if (!isFunction && IsInPlace(LabelAt(label)))
            {
                AddFixup(ref LabelAt(label), at, table);
                continue;
            }

            if (ways[label] == 0)
            {
                ways[label] = _length;
                BindHere();
                EmitTaken(label);
            }

            Write32(at, ways[label] - table);
        }

        MarkDead();
    }

    private void EmitReturn(bool isLast = true)
    {
        var results = _signature.Results;
        if (results.Length == 1 && results[0].Kind is not (ValKind.Ref or ValKind.V128))
        {
            EmitReturnOne(_operands[^1], isLast);
        }
        else
        {
            MoveResults(results.Length);
            Emit(Operation.Return, 16);
        }

        Write16(LastPosition + 8, _saveSlot);
    }

    private void EmitReturnOne(Operand result, bool isLast)
    {
        bool isInteger = result.Type is ValKind.I32 or ValKind.I64;
        if (result.Kind == OperandKind.Constant)
        {
            Write64(Emit(isInteger ? Operation.ReturnK : Operation.ReturnDK, 24) + 16, result.Value);
        }
        else if (isLast && TakeAccumulator(result))
        {
            Emit(isInteger ? Operation.ReturnA : Operation.ReturnDA, 16);
        }
        else
        {
            Write16(Emit(isInteger ? Operation.ReturnS : Operation.ReturnDS, 16) + 10, result.Place);
        }
    }

    /// <summary>Copies several results to the start of the frame.</summary>
    private void MoveResults(int count)
    {
        if (count == 0)
        {
            return;
        }

        // A local that lies where an earlier result goes would be overwritten: from home the moves cannot collide.
        var results = Operands[^count..];
        if (count > 1)
        {
            foreach (ref var result in results)
            {
                if (result.Kind == OperandKind.Local)
                {
                    EmitMove(result, result.Home);
                }
            }
        }

        int slot = 0, reference = 0;
        foreach (ref var result in results)
        {
            var from = result;
            if (count > 1 && from.Kind == OperandKind.Local)
            {
                from.Kind = OperandKind.Temporary;
                from.Place = from.Home;
            }

            EmitMove(from, from.IsReference ? reference : slot);
            slot += SlotsOf(from.Type);
            reference += from.IsReference ? 1 : 0;
        }
    }
}
