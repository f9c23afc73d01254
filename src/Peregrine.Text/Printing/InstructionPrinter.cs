using System.Globalization;
using System.Text;
using Peregrine.Collections;
using Peregrine.Instructions;

namespace Peregrine.Text.Printing;

/// <summary>Appends single instructions with their immediates, driven by the shape of these.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/instructions.html"/></remarks>
internal sealed class InstructionPrinter(ModuleIndex index, TypePrinter types)
{
    // Made as they are needed; threads that meet here make the same strings.
    private static readonly string?[] s_mnemonics = new string?[InstructionTable.Count];

    public LabelStack Labels { get; } = new();

    /// <summary>Identifiers of the current function's parameters and locals.</summary>
    public IdentifierSpace Locals { get; set; } = IdentifierSpace.Empty;

    /// <summary>Appends an instruction; blocks without what is in them.</summary>
    /// <param name="text">Receives the text.</param>
    /// <param name="instruction">The instruction.</param>
    /// <param name="lists">Its immediates of variable length.</param>
    /// <param name="label">For blocks: the identifier of their label.</param>
    public void Append(StringBuilder text, in Instruction instruction, InstructionLists lists, string? label = null)
    {
        text.Append(s_mnemonics[(int)instruction.Opcode] ??= InstructionTable.Mnemonic(instruction.Opcode));
        switch (instruction.Shape)
        {
            case ImmediateShape.None or ImmediateShape.Zero:
                break;
            case ImmediateShape.Block or ImmediateShape.BlockCatches:
                text.Append(label is null ? "" : " ").Append(label);
                types.AppendBlockType(text, instruction.BlockType);
                if (instruction.Shape == ImmediateShape.BlockCatches)
                {
                    AppendCatches(text, lists.Catches);
                }

                break;
            case ImmediateShape.Label:
                AppendLabel(text, instruction.Index);
                break;
            case ImmediateShape.Labels:
                foreach (uint target in lists.Labels)
                {
                    AppendLabel(text, target);
                }

                break;
            case ImmediateShape.Memory:
                AppendUnlessZero(text, index.Memories, instruction.Index);
                break;
            case ImmediateShape.MemoryMemory:
                if (instruction.Index != 0 || instruction.SecondIndex != 0)
                {
                    Append(text, index.Memories, instruction.Index);
                    Append(text, index.Memories, instruction.SecondIndex);
                }

                break;
            case ImmediateShape.MemArg or ImmediateShape.MemArgLane:
                AppendMemoryArgument(text, instruction);
                if (instruction.Shape == ImmediateShape.MemArgLane)
                {
                    text.Append(' ').AppendNumber(instruction.Lane);
                }

                break;
            case ImmediateShape.DataMemory:
                AppendUnlessZero(text, index.Memories, instruction.SecondIndex);
                Append(text, index.Datas, instruction.Index);
                break;
            case ImmediateShape.ElementTable:
                Append(text, index.Tables, instruction.SecondIndex);
                Append(text, index.Elements, instruction.Index);
                break;
            case ImmediateShape.TypeTable:
                AppendUnlessZero(text, index.Tables, instruction.SecondIndex);
                types.AppendTypeUse(text, instruction.Index);
                break;
            case ImmediateShape.TypeField:
                Append(text, index.Types, instruction.Index);
                Append(text, index.Fields(instruction.Index), instruction.SecondIndex);
                break;
            case ImmediateShape.TypeCount:
                Append(text, index.Types, instruction.Index);
                text.Append(' ').AppendNumber(instruction.SecondIndex);
                break;
            case ImmediateShape.I32:
                text.Append(' ').AppendNumber((int)instruction.Value);
                break;
            case ImmediateShape.I64:
                text.Append(' ').AppendNumber((long)instruction.Value);
                break;
            case ImmediateShape.F32:
                text.Append(' ').Append(FloatText.F32((uint)instruction.Value));
                break;
            case ImmediateShape.F64:
                text.Append(' ').Append(FloatText.F64(instruction.Value));
                break;
            case ImmediateShape.V128:
                text.Append(CultureInfo.InvariantCulture, $" i32x4 0x{(uint)instruction.Value:x8} 0x{instruction.Value >> 32:x8} 0x{(uint)instruction.ValueHigh:x8} 0x{instruction.ValueHigh >> 32:x8}");
                break;
            case ImmediateShape.Lanes:
                for (int i = 0; i < 16; i++)
                {
                    text.Append(' ').AppendNumber((byte)((i < 8 ? instruction.Value : instruction.ValueHigh) >> (8 * (i & 7))));
                }

                break;
            case ImmediateShape.Lane:
                text.Append(' ').AppendNumber(instruction.Lane);
                break;
            case ImmediateShape.ValueTypes:
                text.Append(" (result");
                foreach (var type in lists.Types)
                {
                    text.Append(' ');
                    types.AppendValType(text, type);
                }

                text.Append(')');
                break;
            case ImmediateShape.HeapType:
                AppendHeapType(text, instruction);
                break;
            case ImmediateShape.CastBranch:
                AppendLabel(text, instruction.Index);
                text.Append(' ');
                types.AppendRefType(text, instruction.HeapType, (instruction.Lane & 1) != 0);
                text.Append(' ');
                types.AppendRefType(text, instruction.SecondHeapType, (instruction.Lane & 2) != 0);
                break;
            case ImmediateShape.TypeHandlers or ImmediateShape.TypeTagHandlers:
                Append(text, index.Types, instruction.Index);
                if (instruction.Shape == ImmediateShape.TypeTagHandlers)
                {
                    Append(text, index.Tags, instruction.SecondIndex);
                }

                AppendHandlers(text, lists.Handlers);
                break;
            case ImmediateShape.OrderingGlobal or ImmediateShape.OrderingTable or ImmediateShape.OrderingType or ImmediateShape.OrderingTypeField:
                AppendOrdered(text, instruction);
                break;
            default:
                AppendIndices(text, instruction);
                break;
        }
    }

