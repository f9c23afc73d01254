using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Interpreter;

// References: null tests, casts, and the branches that go with them.
internal sealed unsafe partial class Translator
{
    private void TranslateReference(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.RefIsNull:
                {
                    Operand reference = Pop();
                    int place = PlaceOf(ref reference);
                    Write16(EmitSlot(&Handlers.RefIsNull, 16, ValKind.I32) + 10, place);
                    break;
                }

            case Opcode.RefEq:
                {
                    Operand b = Pop(), a = Pop();
                    int second = PlaceOf(ref b), first = PlaceOf(ref a);
                    int position = EmitSlot(&Handlers.RefEq, 16, ValKind.I32);
                    Write16(position + 10, first);
                    Write16(position + 12, second);
                    break;
                }

            case Opcode.RefFunc:
                Write32(EmitReference(&Handlers.RefFunc, 16) + 12, (int)instruction.Index);
                break;
            case Opcode.RefAsNonNull:
                {
                    Operand reference = Pop();
                    int place = PlaceOf(ref reference);
                    Write16(Emit(&Handlers.RefAsNonNull, 16) + 10, place);
                    PushOperand(reference);
                    break;
                }

            case Opcode.RefTest:
            case Opcode.RefTestNull:
                {
                    Operand reference = Pop();
                    int place = PlaceOf(ref reference);
                    int position = EmitSlot(IsDefined(instruction.HeapType) ? &Handlers.RefTestDefined : &Handlers.RefTestKind, 24, ValKind.I32);
                    Write16(position + 10, place);
                    Write32(position + 12, instruction.Opcode == Opcode.RefTestNull ? 1 : 0);
                    WriteHeapType(position + 16, instruction.HeapType);
                    break;
                }

            case Opcode.RefCast:
            case Opcode.RefCastNull:
                {
                    // The value stays where it is.
                    Operand reference = Pop();
                    int place = PlaceOf(ref reference);
                    int position = Emit(IsDefined(instruction.HeapType) ? &Handlers.RefCastDefined : &Handlers.RefCastKind, 24);
                    Write16(position + 10, place);
                    Write32(position + 12, instruction.Opcode == Opcode.RefCastNull ? 1 : 0);
                    WriteHeapType(position + 16, instruction.HeapType);
                    PushOperand(reference);
                    break;
                }
        }
    }

    /// <summary><c>br_on_null</c>: the reference is on top of the label's values and stays on the other way.</summary>
    private void TranslateBranchOnNull(uint index)
    {
        Operand reference = Pop();
        int place = PlaceOf(ref reference);
        bool isDirect = IsDirect(index);
        int branch = Emit(isDirect ? &Handlers.BranchOnNull : &Handlers.BranchOnNonNull, 16);
        Write16(branch + 10, place);
        FinishBranch(index, branch, isDirect);
        PushOperand(reference);
    }

    /// <summary><c>br_on_non_null</c>: the reference is the last of the label's values and is gone on the other way.</summary>
    private void TranslateBranchOnNonNull(uint index)
    {
        int place = PlaceOf(ref Operands[^1]);
        bool isDirect = IsDirect(index);
        int branch = Emit(isDirect ? &Handlers.BranchOnNonNull : &Handlers.BranchOnNull, 16);
        Write16(branch + 10, place);
        FinishBranch(index, branch, isDirect);
        Pop();
    }

    /// <summary><c>br_on_cast</c> and <c>br_on_cast_fail</c>: the reference is the last of the label's values and stays on the other way.</summary>
    private void TranslateBranchOnCast(in Instruction instruction)
    {
        int place = PlaceOf(ref Operands[^1]);
        var type = instruction.SecondHeapType;
        bool isDirect = IsDirect(instruction.Index);
        bool onSuccess = instruction.Opcode == Opcode.BrOnCast == isDirect;
        Handler handler = onSuccess
            ? IsDefined(type) ? &Handlers.BranchOnCastDefined : &Handlers.BranchOnCastKind
            : IsDefined(type) ? &Handlers.BranchOnCastFailDefined : &Handlers.BranchOnCastFailKind;
        int branch = Emit(handler, 24);
        Write16(branch + 8, instruction.Lane >> 1);
        Write16(branch + 10, place);
        WriteHeapType(branch + 16, type);
        FinishBranch(instruction.Index, branch, isDirect);
    }

    /// <summary>Whether a branch can go to the label without moving its values, which are on top of the operand stack.</summary>
    private bool IsDirect(uint index) => IsFunctionLabel(index) ? LabelAt(index).Types.Length == 0 : IsInPlace(LabelAt(index));

    /// <summary>Gives a conditional branch its target, or lets it pass by the moves to the label.</summary>
    private void FinishBranch(uint index, int branch, bool isDirect)
    {
        if (isDirect)
        {
            AddFixup(ref LabelAt(index), branch);
            return;
        }

        EmitTaken(index);
        BindForward(branch);
    }

    private static bool IsDefined(HeapTypeSyntax type) => type.IsIndex;

    private void WriteHeapType(int position, HeapTypeSyntax type)
    {
        if (type.IsIndex)
        {
            WriteType(position, (int)type.TypeIndex);
        }
        else
        {
            Write32(position, (int)type.Kind);
        }
    }

    private void WriteType(int position, int index) => Write64(position, (ulong)_types.Of(index));
}
