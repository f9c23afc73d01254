using System.Reflection.Emit;
using Peregrine.Compiler.Support;
using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Compiler.Translation;

// References in general, and tests and casts of their types.
internal sealed partial class FunctionTranslator
{
    private bool TryTranslateReference(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.RefNull:
                PushConstant(ValKind.Ref, 0);
                break;
            case Opcode.RefIsNull:
                Take(1);
                PushComparison(Comparison.Zero, ValKind.Ref);
                break;
            case Opcode.RefFunc:
                LoadInstance();
                _cil.Int((int)instruction.Index);
                _cil.Call(Methods.GetFunction);
                PushStack(ValKind.Ref);
                break;
            case Opcode.RefEq:
                Take(2);
                _cil.Call(Methods.ReferencesEqual);
                PushStack(ValKind.I32);
                break;
            case Opcode.RefAsNonNull:
                Take(1);
                WriteNullCheck(TrapKind.NullReference);
                PushStack(ValKind.Ref);
                break;
            case Opcode.BrOnNull:
                TranslateBrOnNull(instruction.Index);
                break;
            case Opcode.BrOnNonNull:
                TranslateBrOnNonNull(instruction.Index);
                break;
            case Opcode.RefTest or Opcode.RefTestNull:
                Take(1);
                WriteTypeTest(instruction.HeapType, instruction.Opcode == Opcode.RefTestNull);
                PushStack(ValKind.I32);
                break;
            case Opcode.RefCast or Opcode.RefCastNull:
                TranslateCast(instruction.HeapType, instruction.Opcode == Opcode.RefCastNull);
                break;
            case Opcode.BrOnCast or Opcode.BrOnCastFail:
                TranslateBrOnCast(instruction);
                break;
            case Opcode.AnyConvertExtern or Opcode.ExternConvertAny:
                // The same object is its own counterpart.
                break;
            default:
                return false;
        }

        return true;
    }

    /// <summary>Traps when the reference on top of the evaluation stack is null; it stays there.</summary>
    private void WriteNullCheck(TrapKind kind)
    {
        var fine = _cil.DefineLabel();
        _cil.Op(OpCodes.Dup);
        _cil.Op(OpCodes.Brtrue, fine);
        WriteTrap(kind);
        _cil.MarkLabel(fine);
    }

    private void TranslateBrOnNull(uint label)
    {
        var reference = TakeForBranch();
        var frame = Target(label);
        CopyToLabel(frame);
        WriteCopy(reference);
        WriteConditionalJump(Negated(), frame);
        Push(reference);
    }

    private void TranslateBrOnNonNull(uint label)
    {
        var reference = TakeForBranch();
        Push(reference);
        CopyToLabel(Target(label));
        _height--;
        WriteCopy(reference);
        WriteConditionalJump(new Operand { Kind = OperandKind.Stack }, Target(label));
        Release(reference);
    }

    /// <summary>Takes the top operand for a branch that looks at it: nothing is on the evaluation stack afterwards.</summary>
    private Operand TakeForBranch()
    {
        SpillAll();
        return _operands[--_height];
    }

    /// <summary>A condition that holds when the reference on the evaluation stack is null.</summary>
    private static Operand Negated() => new() { Kind = OperandKind.Comparison, Comparison = Comparison.Zero, ComparedType = ValKind.Ref };

    /// <summary>Replaces the reference on the evaluation stack by whether it has a type.</summary>
    private void WriteTypeTest(HeapTypeSyntax type, bool allowsNull)
    {
        if (type.IsIndex)
        {
            LoadType((int)type.TypeIndex);
            _cil.Call(allowsNull ? Methods.IsInstanceOrNull : Methods.IsInstance);
        }
        else
        {
            _cil.Int((int)type.Kind);
            _cil.Call(allowsNull ? Methods.IsKindOrNull : Methods.IsKind);
        }
    }

    private void TranslateCast(HeapTypeSyntax type, bool allowsNull)
    {
        // The reference is used twice, and control flow joins behind the test.
        SpillAll();
        var reference = _operands[--_height];
        WriteCopy(reference);
        WriteTypeTest(type, allowsNull);
        WriteTrapIf(OpCodes.Brfalse, OpCodes.Brtrue, TrapKind.CastFailure);
        Push(reference);
    }

    private void TranslateBrOnCast(in Instruction instruction)
    {
        var reference = TakeForBranch();
        var frame = Target(instruction.Index);
        bool allowsNull = (instruction.Lane & 2) != 0;
        Push(reference);
        CopyToLabel(frame);
        WriteCopy(reference);
        WriteTypeTest(instruction.SecondHeapType, allowsNull);
        var condition = instruction.Opcode == Opcode.BrOnCast
            ? new Operand { Kind = OperandKind.Stack }
            : new Operand { Kind = OperandKind.Comparison, Comparison = Comparison.Zero, ComparedType = ValKind.I32 };
        WriteConditionalJump(condition, frame);
    }

    /// <summary>Puts a type of the module, by its index, on the evaluation stack.</summary>
    private void LoadType(int index)
    {
        _cil.Long(_context.Types.Address(index));
        _cil.Op(OpCodes.Conv_I);
        _cil.Op(OpCodes.Ldind_Ref);
    }
}
