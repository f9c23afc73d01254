using Peregrine.Instructions;

namespace Peregrine.Interpreter;

/// <summary>Finds the part that translates an instruction.</summary>
internal sealed unsafe partial class Translator
{
    /// <summary>Translates references, aggregates, tables, exceptions, vectors, atomics and bulk operations.</summary>
    partial void TranslateOther(ref Instruction instruction, ref bool done);

    /// <summary>Prepares exception handling for a function.</summary>
    partial void ResetExceptions();

    private void TranslateInstruction(ref Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Unreachable:
                Emit(Operation.Unreachable, 16);
                MarkDead();
                break;
            case Opcode.Nop:
                break;
            case Opcode.Block or Opcode.Loop:
                TranslateBlock(ref instruction);
                break;
            case Opcode.If:
                TranslateIf(ref instruction);
                break;
            case Opcode.Else:
                TranslateElse();
                break;
            case Opcode.End when LabelAt(0).Region < 0:
                TranslateEnd();
                break;
            case Opcode.Br:
                EmitBranchTo(instruction.Index);
                break;
            case Opcode.BrIf:
                TranslateBranchIf(instruction.Index);
                break;
            case Opcode.BrTable:
                TranslateBranchTable();
                break;
            case Opcode.Return:
                EmitReturn();
                MarkDead();
                break;
            case Opcode.Call:
                TranslateCall(instruction.Index);
                break;
            case Opcode.CallIndirect:
                TranslateCallIndirect(instruction);
                break;
            case Opcode.CallRef:
                TranslateCallReference(instruction);
                break;
            case Opcode.ReturnCall:
                TranslateTailCall(instruction.Index);
                break;
            case Opcode.ReturnCallIndirect:
                TranslateTailCallIndirect(instruction);
                break;
            case Opcode.ReturnCallRef:
                TranslateTailCallReference(instruction);
                break;
            case Opcode.Drop:
                Pop();
                break;
            case Opcode.Select or Opcode.SelectTyped:
                TranslateSelect();
                break;
            case Opcode.LocalGet:
                PushLocal((int)instruction.Index);
                break;
            case Opcode.LocalSet:
                TranslateLocalSet((int)instruction.Index, isTee: false);
                break;
            case Opcode.LocalTee:
                TranslateLocalSet((int)instruction.Index, isTee: true);
                break;
            case Opcode.GlobalGet when IsNumericGlobal(instruction.Index):
                TranslateGlobalGet(instruction.Index);
                break;
            case Opcode.GlobalSet when IsNumericGlobal(instruction.Index):
                TranslateGlobalSet(instruction.Index);
                break;
            case >= Opcode.I32Load and <= Opcode.I64Load32U when IsFastMemory(instruction):
                TranslateLoad(instruction);
                break;
            case >= Opcode.I32Store and <= Opcode.I64Store32 when IsFastMemory(instruction):
                TranslateStore(instruction);
                break;
            case Opcode.MemorySize:
                TranslateMemorySize(instruction.Index);
                break;
            case Opcode.MemoryGrow:
                TranslateMemoryGrow(instruction.Index);
                break;
            case Opcode.I32Const:
                PushConstant(ValKind.I32, (uint)instruction.Value);
                break;
            case Opcode.I64Const:
                PushConstant(ValKind.I64, instruction.Value);
                break;
            case Opcode.F32Const:
                PushConstant(ValKind.F32, instruction.Value);
                break;
            case Opcode.F64Const:
                PushConstant(ValKind.F64, instruction.Value);
                break;
            case Opcode.I64Add128 or Opcode.I64Sub128 or Opcode.I64MulWideS or Opcode.I64MulWideU:
                TranslateWide(instruction.Opcode);
                break;
            case >= Opcode.I32Eqz and <= Opcode.I64Extend32S or >= Opcode.I32TruncSatF32S and <= Opcode.I64TruncSatF64U:
                TranslateNumeric(instruction.Opcode);
                break;
            default:
                bool done = false;
                TranslateOther(ref instruction, ref done);
                if (!done)
                {
                    throw InterpreterLimits.NotImplemented(instruction.Opcode, instruction.Offset);
                }

                break;
        }
    }
}
