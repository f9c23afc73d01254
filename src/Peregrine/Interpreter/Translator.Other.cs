using Peregrine.Instructions;

namespace Peregrine.Interpreter;

// Everything beyond numbers, control and calls.
internal sealed unsafe partial class Translator
{
    private void TranslateOther(ref Instruction instruction)
    {
        switch (InstructionTable.Prefix(instruction.Opcode))
        {
            case 0xFB:
                TranslateObject(instruction);
                break;
            case 0xFD when InstructionTable.AccessWidth(instruction.Opcode) != 0:
                TranslateVectorAccess(instruction);
                break;
            case 0xFD:
                TranslateVector(instruction);
                break;
            case 0xFE:
                TranslateThread(instruction);
                break;
            default:
                TranslatePlain(ref instruction);
                break;
        }
    }

    private void TranslateObject(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case >= Opcode.StructNew and <= Opcode.StructSet:
                TranslateStruct(instruction);
                break;
            case >= Opcode.ArrayNew and <= Opcode.ArrayInitElem:
                TranslateArray(instruction);
                break;
            case Opcode.RefI31 or Opcode.I31GetS or Opcode.I31GetU:
                TranslateI31(instruction.Opcode);
                break;
            case Opcode.BrOnCast or Opcode.BrOnCastFail:
                TranslateBranchOnCast(instruction);
                break;
            case Opcode.AnyConvertExtern or Opcode.ExternConvertAny:
                // Both are the same object.
                break;
            default:
                TranslateReference(instruction);
                break;
        }
    }

    private void TranslateThread(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.AtomicFence:
                Emit(&Handlers.AtomicFence, 16);
                break;
            case Opcode.MemoryAtomicNotify:
                TranslateWait(instruction, &Handlers.AtomicNotify, 1);
                break;
            case Opcode.MemoryAtomicWait32:
                TranslateWait(instruction, &Handlers.AtomicWait32, 2);
                break;
            case Opcode.MemoryAtomicWait64:
                TranslateWait(instruction, &Handlers.AtomicWait64, 2);
                break;
            default:
                TranslateAtomicAccess(instruction);
                break;
        }
    }

    private void TranslatePlain(ref Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.TableGet or Opcode.TableSet or Opcode.TableSize or Opcode.TableGrow or Opcode.TableFill:
                TranslateTable(instruction);
                break;
            case >= Opcode.MemoryInit and <= Opcode.TableCopy:
                TranslateBulk(instruction);
                break;
            case Opcode.BrOnNull:
                TranslateBranchOnNull(instruction.Index);
                break;
            case Opcode.BrOnNonNull:
                TranslateBranchOnNonNull(instruction.Index);
                break;
            case Opcode.Try or Opcode.TryTable:
                TranslateTry(ref instruction);
                break;
            case Opcode.Catch or Opcode.CatchAll:
                TranslateCatch(instruction);
                break;
            case Opcode.Delegate:
                TranslateDelegate(instruction.Index);
                break;
            case Opcode.Throw:
                TranslateThrow(instruction.Index);
                break;
            case Opcode.ThrowRef:
                TranslateThrowReference();
                break;
            case Opcode.Rethrow:
                TranslateRethrow(instruction.Index);
                break;
            default:
                TranslateReference(instruction);
                break;
        }
    }
}
