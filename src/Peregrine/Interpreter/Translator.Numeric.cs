using Peregrine.Instructions;

namespace Peregrine.Interpreter;

/// <summary>Numeric instructions with all their operand modes, and the branches that take comparisons into themselves.</summary>
internal sealed unsafe partial class Translator
{
    /// <summary>Instructions of the table with one or two operands and one result. Constants have been pushed already.</summary>
    private void TranslateNumeric(Opcode opcode)
    {
        var parameters = InstructionTable.Parameters(opcode);
        var result = KindOf(InstructionTable.Results(opcode)[0]);
        if (opcode is Opcode.I32Eqz or Opcode.I64Eqz)
        {
            TranslateEqz(opcode);
        }
        else if (parameters.Length == 1)
        {
            EmitUnary(OperationTable.Value(opcode), result);
        }
        else
        {
            TranslateBinary(opcode, result);
        }

        if (_options.NanCanonicalization)
        {
            CanonicalizeNan(opcode);
        }
    }

    private static ValKind KindOf(OperandType type) => (ValKind)((int)type - (int)OperandType.I32);

    /// <summary>An operation of four variants: operand in a slot or the accumulator, each with a twin.</summary>
    private void EmitUnary(Operation operation, ValKind result)
    {
        var operand = Pop();
        if (TakeAccumulator(operand))
        {
            Emit(operation + 2, 16, NextHome(result));
        }
        else
        {
            int place = PlaceOf(ref operand);
            Write16(Emit(operation, 16, NextHome(result)) + 10, place);
        }

        Mirror(PushTemporary(result), result);
    }

    private void TranslateBinary(Opcode opcode, ValKind result)
    {
        var b = Pop();
        var a = Pop();
        if (a.Kind == OperandKind.Constant && b.Kind != OperandKind.Constant && WithSidesChanged(opcode) is { } changed)
        {
            (a, b) = (b, a);
            opcode = changed;
        }

        EmitBinary(opcode, ref a, ref b, result);
    }

    private void EmitBinary(Opcode opcode, ref Operand a, ref Operand b, ValKind result)
    {
        int mode;
        if (b.Kind == OperandKind.Constant)
        {
            mode = TakeAccumulator(a) ? OperationTable.AccumulatorConstant : OperationTable.SlotConstant;
        }
        else if (a.Kind == OperandKind.Constant && TakesConstantFirst(opcode))
        {
            mode = TakeAccumulator(b) ? OperationTable.ConstantAccumulator : OperationTable.ConstantSlot;
        }
        else
        {
            PlaceOf(ref a);
            mode = TakeAccumulator(a) ? OperationTable.AccumulatorSlot : TakeAccumulator(b) ? OperationTable.SlotAccumulator : OperationTable.SlotSlot;
        }

        if (mode is OperationTable.SlotConstant or OperationTable.AccumulatorConstant)
        {
            PlaceOf(ref a);
        }

        bool hasConstant = mode is OperationTable.SlotConstant or >= OperationTable.AccumulatorConstant;
        bool isWide = hasConstant && (mode == OperationTable.ConstantSlot || a.Type is ValKind.I64 or ValKind.F64);
        int position = Emit(OperationTable.Value(opcode) + (2 * mode), isWide ? 24 : 16, NextHome(result));
        if (mode is OperationTable.SlotSlot or OperationTable.SlotConstant or OperationTable.SlotAccumulator)
        {
            Write16(position + 10, a.Place);
        }

        if (mode is OperationTable.SlotSlot or OperationTable.AccumulatorSlot or OperationTable.ConstantSlot)
        {
            Write16(position + 12, b.Place);
        }

        if (hasConstant)
        {
            ulong value = mode >= OperationTable.ConstantSlot ? a.Value : b.Value;
            if (isWide)
            {
                Write64(position + 16, value);
            }
            else
            {
                Write32(position + 12, (int)value);
            }
        }

        Last.Opcode = opcode;
        Last.Mode = (byte)mode;
        Mirror(PushTemporary(result), result);
    }

