using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using Peregrine.Compiler.Support;
using Peregrine.Instructions;
using OperandType = Peregrine.Instructions.OperandType;

namespace Peregrine.Compiler.Translation;

// Instructions on operands alone: plain CIL where there is a short form, else the method of Peregrine.Semantics.
internal sealed partial class FunctionTranslator
{
    private static readonly MethodInfo _rotateLeft32 = typeof(BitOperations).GetMethod(nameof(BitOperations.RotateLeft), [typeof(uint), typeof(int)])!;
    private static readonly MethodInfo _rotateRight32 = typeof(BitOperations).GetMethod(nameof(BitOperations.RotateRight), [typeof(uint), typeof(int)])!;
    private static readonly MethodInfo _rotateLeft64 = typeof(BitOperations).GetMethod(nameof(BitOperations.RotateLeft), [typeof(ulong), typeof(int)])!;
    private static readonly MethodInfo _rotateRight64 = typeof(BitOperations).GetMethod(nameof(BitOperations.RotateRight), [typeof(ulong), typeof(int)])!;

    /// <summary>Where the CIL of a conversion to f64 ended, to recognize that the next instruction undoes it.</summary>
    private int _promotionEnd = -1;

    private bool TryTranslatePlain(Opcode opcode)
    {
        if (PlainOperations.TryFindComparison(opcode, out var comparison))
        {
            TranslateComparison(comparison);
            return true;
        }

        if (TryTranslateDelicate(opcode))
        {
            return true;
        }

        if (PlainOperations.Find(opcode) is { } operation)
        {
            TranslateOperation(opcode, operation);
        }
        else if (InstructionTable.HasSignature(opcode) && InstructionTable.Results(opcode).Length < 2 && SemanticsMethods.Find(opcode, _context.Options.DeterministicRelaxedSimd) is { } method)
        {
            WriteSemantics(method, InstructionTable.Parameters(opcode).Length);
        }
        else
        {
            return false;
        }

        if (_context.Options.NanCanonicalization && InstructionTable.CanonicalizesNan(opcode))
        {
            WriteSemantics(SemanticsMethods.Canonicalization(opcode), 1);
        }

        return true;
    }

    private void TranslateComparison(Comparison comparison)
    {
        var type = Top().Type;
        if (TakePairInAnyOrder())
        {
            comparison = Comparisons.Mirror(comparison);
        }

        PushComparison(comparison, type);
    }

    private void TranslateOperation(Opcode opcode, PlainOperation operation)
    {
        bool isBoolean = opcode is Opcode.I32And or Opcode.I64And && (IsOne(Top()) || IsOne(Top(1)) || Top().IsBoolean || Top(1).IsBoolean);
        if (operation.IsCommutative)
        {
            TakePairInAnyOrder();
        }
        else
        {
            Take(InstructionTable.Parameters(opcode).Length);
        }

        foreach (var code in operation.Codes)
        {
            if (code == OpCodes.Call)
            {
                _cil.Call(operation.Method!);
            }
            else
            {
                _cil.Op(code);
            }
        }

        PushStack(ResultType(opcode));
        Top().IsBoolean = isBoolean;
    }

    private static bool IsOne(in Operand operand) => operand is { Kind: OperandKind.Constant, Bits: 1 };

    /// <summary>Instructions whose CIL depends on their operands.</summary>
    private bool TryTranslateDelicate(Opcode opcode)
    {
        switch (opcode)
        {
            case Opcode.I32Eqz:
                TranslateEqz();
                return true;
            case Opcode.I64Eqz:
                TranslateEqz();
                return true;
            case Opcode.I32Shl:
                TranslateShift(OpCodes.Shl, ValKind.I32);
                return true;
            case Opcode.I32ShrS:
                TranslateShift(OpCodes.Shr, ValKind.I32);
                return true;
            case Opcode.I32ShrU:
                TranslateShift(OpCodes.Shr_Un, ValKind.I32);
                return true;
            case Opcode.I64Shl:
                TranslateShift(OpCodes.Shl, ValKind.I64);
                return true;
            case Opcode.I64ShrS:
                TranslateShift(OpCodes.Shr, ValKind.I64);
                return true;
            case Opcode.I64ShrU:
                TranslateShift(OpCodes.Shr_Un, ValKind.I64);
                return true;
            case Opcode.I32Rotl:
                TranslateRotate(_rotateLeft32, ValKind.I32);
                return true;
            case Opcode.I32Rotr:
                TranslateRotate(_rotateRight32, ValKind.I32);
                return true;
            case Opcode.I64Rotl:
                TranslateRotate(_rotateLeft64, ValKind.I64);
                return true;
            case Opcode.I64Rotr:
                TranslateRotate(_rotateRight64, ValKind.I64);
                return true;
            case Opcode.I32RemS or Opcode.I64RemS:
                return TryTranslateRemainder();
            case Opcode.F32Add or Opcode.F32Sub or Opcode.F32Mul or Opcode.F32Div or Opcode.F64Add or Opcode.F64Sub or Opcode.F64Mul or Opcode.F64Div:
                HideIdentity(opcode);
                return false;
            case Opcode.F64PromoteF32 when !_context.Options.NanCanonicalization:
                Take(1);
                _cil.Op(OpCodes.Conv_R8);
                PushStack(ValKind.F64);
                _promotionEnd = _cil.Offset;
                return true;
            case Opcode.F32DemoteF64 when _promotionEnd == _cil.Offset && !_context.Options.NanCanonicalization:
                // RyuJIT would drop both, and let a signalling NaN pass.
                Take(1);
                _cil.Call(Methods.OpaqueDemotion);
                PushStack(ValKind.F32);
                return true;
            case Opcode.I32ReinterpretF32 or Opcode.I64ReinterpretF64 or Opcode.F32ReinterpretI32 or Opcode.F64ReinterpretI64 when Top().Kind == OperandKind.Constant:
                Top().Type = ResultType(opcode);
                return true;
            default:
                return false;
        }
    }

