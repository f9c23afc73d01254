using System.Collections.Immutable;
using Peregrine.Errors;
using Peregrine.Instructions;

namespace Peregrine.Validation;

/// <content>Structures.</content>
internal sealed partial class FunctionValidator
{
    private bool StepStructure(ref Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.StructNew:
                StructNew(instruction.Index);
                return true;
            case Opcode.StructNewDefault:
                StructNewDefault(instruction.Index);
                return true;
            case Opcode.StructGet:
            case Opcode.StructGetS:
            case Opcode.StructGetU:
                var field = Field(ref instruction);
                CheckPacking(field, isExtending: instruction.Opcode != Opcode.StructGet);
                PopOperand(ReferenceTo(instruction.Index, nullable: true));
                PushOperand(_module.Code(field.Type));
                return true;
            case Opcode.StructSet:
                StructSet(ref instruction);
                return true;
            default:
                return false;
        }
    }

    private FieldType Field(ref Instruction instruction)
    {
        var fields = StructType(instruction.Index).Fields;
        return instruction.SecondIndex < (uint)fields.Length
            ? fields[(int)instruction.SecondIndex]
            : throw Invalid.UnknownField(Place, instruction.Index, instruction.SecondIndex);
    }

    private void CheckPacking(FieldType field, bool isExtending)
    {
        if (isExtending != (field.Packed != PackedKind.None))
        {
            throw isExtending ? Invalid.UnpackedField(Place) : Invalid.PackedField(Place);
        }
    }

    private void StructNew(uint typeIndex)
    {
        var fields = StructType(typeIndex).Fields;
        CheckHasNoDescriptor(typeIndex);
        PopFields(fields);
        PushOperand(NewReferenceTo(typeIndex));
    }

    private void PopFields(ImmutableArray<FieldType> fields)
    {
        for (int i = fields.Length - 1; i >= 0; i--)
        {
            PopOperand(_module.Code(fields[i].Type));
        }
    }

    private void StructNewDefault(uint typeIndex)
    {
        var fields = StructType(typeIndex).Fields;
        CheckHasNoDescriptor(typeIndex);
        CheckDefaultable(fields);
        PushOperand(NewReferenceTo(typeIndex));
    }

    private void CheckDefaultable(ImmutableArray<FieldType> fields)
    {
        foreach (var field in fields)
        {
            CheckDefaultable(field);
        }
    }

    private void CheckDefaultable(FieldType field)
    {
        if (!field.Type.IsDefaultable)
        {
            throw Invalid.TypeMismatch(Place, $"a field of type {field.Type} has no default value");
        }
    }

    private void StructSet(ref Instruction instruction)
    {
        var field = Field(ref instruction);
        if (!field.IsMutable)
        {
            throw Invalid.ImmutableField(Place, instruction.Index, instruction.SecondIndex);
        }

        PopOperands([ReferenceTo(instruction.Index, nullable: true), _module.Code(field.Type)]);
    }
}
