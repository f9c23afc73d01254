using Peregrine.Instructions;
using Peregrine.Runtime.Objects;

namespace Peregrine.Interpreter;

// Structures, arrays and 31-bit integers.
internal sealed unsafe partial class Translator
{
    private void TranslateStruct(in Instruction instruction)
    {
        var type = _module.Types[instruction.Index];
        switch (instruction.Opcode)
        {
            case Opcode.StructNew:
                {
                    var fields = type.Struct!.Fields;
                    MaterializeTop(fields.Length);
                    var operands = Operands[^fields.Length..];
                    for (int i = 0; i < fields.Length; i++)
                    {
                        if (fields[i].Packed != PackedKind.None)
                        {
                            EmitEffect(fields[i].Packed == PackedKind.I8 ? &Handlers.MaskSlot8 : &Handlers.MaskSlot16, 16, operands[i].Home);
                        }
                    }

                    Truncate(_operands.Count - fields.Length);
                    int slots = _slotTop, references = _referenceTop;
                    int position = EmitReference(&Handlers.StructNew, 24);
                    Write16(position + 10, slots);
                    Write16(position + 12, references);
                    WriteType(position + 16, (int)instruction.Index);
                    break;
                }

            case Opcode.StructNewDefault:
                WriteType(EmitReference(&Handlers.StructNewDefault, 24) + 16, (int)instruction.Index);
                break;
            default:
                TranslateField(instruction, type);
                break;
        }
    }

    private void TranslateField(in Instruction instruction, DefinedType type)
    {
        var field = type.Struct!.Fields[(int)instruction.SecondIndex];
        var layout = StructLayoutInfo.Of(type);
        int place = layout.Places[instruction.SecondIndex];
        bool isSet = instruction.Opcode == Opcode.StructSet;
        Operation operation;
        if (field.Type.IsReference)
        {
            operation = isSet ? Operation.StructSetReference : Operation.StructGetReference;
        }
        else
        {
            int form = field.Type.Kind == ValKind.V128 ? 3 : isSet || instruction.Opcode == Opcode.StructGetS ? (int)field.Packed : 0;
            if (type.IsFinal)
            {
                operation = (isSet ? Operation.StructSetFinal : Operation.StructGetFinal) + form;
                place = layout.WordBase + (place * sizeof(ulong));
            }
            else
            {
                operation = (isSet ? Operation.StructSetOpen : Operation.StructGetOpen) + form;
            }
        }

        Operand value = isSet ? Pop() : default;
        Operand o = Pop();
        int objectPlace = PlaceOf(ref o);
        int valuePlace = isSet ? PlaceOf(ref value) : 0;
        int position = isSet ? Emit(operation, 16) : EmitValue(operation, 16, field.Type.Kind);
        if (isSet)
        {
            Write16(position + 8, valuePlace);
        }

        Write16(position + 10, objectPlace);
        Write32(position + 12, place);
    }

