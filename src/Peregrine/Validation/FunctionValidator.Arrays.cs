using Peregrine.Errors;
using Peregrine.Instructions;
using Peregrine.Types;

namespace Peregrine.Validation;

/// <content>Arrays.</content>
internal sealed partial class FunctionValidator
{
    private bool StepArray(ref Instruction instruction)
    {
        uint type = instruction.Index;
        switch (instruction.Opcode)
        {
            case Opcode.ArrayNew:
                PopOperands([_module.Code(ArrayType(type).Element.Type), OperandCode.I32]);
                PushOperand(NewReferenceTo(type));
                return true;
            case Opcode.ArrayNewDefault:
                CheckDefaultable(ArrayType(type).Element);
                PopOperand(OperandCode.I32);
                PushOperand(NewReferenceTo(type));
                return true;
            case Opcode.ArrayNewFixed:
                ArrayNewFixed(type, instruction.SecondIndex);
                return true;
            case Opcode.ArrayNewData:
            case Opcode.ArrayNewElem:
                CheckSource(ref instruction);
                PopOperands([OperandCode.I32, OperandCode.I32]);
                PushOperand(NewReferenceTo(type));
                return true;
            case Opcode.ArrayGet:
            case Opcode.ArrayGetS:
            case Opcode.ArrayGetU:
                var element = ArrayType(type).Element;
                CheckPacking(element, isExtending: instruction.Opcode != Opcode.ArrayGet);
                PopOperands([ReferenceTo(type, nullable: true), OperandCode.I32]);
                PushOperand(_module.Code(element.Type));
                return true;
            case Opcode.ArraySet:
                PopOperands([MutableArray(type, out var value), OperandCode.I32, value]);
                return true;
            case Opcode.ArrayLen:
                PopShareable(HeapKind.Array);
                PushOperand(OperandCode.I32);
                return true;
            case Opcode.ArrayFill:
                PopOperands([MutableArray(type, out var filler), OperandCode.I32, filler, OperandCode.I32]);
                return true;
            case Opcode.ArrayCopy:
                ArrayCopy(type, instruction.SecondIndex);
                return true;
            case Opcode.ArrayInitData:
            case Opcode.ArrayInitElem:
                var array = MutableArray(type, out _);
                CheckSource(ref instruction);
                PopOperands([array, OperandCode.I32, OperandCode.I32, OperandCode.I32]);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A reference to an array that must be mutable.</summary>
    private OperandCode MutableArray(uint type, out OperandCode element)
    {
        var field = ArrayType(type).Element;
        if (!field.IsMutable)
        {
            throw Invalid.ImmutableArray(Place, type);
        }

        element = _module.Code(field.Type);
        return ReferenceTo(type, nullable: true);
    }

    private void ArrayNewFixed(uint type, uint count)
    {
        var element = _module.Code(ArrayType(type).Element.Type);
        if (count > ImplementationLimits.FixedArrayElements)
        {
            throw Invalid.TooMany(Place, "elements of array.new_fixed", count, ImplementationLimits.FixedArrayElements);
        }

        for (uint i = 0; i < count; i++)
        {
            PopOperand(element);
        }

        PushOperand(NewReferenceTo(type));
    }

    private void ArrayCopy(uint target, uint source)
    {
        var array = MutableArray(target, out _);
        var to = ArrayType(target).Element;
        var from = ArrayType(source).Element;
        if (to.Packed != from.Packed || !Subtyping.IsSubtype(from.Type, to.Type))
        {
            throw Invalid.ArrayTypesDoNotMatch(Place, target, source);
        }

        PopOperands([array, OperandCode.I32, ReferenceTo(source, nullable: true), OperandCode.I32, OperandCode.I32]);
    }

    /// <summary>Checks that the segment can fill the array.</summary>
    private void CheckSource(ref Instruction instruction)
    {
        var element = ArrayType(instruction.Index).Element;
        if (instruction.Opcode is Opcode.ArrayNewData or Opcode.ArrayInitData)
        {
            if (element.Type.Kind == ValKind.Ref)
            {
                throw Invalid.ArrayNotNumeric(Place, instruction.Index);
            }

            CheckData(instruction.SecondIndex);
            return;
        }

        var segment = ElementType(instruction.SecondIndex);
        if (element.Packed != PackedKind.None || !Subtyping.IsSubtype(segment, element.Type))
        {
            throw Invalid.TypeMismatch(Place, $"an array of {element} cannot take {segment}");
        }
    }
}
