using System.Reflection.Emit;

namespace Peregrine.Compiler.Translation;

// select. RyuJIT makes conditional moves only outside of loops, so integers are chosen by a mask: a few instructions more than a branch that
// is predicted, a fifth of one that is not.
internal sealed partial class FunctionTranslator
{
    private void TranslateSelect()
    {
        var type = Top(1).Type;
        if (type is ValKind.I32 or ValKind.I64)
        {
            SelectByMask(type);
        }
        else
        {
            SelectByBranch();
        }

        PushStack(type);
    }

    /// <summary>Spills a condition and the two values below it, unless the values are elsewhere than on the evaluation stack anyway.</summary>
    private void SpillForSelect()
    {
        if (Top(1).IsOnStack || Top(2).IsOnStack)
        {
            SpillIfOnStack(_height - 1);
            SpillIfOnStack(_height - 2);
            SpillIfOnStack(_height - 3);
        }
    }

    private void SelectByBranch()
    {
        SpillForSelect();
        var condition = Top();
        var otherwise = Top(1);
        var value = Top(2);
        _height -= 3;
        var isTrue = _cil.DefineLabel();
        var end = _cil.DefineLabel();
        WriteBranchOn(condition, isTrue, whenTrue: true);
        Write(ref otherwise);
        _cil.Branch(end);
        _cil.MarkLabel(isTrue);
        Write(ref value);
        _cil.MarkLabel(end);
    }

    private void SelectByMask(ValKind type)
    {
        bool isInverted = TakeBoolean(out var booleanType);
        PushStack(booleanType);
        SpillForSelect();
        WriteIfNotOnStack(_operands[--_height]);
        var otherwise = Top();
        var value = Top(1);
        _height -= 2;
        if (isInverted)
        {
            (value, otherwise) = (otherwise, value);
        }

        // All ones when the condition holds.
        if (booleanType != type)
        {
            _cil.Op(type == ValKind.I64 ? OpCodes.Conv_U8 : OpCodes.Conv_I4);
        }

        _cil.Op(OpCodes.Neg);
        if (IsZero(otherwise))
        {
            Write(ref value);
            _cil.Op(OpCodes.And);
        }
        else if (IsZero(value))
        {
            _cil.Op(OpCodes.Not);
            Write(ref otherwise);
            _cil.Op(OpCodes.And);
        }
        else
        {
            int mask = _pool.Rent(type);
            _cil.StoreLocal(_pool[mask]);
            _cil.LoadLocal(_pool[mask]);
            Write(ref value);
            _cil.Op(OpCodes.And);
            _cil.LoadLocal(_pool[mask]);
            _cil.Op(OpCodes.Not);
            Write(ref otherwise);
            _cil.Op(OpCodes.And);
            _cil.Op(OpCodes.Or);
            _pool.Return(mask, type);
        }
    }

    private static bool IsZero(in Operand operand) => operand is { Kind: OperandKind.Constant, Bits: 0 };

    /// <summary>Takes the condition on top of the operand stack as 1 or 0 of a type; true when it is the other way round.</summary>
    private bool TakeBoolean(out ValKind type)
    {
        ref var condition = ref Top();
        type = ValKind.I32;
        if (condition.Kind == OperandKind.Comparison)
        {
            // "Not zero" of something that is 0 or 1 is itself.
            if (condition is { Comparison: Comparison.Zero, IsComparedBoolean: true })
            {
                type = condition.ComparedType;
                _height--;
                return !condition.IsNegated;
            }

            Settle();
            _height--;
            return false;
        }

        bool isBoolean = condition.IsBoolean;
        Take(1);
        if (!isBoolean)
        {
            _cil.Int(0);
            _cil.Op(OpCodes.Cgt_Un);
        }

        return false;
    }
}