    private void TranslateArray(in Instruction instruction)
    {
        int type = (int)instruction.Index;
        switch (instruction.Opcode)
        {
            case Opcode.ArrayNew:
                {
                    Operand length = Pop(), value = Pop();
                    int lengthPlace = PlaceOf(ref length), valuePlace = PlaceOf(ref value);
                    int position = EmitReference(value.IsReference ? &Handlers.ArrayNewReferences : &Handlers.ArrayNew, 24);
                    Write16(position + 10, valuePlace);
                    Write16(position + 12, lengthPlace);
                    WriteType(position + 16, type);
                    break;
                }

            case Opcode.ArrayNewDefault:
                {
                    Operand length = Pop();
                    int lengthPlace = PlaceOf(ref length);
                    int position = EmitReference(&Handlers.ArrayNewDefault, 24);
                    Write16(position + 12, lengthPlace);
                    WriteType(position + 16, type);
                    break;
                }

            case Opcode.ArrayNewFixed:
                {
                    int count = (int)instruction.SecondIndex;
                    MaterializeTop(count);
                    Truncate(_operands.Count - count);
                    int slots = _slotTop, references = _referenceTop;
                    int position = EmitReference(&Handlers.ArrayNewFixed, 32);
                    Write16(position + 10, slots);
                    Write16(position + 12, references);
                    WriteType(position + 16, type);
                    Write32(position + 24, count);
                    break;
                }

            case Opcode.ArrayNewData:
            case Opcode.ArrayNewElem:
                {
                    Operand length = Pop(), offset = Pop();
                    int lengthPlace = PlaceOf(ref length), offsetPlace = PlaceOf(ref offset);
                    int position = EmitReference(instruction.Opcode == Opcode.ArrayNewData ? &Handlers.ArrayNewData : &Handlers.ArrayNewElem, 32);
                    Write16(position + 10, offsetPlace);
                    Write16(position + 12, lengthPlace);
                    WriteType(position + 16, type);
                    Write32(position + 24, (int)instruction.SecondIndex);
                    break;
                }

            case Opcode.ArrayLen:
                {
                    Operand array = Pop();
                    int place = PlaceOf(ref array);
                    Write16(EmitSlot(&Handlers.ArrayLen, 16, ValKind.I32) + 10, place);
                    break;
                }

            case Opcode.ArrayFill:
                {
                    Operand count = Pop(), value = Pop(), index = Pop(), array = Pop();
                    int countPlace = PlaceOf(ref count), valuePlace = PlaceOf(ref value), indexPlace = PlaceOf(ref index), arrayPlace = PlaceOf(ref array);
                    int position = EmitEffect(value.IsReference ? &Handlers.ArrayFillReferences : &Handlers.ArrayFill, 16, arrayPlace);
                    Write16(position + 10, indexPlace);
                    Write16(position + 12, valuePlace);
                    Write16(position + 14, countPlace);
                    break;
                }

            case Opcode.ArrayCopy:
                {
                    Operand count = Pop(), sourceIndex = Pop(), source = Pop(), index = Pop(), array = Pop();
                    int countPlace = PlaceOf(ref count), sourceIndexPlace = PlaceOf(ref sourceIndex), sourcePlace = PlaceOf(ref source), indexPlace = PlaceOf(ref index), arrayPlace = PlaceOf(ref array);
                    int position = EmitEffect(&Handlers.ArrayCopy, 24, arrayPlace);
                    Write16(position + 10, indexPlace);
                    Write16(position + 12, sourcePlace);
                    Write16(position + 14, sourceIndexPlace);
                    Write16(position + 16, countPlace);
                    break;
                }

            case Opcode.ArrayInitData:
            case Opcode.ArrayInitElem:
                {
                    Operand count = Pop(), offset = Pop(), index = Pop(), array = Pop();
                    int countPlace = PlaceOf(ref count), offsetPlace = PlaceOf(ref offset), indexPlace = PlaceOf(ref index), arrayPlace = PlaceOf(ref array);
                    int position = EmitEffect(instruction.Opcode == Opcode.ArrayInitData ? &Handlers.ArrayInitData : &Handlers.ArrayInitElem, 24, arrayPlace);
                    Write16(position + 10, indexPlace);
                    Write16(position + 12, offsetPlace);
                    Write16(position + 14, countPlace);
                    Write32(position + 16, (int)instruction.SecondIndex);
                    break;
                }

            default:
                TranslateElement(instruction, _module.Types[type].Array!.Element);
                break;
        }
    }

    private void TranslateElement(in Instruction instruction, FieldType element)
    {
        bool isSet = instruction.Opcode == Opcode.ArraySet;
        int form = element.Packed switch
        {
            PackedKind.I8 => instruction.Opcode == Opcode.ArrayGetS ? 1 : 0,
            PackedKind.I16 => instruction.Opcode == Opcode.ArrayGetS ? 3 : 2,
            _ => element.Type.Kind switch { ValKind.I32 or ValKind.F32 => 4, ValKind.V128 => 6, ValKind.Ref => 7, _ => 5 },
        };
        Operand value = isSet ? Pop() : default;
        Operand index = Pop(), array = Pop();
        int arrayPlace = PlaceOf(ref array), indexPlace = PlaceOf(ref index), valuePlace = isSet ? PlaceOf(ref value) : 0;
        int position = isSet ? Emit(Operation.ArraySetI8 + form, 16) : EmitValue(Operation.ArrayGetI8 + form, 16, element.Type.Kind);
        if (isSet)
        {
            Write16(position + 8, valuePlace);
        }

        Write16(position + 10, arrayPlace);
        Write16(position + 12, indexPlace);
    }

    private void TranslateI31(Opcode opcode)
    {
        Operand operand = Pop();
        int place = PlaceOf(ref operand);
        int position = opcode switch
        {
            Opcode.RefI31 => EmitReference(&Handlers.RefI31, 16),
            Opcode.I31GetS => EmitSlot(&Handlers.I31GetS, 16, ValKind.I32),
            _ => EmitSlot(&Handlers.I31GetU, 16, ValKind.I32),
        };
        Write16(position + 10, place);
    }

    /// <summary>Emits an instruction whose result of any type, named at +8, is on top of the operand stack; it leaves the accumulators alone.</summary>
    private int EmitValue(Operation operation, int size, ValKind type)
    {
        if (type == ValKind.V128)
        {
            return EmitVector(operation, size);
        }

        int place = PushTemporary(type);
        if (type != ValKind.Ref)
        {
            return Emit(operation, size, place);
        }

        int position = Emit(operation, size);
        Write16(position + 8, place);
        Last.Destination = Destination.Reference;
        return position;
    }
}
