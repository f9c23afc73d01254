using System.Reflection;
using System.Reflection.Emit;
using Peregrine.Compiler.Emission;
using Peregrine.Compiler.Support;
using Peregrine.Instructions;

namespace Peregrine.Compiler.Translation;

// Tables, and the instructions that work on whole ranges of memories and tables.
internal sealed partial class FunctionTranslator
{
    private bool TryTranslateTableOrBulk(in Instruction instruction)
    {
        int index = (int)instruction.Index;
        int second = (int)instruction.SecondIndex;
        switch (instruction.Opcode)
        {
            case Opcode.TableGet:
                WriteInstanceCall(Methods.TableGet, 1, index);
                PushStack(ValKind.Ref);
                break;
            case Opcode.TableSet:
                WriteInstanceCall(Methods.TableSet, 2, index);
                break;
            case Opcode.TableSize:
                LoadContext(_context.Layout.TableOffset(index));
                _cil.Op(OpCodes.Ldind_I);
                _cil.AddOffset(StructOffsets.TableLength);
                _cil.Op(OpCodes.Ldind_I8);
                PushTableAddress(index);
                break;
            case Opcode.TableGrow:
                WriteInstanceCall(Methods.TableGrow, 2, index);
                PushTableAddress(index);
                break;
            case Opcode.TableFill:
                WriteInstanceCall(Methods.TableFill, 3, index);
                break;
            case Opcode.TableCopy:
                WriteInstanceCall(Methods.TableCopy, 3, index, second);
                break;
            case Opcode.TableInit:
                WriteInstanceCall(Methods.TableInit, 3, index, second);
                break;
            case Opcode.ElemDrop:
                WriteInstanceCall(Methods.ElementDrop, 0, index);
                break;
            case Opcode.MemoryCopy:
                WriteInstanceCall(Methods.MemoryCopy, 3, index, second);
                break;
            case Opcode.MemoryFill:
                WriteInstanceCall(Methods.MemoryFill, 3, index);
                break;
            case Opcode.MemoryInit:
                WriteInstanceCall(Methods.MemoryInit, 3, index, second);
                break;
            case Opcode.DataDrop:
                WriteInstanceCall(Methods.DataDrop, 0, index);
                break;
            default:
                return false;
        }

        return true;
    }

    /// <summary>Calls a method with the instance, indices, and the topmost operands, of which i32 become unsigned 64-bit where the method wants that.</summary>
    private void WriteInstanceCall(MethodInfo method, int operands, params ReadOnlySpan<int> indices)
    {
        var taken = TakeAllForLater(operands);
        LoadInstance();
        foreach (int index in indices)
        {
            _cil.Int(index);
        }

        var parameters = method.GetParameters();
        for (int i = 0; i < taken.Length; i++)
        {
            bool isWidened = taken[i].Type == ValKind.I32 && parameters[1 + indices.Length + i].ParameterType == typeof(ulong);
            Write(ref taken[i]);
            if (isWidened)
            {
                _cil.Op(OpCodes.Conv_U8);
            }
        }

        _cil.Call(method);
    }

    /// <summary>Takes the topmost operands, none of which is on the evaluation stack afterwards.</summary>
    private Operand[] TakeAllForLater(int count)
    {
        var operands = new Operand[count];
        for (int i = count - 1; i >= 0; i--)
        {
            operands[i] = TakeForLater();
        }

        return operands;
    }

    private void PushTableAddress(int table)
    {
        if (_module.Tables[table].Is64)
        {
            PushStack(ValKind.I64);
            return;
        }

        _cil.Op(OpCodes.Conv_I4);
        PushStack(ValKind.I32);
    }
}
