using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Text.Printing;

/// <summary>How many operands and results an instruction has, for folding; a wrong answer would only read worse.</summary>
internal static class FoldArity
{
    private const int Unknown = 0;

    public static (int Operands, int Results) Of(in Instruction instruction, BodyPrinter printer)
    {
        var opcode = instruction.Opcode;
        if (InstructionTable.HasSignature(opcode))
        {
            return (InstructionTable.Parameters(opcode).Length, InstructionTable.Results(opcode).Length);
        }

        var index = printer.Index;
        int target = printer.Labels.Find(instruction.Index)?.BranchArity ?? Unknown;
        switch (opcode)
        {
            case Opcode.Br:
                return (target, 0);
            case Opcode.BrIf:
                return (target + 1, target);
            case Opcode.BrTable:
                uint last = printer.Lists.Labels.Count > 0 ? printer.Lists.Labels[^1] : 0;
                return ((printer.Labels.Find(last)?.BranchArity ?? Unknown) + 1, 0);
            case Opcode.BrOnNull:
                return (target + 1, target + 1);
            case Opcode.BrOnNonNull:
                return (target, Math.Max(0, target - 1));
            case Opcode.BrOnCast or Opcode.BrOnCastFail:
                return (target, target);
            case Opcode.Return:
                return (printer.Labels.Find((uint)printer.Labels.Count - 1)?.Results ?? Unknown, 0);
            case Opcode.Call:
                return OfCall(index.TypeOfFunction(instruction.Index), 0);
            case Opcode.ReturnCall:
                return (OfCall(index.TypeOfFunction(instruction.Index), 0).Operands, 0);
            case Opcode.CallIndirect or Opcode.CallRef:
                return OfCall(index.FunctionType(instruction.Index), 1);
            case Opcode.ReturnCallIndirect or Opcode.ReturnCallRef:
                return (OfCall(index.FunctionType(instruction.Index), 1).Operands, 0);
            case Opcode.Throw:
                return (index.TypeOfTag(instruction.Index)?.Parameters.Length ?? Unknown, 0);
            case Opcode.StructNew:
                bool isStruct = instruction.Index < index.Module.Types.Count;
                return (isStruct && index.Module.Types[(int)instruction.Index].Composite is StructTypeSyntax type ? type.Fields.Length : Unknown, 1);
            case Opcode.ArrayNewFixed:
                return ((int)Math.Min(instruction.SecondIndex, int.MaxValue), 1);
            case Opcode.StructNewDesc:
                bool isDescribed = instruction.Index < index.Module.Types.Count;
                return (isDescribed && index.Module.Types[(int)instruction.Index].Composite is StructTypeSyntax described ? described.Fields.Length + 1 : Unknown, 1);
            case Opcode.Suspend:
                return OfCall(index.TypeOfTag(instruction.Index), 0);
            case Opcode.RefCastDescEq or Opcode.RefCastDescEqNull:
                return (2, 1);
            case Opcode.LocalGet or Opcode.GlobalGet or Opcode.TableSize or Opcode.MemorySize or Opcode.RefNull or Opcode.RefFunc
                or Opcode.StructNewDefault:
                return (0, 1);
            case Opcode.Drop or Opcode.LocalSet or Opcode.GlobalSet or Opcode.ThrowRef:
                return (1, 0);
            case Opcode.LocalTee or Opcode.TableGet or Opcode.MemoryGrow or Opcode.RefIsNull or Opcode.RefAsNonNull or Opcode.StructGet
                or Opcode.StructGetS or Opcode.StructGetU or Opcode.ArrayNewDefault or Opcode.ArrayLen or Opcode.RefTest or Opcode.RefTestNull
                or Opcode.RefCast or Opcode.RefCastNull or Opcode.AnyConvertExtern or Opcode.ExternConvertAny or Opcode.RefI31
                or Opcode.I31GetS or Opcode.I31GetU or Opcode.RefI31Shared or Opcode.ContNew or Opcode.RefGetDesc or Opcode.StructNewDefaultDesc:
                return (1, 1);
            case Opcode.TableSet or Opcode.StructSet:
                return (2, 0);
            case Opcode.TableGrow or Opcode.RefEq or Opcode.ArrayNew or Opcode.ArrayNewData or Opcode.ArrayNewElem or Opcode.ArrayGet
                or Opcode.ArrayGetS or Opcode.ArrayGetU:
                return (2, 1);
            case Opcode.MemoryInit or Opcode.MemoryCopy or Opcode.MemoryFill or Opcode.TableInit or Opcode.TableCopy or Opcode.TableFill
                or Opcode.ArraySet:
                return (3, 0);
            case Opcode.Select or Opcode.SelectTyped:
                return (3, 1);
            case Opcode.ArrayFill or Opcode.ArrayInitData or Opcode.ArrayInitElem:
                return (4, 0);
            case Opcode.ArrayCopy:
                return (5, 0);
            default:
                return (Unknown, 0);
        }
    }

    private static (int Operands, int Results) OfCall(FunctionTypeSyntax? type, int extra) =>
        type is null ? (Unknown, 0) : (type.Parameters.Length + extra, type.Results.Length);
}