    private void TranslateEqz()
    {
        ref var operand = ref Top();
        if (operand.Kind == OperandKind.Comparison)
        {
            operand.IsNegated = !operand.IsNegated;
            return;
        }

        bool isBoolean = operand.IsBoolean;
        var type = operand.Type;
        Take(1);
        PushComparison(Comparison.Zero, type);
        Top().IsComparedBoolean = isBoolean;
    }

    private void TranslateShift(OpCode shift, ValKind type)
    {
        bool leavesSignBit = shift == OpCodes.Shr_Un && type == ValKind.I32 && Top() is { Kind: OperandKind.Constant, Bits: 31 };
        TakeWithShiftCount(type, isMasked: true);
        _cil.Op(shift);
        PushStack(type);
        Top().IsBoolean = leavesSignBit;
    }

    private void TranslateRotate(MethodInfo method, ValKind type)
    {
        TakeWithShiftCount(type, isMasked: false);
        _cil.Call(method);
        PushStack(type);
    }

    /// <summary>Takes a value and a shift count, which becomes an int32; CIL leaves it open what counts beyond the width do.</summary>
    private void TakeWithShiftCount(ValKind type, bool isMasked)
    {
        int mask = type == ValKind.I64 ? 63 : 31;
        if (Top().Kind == OperandKind.Constant)
        {
            Top().Type = ValKind.I32;
            Top().Bits &= (uint)mask;
            Take(2);
            return;
        }

        Take(2);
        if (type == ValKind.I64)
        {
            _cil.Op(OpCodes.Conv_I4);
        }

        if (isMasked)
        {
            _cil.Int(mask);
            _cil.Op(OpCodes.And);
        }
    }

    /// <summary>A remainder by a constant that neither traps nor overflows is the processor's.</summary>
    private bool TryTranslateRemainder()
    {
        var divisor = Top();
        long value = divisor.Type == ValKind.I32 ? (int)divisor.Bits : (long)divisor.Bits;
        if (divisor.Kind != OperandKind.Constant || value is 0 or -1)
        {
            return false;
        }

        Take(2);
        _cil.Op(OpCodes.Rem);
        PushStack(divisor.Type);
        return true;
    }

    /// <summary>Makes RyuJIT compute x * 1, x / 1, x - 0 and x + -0, which it takes for x though they quiet signalling NaNs.</summary>
    private void HideIdentity(Opcode opcode)
    {
        if (IsIdentity(opcode, Top(), isRight: true))
        {
            MakeOpaque();
        }
        else if (IsIdentity(opcode, Top(1), isRight: false))
        {
            var right = TakeForLater();
            MakeOpaque();
            SpillIfOnStack(_height - 1);
            Push(right);
        }
    }

    private static bool IsIdentity(Opcode opcode, in Operand operand, bool isRight)
    {
        if (operand.Kind != OperandKind.Constant)
        {
            return false;
        }

        double value = operand.Type == ValKind.F32 ? BitConverter.Int32BitsToSingle((int)operand.Bits) : BitConverter.Int64BitsToDouble((long)operand.Bits);
        return opcode switch
        {
            Opcode.F32Mul or Opcode.F64Mul => value == 1,
            Opcode.F32Div or Opcode.F64Div => isRight && value == 1,
            Opcode.F32Sub or Opcode.F64Sub => isRight && value == 0,
            _ => value == 0,
        };
    }

    private void MakeOpaque()
    {
        var constant = Top();
        _height--;
        if (constant.Type == ValKind.F32)
        {
            _cil.Int((int)constant.Bits);
            _cil.Call(Methods.OpaqueFloat);
        }
        else
        {
            _cil.Long((long)constant.Bits);
            _cil.Call(Methods.OpaqueDouble);
        }

        PushStack(constant.Type);
    }

    private static ValKind ResultType(Opcode opcode) => ToKind(InstructionTable.Results(opcode)[0]);

    private static ValKind ToKind(OperandType type) => type switch
    {
        OperandType.I32 => ValKind.I32,
        OperandType.I64 => ValKind.I64,
        OperandType.F32 => ValKind.F32,
        OperandType.F64 => ValKind.F64,
        _ => ValKind.V128,
    };
}
