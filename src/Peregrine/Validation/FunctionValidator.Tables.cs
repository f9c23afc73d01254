using Peregrine.Errors;
using Peregrine.Instructions;
using Peregrine.Types;

namespace Peregrine.Validation;

/// <content>Table instructions.</content>
internal sealed partial class FunctionValidator
{
    private void StepTable(ref Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.ElemDrop:
                ElementType(instruction.Index);
                return;
            case Opcode.TableInit:
                TableInit(instruction.Index, instruction.SecondIndex);
                return;
            case Opcode.TableCopy:
                TableCopy(instruction.Index, instruction.SecondIndex);
                return;
        }

        var table = Table(instruction.Index);
        var address = Address(table.Is64);
        var element = _module.Code(table.Element);
        switch (instruction.Opcode)
        {
            case Opcode.TableGet:
                PopOperand(address);
                PushOperand(element);
                break;
            case Opcode.TableSet:
                PopOperands([address, element]);
                break;
            case Opcode.TableSize:
                PushOperand(address);
                break;
            case Opcode.TableGrow:
                PopOperands([element, address]);
                PushOperand(address);
                break;
            case Opcode.TableFill:
                PopOperands([address, element, address]);
                break;
        }
    }

    private void TableInit(uint segment, uint tableIndex)
    {
        var table = Table(tableIndex);
        CheckElements(ElementType(segment), table);
        PopOperands([Address(table.Is64), OperandCode.I32, OperandCode.I32]);
    }

    private void TableCopy(uint target, uint source)
    {
        var to = Table(target);
        var from = Table(source);
        CheckElements(from.Element, to);
        PopOperands([Address(to.Is64), Address(from.Is64), Address(to.Is64 && from.Is64)]);
    }

    private void CheckElements(ValType element, TableType table)
    {
        if (!Subtyping.IsSubtype(element, table.Element))
        {
            throw Invalid.TypeMismatch(Place, $"a table of {table.Element} cannot take {element}");
        }
    }
}
