using System.Diagnostics;
using System.Reflection.Emit;

namespace Peregrine.Compiler.Translation;

// The operand stack. Constants, locals and temporaries are not put on the evaluation stack before they are used, so that most operands
// are written exactly where CIL wants them, and what has to leave the evaluation stack at a branch is little.
internal sealed partial class FunctionTranslator
{
    private Operand[] _operands = new Operand[64];
    private int _height;

    private void Push(in Operand operand)
    {
        if (_height == _operands.Length)
        {
            Array.Resize(ref _operands, _height * 2);
        }

        _operands[_height++] = operand;
    }

    /// <summary>What was just written left a value on the evaluation stack.</summary>
    private void PushStack(ValKind type) => Push(new Operand { Kind = OperandKind.Stack, Type = type });

    private void PushConstant(ValKind type, ulong bits, ulong bitsHigh = 0) =>
        Push(new Operand { Kind = OperandKind.Constant, Type = type, Bits = bits, BitsHigh = bitsHigh });

    private void PushTemporary(ValKind type, int index, bool isBorrowed = false) =>
        Push(new Operand { Kind = OperandKind.Temporary, Type = type, Index = index, IsBorrowed = isBorrowed });

    private void PushComparison(Comparison comparison, ValKind comparedType) =>
        Push(new Operand { Kind = OperandKind.Comparison, Type = ValKind.I32, Comparison = comparison, ComparedType = comparedType });

    private ref Operand Top(int fromTop = 0) => ref _operands[_height - 1 - fromTop];

    /// <summary>Puts the topmost operands on the evaluation stack, in order, and takes them off the operand stack.</summary>
    private void Take(int count)
    {
        int first = _height - count;
        int written = first;
        while (written < _height && _operands[written].Kind == OperandKind.Stack)
        {
            written++;
        }

        // What stands on the evaluation stack above an operand that does not yet has to make room.
        for (int i = _height - 1; i > written; i--)
        {
            SpillIfOnStack(i);
        }

        for (; written < _height; written++)
        {
            Write(ref _operands[written]);
        }

        _height = first;
    }

    /// <summary>Takes two operands whose order does not matter to the caller; true when they are exchanged.</summary>
    private bool TakePairInAnyOrder()
    {
        if (Top(1).IsOnStack || !Top().IsOnStack)
        {
            Take(2);
            return false;
        }

        Write(ref Top(1));
        _height -= 2;
        return true;
    }

    /// <summary>Takes the top operand, which must not be on the evaluation stack afterwards: the caller writes it later.</summary>
    private Operand TakeForLater()
    {
        SpillIfOnStack(_height - 1);
        return _operands[--_height];
    }

    /// <summary>Writes an operand that is not on the evaluation stack, for the last time.</summary>
    private void Write(ref Operand operand)
    {
        WriteCopy(operand);
        Release(operand);
        operand.Kind = OperandKind.Stack;
    }

    /// <summary>Writes an operand that is not on the evaluation stack and will be used again.</summary>
    private void WriteCopy(in Operand operand)
    {
        switch (operand.Kind)
        {
            case OperandKind.Constant:
                WriteConstant(operand);
                break;
            case OperandKind.Local:
                LoadLocal(operand.Index);
                break;
            case OperandKind.Temporary:
                _cil.LoadLocal(_pool[operand.Index]);
                break;
            default:
                throw new UnreachableException("the operand is on the evaluation stack");
        }
    }

    private void Release(in Operand operand)
    {
        if (operand.Kind == OperandKind.Temporary && !operand.IsBorrowed)
        {
            _pool.Return(operand.Index, operand.Type);
        }
    }

    /// <summary>Turns a waiting comparison into its value.</summary>
    private void Settle()
    {
        if (_height == 0 || Top().Kind != OperandKind.Comparison)
        {
            return;
        }

        ref var operand = ref Top();
        if (operand.Comparison == Comparison.Zero)
        {
            _cil.Zero(operand.ComparedType);
            _cil.Op(operand.IsNegated ? OpCodes.Cgt_Un : OpCodes.Ceq);
        }
        else
        {
            var (code, inverted) = Comparisons.Value(operand.Comparison);
            _cil.Op(code);
            if (inverted != operand.IsNegated)
            {
                _cil.Int(0);
                _cil.Op(OpCodes.Ceq);
            }
        }

        operand = new Operand { Kind = OperandKind.Stack, Type = ValKind.I32, IsBoolean = true };
    }

    /// <summary>Moves an operand from the top of the evaluation stack into a temporary; nothing to do when it is elsewhere.</summary>
    private void SpillIfOnStack(int index)
    {
        ref var operand = ref _operands[index];
        if (operand.Kind == OperandKind.Comparison)
        {
            Debug.Assert(index == _height - 1, "only the top operand can be a waiting comparison");
            Settle();
        }

        if (operand.Kind == OperandKind.Stack)
        {
            int temporary = _pool.Rent(operand.Type);
            _cil.StoreLocal(_pool[temporary]);
            operand = new Operand { Kind = OperandKind.Temporary, Type = operand.Type, Index = temporary, IsBoolean = operand.IsBoolean };
        }
    }

    /// <summary>Empties the evaluation stack.</summary>
    private void SpillAll()
    {
        for (int i = _height - 1; i >= _floor; i--)
        {
            SpillIfOnStack(i);
        }
    }

    /// <summary>Empties the evaluation stack below the top operand, which a branch is about to test.</summary>
    private void SpillBelowCondition()
    {
        for (int i = _height - 2; i >= _floor; i--)
        {
            if (_operands[i].IsOnStack)
            {
                SpillAll();
                return;
            }
        }
    }

    /// <summary>Saves the value of a local for the operands that stand for it, before it changes.</summary>
    private void SaveLocal(int local)
    {
        for (int i = _floor; i < _height; i++)
        {
            if (_operands[i].Kind == OperandKind.Local && _operands[i].Index == local)
            {
                Save(ref _operands[i]);
            }
        }
    }

    /// <summary>Saves the values of all locals that operands stand for: at the start of a block, as only one path through it may change them.</summary>
    private void SaveLocals(int end)
    {
        for (int i = _floor; i < end; i++)
        {
            if (_operands[i].Kind == OperandKind.Local)
            {
                Save(ref _operands[i]);
            }
        }
    }

    private void Save(ref Operand operand)
    {
        int temporary = _pool.Rent(operand.Type);
        LoadLocal(operand.Index);
        _cil.StoreLocal(_pool[temporary]);
        operand = new Operand { Kind = OperandKind.Temporary, Type = operand.Type, Index = temporary };
    }

    /// <summary>Discards operands down to a height; those on the evaluation stack are popped.</summary>
    private void DiscardTo(int height)
    {
        while (_height > height)
        {
            Settle();
            ref var operand = ref Top();
            if (operand.Kind == OperandKind.Stack)
            {
                _cil.Op(OpCodes.Pop);
            }

            Release(operand);
            _height--;
        }
    }
}
