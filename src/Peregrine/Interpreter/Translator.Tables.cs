using Peregrine.Instructions;

namespace Peregrine.Interpreter;

// Tables, bulk instructions on memories, and segments.
internal sealed unsafe partial class Translator
{
    private void TranslateTable(in Instruction instruction)
    {
        int table = (int)instruction.Index;
        switch (instruction.Opcode)
        {
            case Opcode.TableGet:
                {
                    Operand index = Pop();
                    int place = PlaceOf(ref index);
                    int position = EmitReference(&Handlers.TableGet, 16);
                    Write16(position + 10, place);
                    Write32(position + 12, table);
                    break;
                }

            case Opcode.TableSet:
                {
                    Operand value = Pop(), index = Pop();
                    int valuePlace = PlaceOf(ref value), indexPlace = PlaceOf(ref index);
                    int position = EmitEffect(&Handlers.TableSet, 16, valuePlace);
                    Write16(position + 10, indexPlace);
                    Write32(position + 12, table);
                    break;
                }

            case Opcode.TableSize:
                {
                    int position = EmitSlot(&Handlers.TableSize, 16, AddressKind(_module.Tables[table].Is64));
                    Write32(position + 12, _layout.TableOffset(table));
                    break;
                }

            case Opcode.TableGrow:
                {
                    Operand delta = Pop(), value = Pop();
                    int valuePlace = PlaceOf(ref value), deltaPlace = PlaceOf(ref delta);
                    int position = EmitSlot(&Handlers.TableGrow, 24, AddressKind(_module.Tables[table].Is64));
                    Write16(position + 10, deltaPlace);
                    Write32(position + 12, table);
                    Write16(position + 16, valuePlace);
                    break;
                }

            default:
                {
                    Operand count = Pop(), value = Pop(), index = Pop();
                    int countPlace = PlaceOf(ref count), valuePlace = PlaceOf(ref value), indexPlace = PlaceOf(ref index);
                    int position = EmitEffect(&Handlers.TableFill, 24, indexPlace);
                    Write16(position + 10, countPlace);
                    Write32(position + 12, table);
                    Write16(position + 16, valuePlace);
                    break;
                }
        }
    }

    /// <summary>The bulk instructions: three numbers, of destination, source and count, and what the instruction names at +16 and +20.</summary>
    private void TranslateBulk(in Instruction instruction)
    {
        int first = (int)instruction.Index, second = (int)instruction.SecondIndex;
        switch (instruction.Opcode)
        {
            case Opcode.MemoryCopy:
                EmitBulk(&Handlers.MemoryCopy, _layout.MemoryOffset(first), _layout.MemoryOffset(second));
                break;
            case Opcode.MemoryFill:
                EmitBulk(&Handlers.MemoryFill, _layout.MemoryOffset(first), 0);
                break;
            case Opcode.MemoryInit:
                EmitBulk(&Handlers.MemoryInit, _layout.MemoryOffset(second), first);
                break;
            case Opcode.TableCopy:
                EmitBulk(&Handlers.TableCopy, first, second);
                break;
            case Opcode.TableInit:
                EmitBulk(&Handlers.TableInit, second, first);
                break;
            case Opcode.DataDrop:
                Write32(Emit(&Handlers.DataDrop, 16) + 12, first);
                break;
            default:
                Write32(Emit(&Handlers.ElemDrop, 16) + 12, first);
                break;
        }
    }

    private void EmitBulk(Handler handler, int first, int second)
    {
        Operand count = Pop(), source = Pop(), destination = Pop();
        int countPlace = PlaceOf(ref count), sourcePlace = PlaceOf(ref source), destinationPlace = PlaceOf(ref destination);
        int position = EmitEffect(handler, 24, destinationPlace);
        Write16(position + 10, sourcePlace);
        Write16(position + 12, countPlace);
        Write32(position + 16, first);
        Write32(position + 20, second);
    }

    /// <summary>Globals of vectors and references.</summary>
    private void TranslateOtherGlobal(in Instruction instruction)
    {
        int index = (int)instruction.Index;
        bool isSet = instruction.Opcode == Opcode.GlobalSet;
        Operand value = isSet ? Pop() : default;
        int place = isSet ? PlaceOf(ref value) : 0;
        int position;
        if (_module.Globals[index].Content.IsReference)
        {
            position = isSet ? EmitEffect(&Handlers.GlobalSetReference, 16, place) : EmitReference(&Handlers.GlobalGetReference, 16);
            Write32(position + 12, index);
            return;
        }

        bool isImported = _layout.IsImportedGlobal(index);
        if (isSet)
        {
            position = Emit(isImported ? Operation.GlobalSetVectorImported : Operation.GlobalSetVector, 16);
            Write16(position + 10, place);
        }
        else
        {
            position = EmitVector(isImported ? Operation.GlobalGetVectorImported : Operation.GlobalGetVector, 16);
        }

        Write32(position + 12, _layout.GlobalOffset(index));
    }

    private static ValKind AddressKind(bool is64) => is64 ? ValKind.I64 : ValKind.I32;

    /// <summary>Emits an instruction that leaves a number in its slot on top of the operand stack.</summary>
    private int EmitSlot(Handler handler, int size, ValKind type)
    {
        int slot = PushTemporary(type);
        return Emit(handler, size, slot);
    }

    /// <summary>Emits an instruction that leaves a reference on top of the operand stack.</summary>
    private int EmitReference(Handler handler, int size)
    {
        int place = PushTemporary(ValKind.Ref);
        return EmitReference(handler, size, place);
    }

    /// <summary>Emits an instruction without result whose first operand is named at +8.</summary>
    private int EmitEffect(Handler handler, int size, int place)
    {
        int position = Emit(handler, size);
        Write16(position + 8, place);
        return position;
    }
}
