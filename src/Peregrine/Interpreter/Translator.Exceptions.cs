using Peregrine.Instructions;

namespace Peregrine.Interpreter;

// Exceptions. The regions of try blocks cost nothing until something is thrown: the unwinder finds them by the program counter. The clauses
// of a try_table become branches behind its body; those of a legacy try are code in place, with the exception kept in front of the payload.
internal sealed unsafe partial class Translator
{
    private readonly List<ExceptionRegion> _regions = [];
    private readonly List<CatchSyntax[]> _clauses = [];

    partial void ResetExceptions()
    {
        _regions.Clear();
        _clauses.Clear();
    }

    /// <summary>The regions of the function, in the order of their starts.</summary>
    private ExceptionRegion[] TakeRegions() => _regions.Count == 0 ? [] : [.. _regions];

    private bool TranslateException(ref Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Try or Opcode.TryTable:
                TranslateTry(ref instruction);
                return true;
            case Opcode.Catch or Opcode.CatchAll:
                TranslateCatch(instruction);
                return true;
            case Opcode.Delegate:
                TranslateDelegate(instruction.Index);
                return true;
            case Opcode.End:
                EndTry();
                TranslateEnd();
                return true;
            case Opcode.Throw:
                TranslateThrow(instruction.Index);
                return true;
            case Opcode.ThrowRef:
                TranslateThrowReference();
                return true;
            case Opcode.Rethrow:
                TranslateRethrow(instruction.Index);
                return true;
            default:
                return false;
        }
    }

    private void TranslateThrow(uint tag)
    {
        int count = _module.Tags[tag].Function.Parameters.Length;
        MaterializeTop(count);
        Truncate(_operands.Count - count);
        int position = EmitEffect(&Handlers.Throw, 16, _slotTop);
        Write16(position + 10, _referenceTop);
        Write32(position + 12, (int)tag);
        MarkDead();
    }

    private void TranslateThrowReference()
    {
        Operand exception = Pop();
        EmitThrowReference(PlaceOf(ref exception));
    }

    /// <summary><c>rethrow</c>: throws again what the catch clause of the label keeps.</summary>
    private void TranslateRethrow(uint index) => EmitThrowReference(_operands[LabelAt(index).Height].Home);

    private void EmitThrowReference(int place)
    {
        Write16(Emit(&Handlers.ThrowReference, 16) + 10, place);
        MarkDead();
    }

    /// <summary>Opens a try_table or a legacy try.</summary>
    private void TranslateTry(ref Instruction instruction)
    {
        int parent = ActiveRegion(0);
        TranslateBlock(ref instruction);

        // An instruction before the region may have been changed by what follows; none inside may reach out of it.
        BindHere();
        LabelAt(0).Region = _regions.Count;
        _regions.Add(new ExceptionRegion { Start = _length, Parent = parent });
        _clauses.Add(instruction.Opcode == Opcode.TryTable ? [.. _lists.Catches] : []);
    }

    /// <summary>Ends the region of a try block at its end; the clauses of a try_table follow. Afterwards the block is closed like any other.</summary>
    private void EndTry()
    {
        if (LabelAt(0).Opcode == Opcode.Catch)
        {
            return;
        }

        int region = LabelAt(0).Region;
        _regions[region].End = _length;
        var clauses = _clauses[region];
        if (clauses.Length == 0)
        {
            return;
        }

        if (!_isDead)
        {
            MoveToLabel(LabelAt(0), isLast: true);
            AddFixup(ref LabelAt(0), EmitBranch());
            MarkDead();
        }

        foreach (var clause in clauses)
        {
            BindHere();
            Truncate(LabelAt(0).Height);
            uint index = clause.Label + 1;
            bool isFunction = IsFunctionLabel(index);
            int slot = isFunction ? _slotTop : LabelAt(index).Slot, reference = isFunction ? _referenceTop : LabelAt(index).Reference;
            _regions[region].Clauses.Add(new ExceptionClause(clause.Kind, (int)clause.Tag, _length, slot, reference, false));
            if (isFunction)
            {
                foreach (var type in LabelAt(index).Types)
                {
                    PushTemporary(type.Kind);
                }

                EmitReturn();
            }
            else
            {
                // The unwinder puts the payload where the label wants it.
                AddFixup(ref LabelAt(index), EmitBranch());
            }
        }
    }

    /// <summary>A clause of a legacy try: <c>catch</c> or <c>catch_all</c>.</summary>
    private void TranslateCatch(in Instruction instruction)
    {
        if (!_isDead)
        {
            MoveToLabel(LabelAt(0), isLast: true);
            AddFixup(ref LabelAt(0), EmitBranch());
        }

        ref var label = ref LabelAt(0);
        var region = _regions[label.Region];
        if (region.End < 0)
        {
            region.End = _length;
        }

        bool isAll = instruction.Opcode == Opcode.CatchAll;
        label.Opcode = Opcode.Catch;
        BindHere();
        _isDead = false;
        Truncate(label.Height);
        region.Clauses.Add(new ExceptionClause(isAll ? CatchKind.CatchAll : CatchKind.Catch, isAll ? 0 : (int)instruction.Index, _length, _slotTop, _referenceTop, true));
        PushTemporary(ValKind.Ref);
        if (!isAll)
        {
            foreach (var type in _module.Tags[instruction.Index].Function.Parameters)
            {
                PushTemporary(type.Kind);
            }
        }
    }

    /// <summary>Ends a legacy try whose exceptions go to the region of a label further out.</summary>
    private void TranslateDelegate(uint index)
    {
        var region = _regions[LabelAt(0).Region];
        region.End = _length;
        region.Parent = ActiveRegion(index + 1);
        TranslateEnd();
    }

    /// <summary>The region that code directly inside a block belongs to, -1 for none.</summary>
    private int ActiveRegion(uint index)
    {
        for (; index < (uint)_labels.Count; index++)
        {
            ref var label = ref LabelAt(index);
            if (label.Opcode is Opcode.Try or Opcode.TryTable)
            {
                return label.Region;
            }
        }

        return -1;
    }
}
