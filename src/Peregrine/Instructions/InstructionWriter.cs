using Peregrine.Binary;
using Peregrine.Collections;

namespace Peregrine.Instructions;

/// <summary>Encodes instructions: the counterpart of <see cref="InstructionReader"/>, driven by the shape of the immediates.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/binary/instructions.html"/></remarks>
internal static class InstructionWriter
{
    /// <summary>Writes the opcode alone.</summary>
    public static void WriteOpcode(this ByteWriter writer, Opcode opcode)
    {
        byte prefix = InstructionTable.Prefix(opcode);
        if (prefix == 0)
        {
            writer.WriteByte((byte)InstructionTable.Code(opcode));
        }
        else
        {
            writer.WriteByte(prefix);
            writer.WriteU32((uint)InstructionTable.Code(opcode));
        }
    }

    /// <summary>Writes a memory argument; memory 0 takes the form without an index.</summary>
    public static void WriteMemArg(this ByteWriter writer, int alignmentLog2, uint memory, ulong offset)
    {
        writer.WriteU32((uint)alignmentLog2 | (memory == 0 ? 0u : 64));
        if (memory != 0)
        {
            writer.WriteU32(memory);
        }

        writer.WriteU64(offset);
    }

    /// <summary>Writes one instruction with its immediates; the fields that count follow from the opcode's shape, as when reading.</summary>
    public static void WriteInstruction(this ByteWriter writer, in Instruction instruction, InstructionLists lists)
    {
        writer.WriteOpcode(instruction.Opcode);
        WriteImmediates(writer, instruction, lists);
    }

    /// <summary>Writes the immediates alone.</summary>
    public static void WriteImmediates(this ByteWriter writer, in Instruction instruction, InstructionLists lists)
    {
        switch (InstructionTable.Shape(instruction.Opcode))
        {
            case ImmediateShape.None:
                break;
            case ImmediateShape.Local:
            case ImmediateShape.Label:
            case ImmediateShape.Function:
            case ImmediateShape.Global:
            case ImmediateShape.Type:
            case ImmediateShape.Table:
            case ImmediateShape.Memory:
            case ImmediateShape.Tag:
            case ImmediateShape.Data:
            case ImmediateShape.Element:
                writer.WriteU32(instruction.Index);
                break;
            case ImmediateShape.TypeTable:
            case ImmediateShape.TypeType:
            case ImmediateShape.TypeField:
            case ImmediateShape.TypeCount:
            case ImmediateShape.TypeData:
            case ImmediateShape.TypeElement:
            case ImmediateShape.TypeTag:
            case ImmediateShape.DataMemory:
            case ImmediateShape.MemoryMemory:
            case ImmediateShape.ElementTable:
            case ImmediateShape.TableTable:
                writer.WriteU32(instruction.Index);
                writer.WriteU32(instruction.SecondIndex);
                break;
            case ImmediateShape.MemArg:
                writer.WriteMemArg(instruction.AlignmentLog2, instruction.Index, instruction.Value);
                break;
            case ImmediateShape.MemArgLane:
                writer.WriteMemArg(instruction.AlignmentLog2, instruction.Index, instruction.Value);
                writer.WriteByte(instruction.Lane);
                break;
            case ImmediateShape.I32:
                writer.WriteS32((int)instruction.Value);
                break;
            case ImmediateShape.I64:
                writer.WriteS64((long)instruction.Value);
                break;
            case ImmediateShape.F32:
                writer.WriteF32Bits((uint)instruction.Value);
                break;
            case ImmediateShape.F64:
                writer.WriteF64Bits(instruction.Value);
                break;
            case ImmediateShape.V128:
            case ImmediateShape.Lanes:
                writer.WriteV128Bits(instruction.Value, instruction.ValueHigh);
                break;
            case ImmediateShape.Lane:
                writer.WriteByte(instruction.Lane);
                break;
            case ImmediateShape.Zero:
                writer.WriteByte(0);
                break;
            case ImmediateShape.Block:
                writer.WriteBlockType(instruction.BlockType);
                break;
            case ImmediateShape.BlockCatches:
                writer.WriteBlockType(instruction.BlockType);
                WriteCatches(writer, lists.Catches);
                break;
            case ImmediateShape.Labels:
                // The default label stands behind the vector and is not counted.
                writer.WriteU32((uint)lists.Labels.Count - 1);
                foreach (uint label in lists.Labels)
                {
                    writer.WriteU32(label);
                }

                break;
            case ImmediateShape.ValueTypes:
                writer.WriteU32((uint)lists.Types.Count);
                foreach (var type in lists.Types)
                {
                    writer.WriteValType(type);
                }

                break;
            case ImmediateShape.HeapType:
                writer.WriteHeapType(instruction.HeapType);
                break;
            case ImmediateShape.CastBranch:
                writer.WriteByte(instruction.Lane);
                writer.WriteU32(instruction.Index);
                writer.WriteHeapType(instruction.HeapType);
                writer.WriteHeapType(instruction.SecondHeapType);
                break;
            case ImmediateShape.TypeHandlers:
                writer.WriteU32(instruction.Index);
                WriteHandlers(writer, lists.Handlers);
                break;
            case ImmediateShape.TypeTagHandlers:
                writer.WriteU32(instruction.Index);
                writer.WriteU32(instruction.SecondIndex);
                WriteHandlers(writer, lists.Handlers);
                break;
            case ImmediateShape.OrderingGlobal:
            case ImmediateShape.OrderingTable:
            case ImmediateShape.OrderingType:
                writer.WriteByte(instruction.Lane);
                writer.WriteU32(instruction.Index);
                break;
            case ImmediateShape.OrderingTypeField:
                writer.WriteByte(instruction.Lane);
                writer.WriteU32(instruction.Index);
                writer.WriteU32(instruction.SecondIndex);
                break;
            default:
                throw new InvalidOperationException($"shape of {instruction.Opcode} is not encoded");
        }
    }

    private static void WriteCatches(ByteWriter writer, ItemList<CatchSyntax> catches)
    {
        writer.WriteU32((uint)catches.Count);
        foreach (var clause in catches)
        {
            writer.WriteByte((byte)clause.Kind);
            if (clause.Kind <= CatchKind.CatchRef)
            {
                writer.WriteU32(clause.Tag);
            }

            writer.WriteU32(clause.Label);
        }
    }

    private static void WriteHandlers(ByteWriter writer, ItemList<(uint Tag, uint? Label)> handlers)
    {
        writer.WriteU32((uint)handlers.Count);
        foreach (var (tag, label) in handlers)
        {
            writer.WriteByte(label is null ? (byte)1 : (byte)0);
            writer.WriteU32(tag);
            if (label is { } index)
            {
                writer.WriteU32(index);
            }
        }
    }
}