    /// <summary>Comparison with zero, a comparison of integers turned round, or a branch's condition turned round later.</summary>
    private void TranslateEqz(Opcode opcode)
    {
        var operand = Pop();
        if (opcode == Opcode.I32Eqz && IsLastResult(operand) && Opposite(Last.Opcode) is { } opposite && Last.Opcode != opposite)
        {
            ref var last = ref Last;
            last.Handler += (nint)OperationTable.Value(opposite) - (nint)OperationTable.Value(last.Opcode);
            last.Opcode = opposite;
            PushOperand(operand);
            return;
        }

        var zero = new Operand { Kind = OperandKind.Constant, Type = operand.Type };
        if (operand.Kind == OperandKind.Constant)
        {
            PushConstant(ValKind.I32, operand.Value == 0 ? 1u : 0u);
            return;
        }

        EmitBinary(opcode == Opcode.I32Eqz ? Opcode.I32Eq : Opcode.I64Eq, ref operand, ref zero, ValKind.I32);
    }

    /// <summary>Pops the condition and emits a branch that is taken when it is not zero, or when it is.</summary>
    /// <returns>Position of the branch; its offset, at +12, is still missing.</returns>
    private int EmitConditionalBranch(bool negate)
    {
        var condition = Pop();
        while (IsLastResult(condition) && OperationTable.Branch(Last.Opcode) != Operation.None)
        {
            var last = Last;
            if (IsComparisonWithZero(last, out bool isWide))
            {
                // A float comparison behind it has no opposite, but its branch has.
                bool isEqual = last.Opcode is Opcode.I32Eq or Opcode.I64Eq;
                bool isAccumulator = last.Mode == OperationTable.AccumulatorConstant;
                int operand = Read16(last.Position + 10);
                TakeBack();
                if (isAccumulator && isEqual && !isWide && _emitted.Count > _barrier && _mirrors.IntegerProducer == _emitted.Count - 1
                    && Last.Destination == Destination.Slot && Last.Opcode is >= Opcode.F32Eq and <= Opcode.F64Ge && (Last.Handler & 1) != 0)
                {
                    condition = new Operand { Kind = OperandKind.Temporary, Type = ValKind.I32, Place = Read16(LastPosition + 8) };
                    negate = !negate;
                    continue;
                }

                return EmitZeroBranch(isWide, isEqual != negate, isAccumulator, operand);
            }

            return EmitComparisonBranch(last, negate);
        }

        if (TakeAccumulator(condition))
        {
            return EmitZeroBranch(false, negate, true, 0);
        }

        return EmitZeroBranch(false, negate, false, PlaceOf(ref condition));
    }

    private bool IsComparisonWithZero(in Emitted last, out bool isWide)
    {
        isWide = last.Opcode is Opcode.I64Eq or Opcode.I64Ne;
        return last.Opcode is Opcode.I32Eq or Opcode.I32Ne or Opcode.I64Eq or Opcode.I64Ne
            && last.Mode is OperationTable.SlotConstant or OperationTable.AccumulatorConstant
            && (isWide ? Read64(last.Position + 16) == 0 : Read32(last.Position + 12) == 0);
    }

    /// <summary>A branch taken when an integer is zero (or is not).</summary>
    private int EmitZeroBranch(bool isWide, bool whenZero, bool isAccumulator, int operand)
    {
        var operation = (isWide ? Operation.I64EqzSBranch : Operation.I32EqzSBranch) + (whenZero ? 0 : 2) + (isAccumulator ? 1 : 0);
        int position = Emit(operation, 16);
        Write16(position + 10, operand);
        return position;
    }

    /// <summary>Replaces the last instruction, a comparison, by a branch on it.</summary>
    private int EmitComparisonBranch(Emitted last, bool negate)
    {
        int a = Read16(last.Position + 10), b = Read16(last.Position + 12);
        bool hasConstant = last.Mode is OperationTable.SlotConstant or OperationTable.AccumulatorConstant;
        bool isWide = last.Opcode is >= Opcode.I64Eq and <= Opcode.I64GeU or >= Opcode.F64Eq and <= Opcode.F64Ge;
        ulong constant = !hasConstant ? 0 : isWide ? Read64(last.Position + 16) : (uint)Read32(last.Position + 12);
        TakeBack();
        Operation operation;
        if (!negate)
        {
            operation = OperationTable.Branch(last.Opcode);
        }
        else if (Opposite(last.Opcode) is { } opposite)
        {
            operation = OperationTable.Branch(opposite);
        }
        else
        {
            operation = OperationTable.NotBranch(last.Opcode);
        }

        int position = Emit(operation + last.Mode, hasConstant ? 24 : 16);
        Write16(position + 10, a);
        if (hasConstant)
        {
            Write64(position + 16, constant);
        }
        else
        {
            Write16(position + 8, b);
        }

        return position;
    }

