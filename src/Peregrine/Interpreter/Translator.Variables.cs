using Peregrine.Instructions;

namespace Peregrine.Interpreter;

/// <summary>Locals, globals of numbers, and select.</summary>
internal sealed unsafe partial class Translator
{
    private void TranslateLocalSet(int local, bool isTee)
    {
        var value = Pop();
        int place = _localPlaces[local];
        bool isReference = value.IsReference;
        if (value.Kind != OperandKind.Local || value.Place != place)
        {
            if (IsLastResult(value) && !IsPending(place, isReference))
            {
                RetargetLast(value, place);
            }
            else
            {
                MaterializeLocal(place, isReference);
                EmitMove(value, place, isLast: true);
            }
        }

        if (isTee)
        {
            PushLocal(local);
        }
    }

    /// <summary>Whether an operand on the stack still lies in the local.</summary>
    private bool IsPending(int place, bool isReference)
    {
        foreach (ref var operand in Operands)
        {
            if (operand.Kind == OperandKind.Local && operand.Place == place && operand.IsReference == isReference)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for globals whose cells hold one slot: not for vectors and references.</summary>
    private bool IsNumericGlobal(uint index) => _module.Globals[(int)index].Content.IsNumber;

    private void TranslateGlobalGet(uint index)
    {
        var kind = _module.Globals[(int)index].Content.Kind;
        var operation = _layout.IsImportedGlobal((int)index) ? Operation.GlobalGetImportedS : Operation.GlobalGetS;
        Write32(Emit(operation, 16, _slotTop) + 12, _layout.GlobalOffset((int)index));
        int home = PushTemporary(kind);
        _mirrors.Integer = -1;
        if (kind is ValKind.I32 or ValKind.I64)
        {
            Mirror(home, kind);
        }
    }

    private void TranslateGlobalSet(uint index)
    {
        var operation = _layout.IsImportedGlobal((int)index) ? Operation.GlobalSetImportedS : Operation.GlobalSetS;
        var value = Pop();
        bool isConstant = value.Kind == OperandKind.Constant;
        bool isAccumulator = !isConstant && value.Type is ValKind.I32 or ValKind.I64 && TakeAccumulator(value);
        int position = Emit(operation + (isConstant ? 2 : isAccumulator ? 1 : 0), isConstant ? 24 : 16);
        Write32(position + 12, _layout.GlobalOffset((int)index));
        if (isConstant)
        {
            Write64(position + 16, value.Value);
        }
        else
        {
            Write16(position + 10, value.Place);
        }
    }

    private void TranslateSelect()
    {
        var condition = Pop();
        var b = Pop();
        var a = Pop();
        int placeA = PlaceOf(ref a), placeB = PlaceOf(ref b);
        if (a.Type is ValKind.V128 or ValKind.Ref)
        {
            int place = PlaceOf(ref condition);
            int select = Emit(a.IsReference ? Operation.SelectReference : Operation.SelectVector, 16, NextHome(a.Type));
            Last.Destination = a.IsReference ? Destination.Reference : Destination.Slot;
            Write16(select + 10, placeA);
            Write16(select + 12, placeB);
            Write16(select + 14, place);
            if (a.Type == ValKind.V128)
            {
                _mirrors.Forget(_slotTop + 1);
            }

            PushTemporary(a.Type);
            return;
        }

        bool isAccumulator = TakeAccumulator(condition);
        int conditionPlace = isAccumulator ? 0 : PlaceOf(ref condition);
        int position = Emit(isAccumulator ? Operation.SelectA : Operation.SelectS, 16, _slotTop);
        Write16(position + 10, placeA);
        Write16(position + 12, placeB);
        Write16(position + 14, conditionPlace);
        PushTemporary(a.Type);
    }
}