    private static void Append(StringBuilder text, IdentifierSpace space, uint value)
    {
        text.Append(' ');
        space.AppendReference(text, value);
    }

    private static void AppendUnlessZero(StringBuilder text, IdentifierSpace space, uint value)
    {
        if (value != 0)
        {
            Append(text, space, value);
        }
    }

    /// <summary>The shapes that are plain indices in the order of the binary format.</summary>
    private void AppendIndices(StringBuilder text, in Instruction instruction)
    {
        var (first, second) = instruction.Shape switch
        {
            ImmediateShape.Local => (Locals, null),
            ImmediateShape.Function => (index.Functions, null),
            ImmediateShape.Global => (index.Globals, null),
            ImmediateShape.Type => (index.Types, null),
            ImmediateShape.Table => (index.Tables, null),
            ImmediateShape.Tag => (index.Tags, null),
            ImmediateShape.Data => (index.Datas, null),
            ImmediateShape.Element => (index.Elements, null),
            ImmediateShape.TypeType => (index.Types, index.Types),
            ImmediateShape.TypeData => (index.Types, index.Datas),
            ImmediateShape.TypeElement => (index.Types, index.Elements),
            ImmediateShape.TypeTag => (index.Types, index.Tags),
            ImmediateShape.TableTable => (index.Tables, (IdentifierSpace?)index.Tables),
            _ => throw new InvalidOperationException($"shape {instruction.Shape} is not printed"),
        };
        Append(text, first, instruction.Index);
        if (second is not null)
        {
            Append(text, second, instruction.SecondIndex);
        }
    }

    private void AppendLabel(StringBuilder text, uint label)
    {
        text.Append(' ');
        Labels.AppendReference(text, label);
    }

    private void AppendMemoryArgument(StringBuilder text, in Instruction instruction)
    {
        AppendUnlessZero(text, index.Memories, instruction.Index);
        if (instruction.Value != 0)
        {
            text.Append(" offset=").AppendNumber(instruction.Value);
        }

        if (1UL << instruction.AlignmentLog2 != (ulong)InstructionTable.AccessWidth(instruction.Opcode))
        {
            text.Append(" align=").AppendNumber(1UL << instruction.AlignmentLog2);
        }
    }

    private void AppendHeapType(StringBuilder text, in Instruction instruction)
    {
        text.Append(' ');
        if (instruction.Opcode == Opcode.RefNull)
        {
            types.AppendHeapType(text, instruction.HeapType);
        }
        else
        {
            types.AppendRefType(text, instruction.HeapType, instruction.Opcode is Opcode.RefTestNull or Opcode.RefCastNull or Opcode.RefCastDescEqNull);
        }
    }

    private void AppendCatches(StringBuilder text, ItemList<CatchSyntax> catches)
    {
        foreach (var clause in catches)
        {
            text.Append(clause.Kind switch
            {
                CatchKind.Catch => " (catch",
                CatchKind.CatchRef => " (catch_ref",
                CatchKind.CatchAll => " (catch_all",
                _ => " (catch_all_ref",
            });
            if (clause.Kind <= CatchKind.CatchRef)
            {
                Append(text, index.Tags, clause.Tag);
            }

            AppendLabel(text, clause.Label);
            text.Append(')');
        }
    }

    private void AppendHandlers(StringBuilder text, ItemList<(uint Tag, uint? Label)> handlers)
    {
        foreach (var (tag, label) in handlers)
        {
            text.Append(" (on");
            Append(text, index.Tags, tag);
            if (label is { } target)
            {
                AppendLabel(text, target);
            }
            else
            {
                text.Append(" switch");
            }

            text.Append(')');
        }
    }

    private void AppendOrdered(StringBuilder text, in Instruction instruction)
    {
        text.Append(instruction.Lane == 0 ? " seq_cst" : " acq_rel");
        Append(text, instruction.Shape switch { ImmediateShape.OrderingGlobal => index.Globals, ImmediateShape.OrderingTable => index.Tables, _ => index.Types }, instruction.Index);
        if (instruction.Shape == ImmediateShape.OrderingTypeField)
        {
            Append(text, index.Fields(instruction.Index), instruction.SecondIndex);
        }
    }
}