    /// <summary>The comparison of integers that is true when this one is false.</summary>
    private static Opcode? Opposite(Opcode opcode) => opcode switch
    {
        Opcode.I32Eq => Opcode.I32Ne,
        Opcode.I32Ne => Opcode.I32Eq,
        Opcode.I32LtS => Opcode.I32GeS,
        Opcode.I32LtU => Opcode.I32GeU,
        Opcode.I32GtS => Opcode.I32LeS,
        Opcode.I32GtU => Opcode.I32LeU,
        Opcode.I32LeS => Opcode.I32GtS,
        Opcode.I32LeU => Opcode.I32GtU,
        Opcode.I32GeS => Opcode.I32LtS,
        Opcode.I32GeU => Opcode.I32LtU,
        Opcode.I64Eq => Opcode.I64Ne,
        Opcode.I64Ne => Opcode.I64Eq,
        Opcode.I64LtS => Opcode.I64GeS,
        Opcode.I64LtU => Opcode.I64GeU,
        Opcode.I64GtS => Opcode.I64LeS,
        Opcode.I64GtU => Opcode.I64LeU,
        Opcode.I64LeS => Opcode.I64GtS,
        Opcode.I64LeU => Opcode.I64GtU,
        Opcode.I64GeS => Opcode.I64LtS,
        Opcode.I64GeU => Opcode.I64LtU,
        _ => null,
    };

    /// <summary>The instruction that gives the same result with its operands exchanged.</summary>
    private static Opcode? WithSidesChanged(Opcode opcode)
    {
        switch (opcode)
        {
            case Opcode.I32Add or Opcode.I32Mul or Opcode.I32And or Opcode.I32Or or Opcode.I32Xor or Opcode.I32Eq or Opcode.I32Ne:
            case Opcode.I64Add or Opcode.I64Mul or Opcode.I64And or Opcode.I64Or or Opcode.I64Xor or Opcode.I64Eq or Opcode.I64Ne:
            case Opcode.F32Eq or Opcode.F32Ne or Opcode.F64Eq or Opcode.F64Ne:
                return opcode;
            case Opcode.F32Lt or Opcode.F32Le or Opcode.F64Lt or Opcode.F64Le:
                // The rows are eq, ne, lt, gt, le, ge.
                return opcode + 1;
            case Opcode.F32Gt or Opcode.F32Ge or Opcode.F64Gt or Opcode.F64Ge:
                return opcode - 1;
            case Opcode.I32LtS or Opcode.I32LtU or Opcode.I32LeS or Opcode.I32LeU:
            case Opcode.I64LtS or Opcode.I64LtU or Opcode.I64LeS or Opcode.I64LeU:
                // lt_s, lt_u, gt_s, gt_u, le_s, le_u, ge_s, ge_u.
                return opcode + 2;
            case Opcode.I32GtS or Opcode.I32GtU or Opcode.I32GeS or Opcode.I32GeU:
            case Opcode.I64GtS or Opcode.I64GtU or Opcode.I64GeS or Opcode.I64GeU:
                return opcode - 2;
            default:
                return null;
        }
    }

    private static bool TakesConstantFirst(Opcode opcode) =>
        opcode is Opcode.I32Sub or Opcode.I64Sub or Opcode.I32Shl or Opcode.I64Shl or Opcode.F32Sub or Opcode.F64Sub or Opcode.F32Div or Opcode.F64Div;

    /// <summary>Instructions with several results: all operands and results lie in neighbouring slots.</summary>
    private void TranslateWide(Opcode opcode)
    {
        var parameters = InstructionTable.Parameters(opcode);
        MaterializeTop(parameters.Length);
        Truncate(_operands.Count - parameters.Length);
        int first = _slotTop;
        int position = Emit(OperationTable.Value(opcode), 16);
        Write16(position + 8, first);
        ForgetMirrors();
        PushTemporary(ValKind.I64);
        PushTemporary(ValKind.I64);
    }
}
