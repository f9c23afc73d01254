using Peregrine.Instructions;

namespace Peregrine.Interpreter;

// Everything beyond numbers, control and calls.
internal sealed unsafe partial class Translator
{
    partial void TranslateOther(ref Instruction instruction, ref bool done)
    {
        done = true;
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
                done = TranslatePlain(ref instruction);
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

    private bool TranslatePlain(ref Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case >= Opcode.I32Load and <= Opcode.I64Store32:
                TranslateGenericAccess(instruction);
                return true;
            case Opcode.GlobalGet or Opcode.GlobalSet:
                TranslateOtherGlobal(instruction);
                return true;
            case Opcode.TableGet or Opcode.TableSet or Opcode.TableSize or Opcode.TableGrow or Opcode.TableFill:
                TranslateTable(instruction);
                return true;
            case >= Opcode.MemoryInit and <= Opcode.TableCopy:
                TranslateBulk(instruction);
                return true;
            case Opcode.RefNull:
                PushConstant(ValKind.Ref, 0);
                return true;
            case Opcode.RefIsNull or Opcode.RefFunc or Opcode.RefEq or Opcode.RefAsNonNull:
                TranslateReference(instruction);
                return true;
            case Opcode.BrOnNull:
                TranslateBranchOnNull(instruction.Index);
                return true;
            case Opcode.BrOnNonNull:
                TranslateBranchOnNonNull(instruction.Index);
                return true;
            default:
                return TranslateException(ref instruction);
        }
    }
}
