using System.Globalization;
using System.Text;
using Peregrine.Binary;
using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Cli.Objdump;

/// <summary>One line of a disassembly.</summary>
/// <param name="Offset">Offset in bytes from the start of the module.</param>
/// <param name="Bytes">The encoding, in hexadecimal.</param>
/// <param name="Depth">Nesting of blocks, for indentation.</param>
/// <param name="Text">Mnemonic and immediates.</param>
internal sealed record DisassemblyLine(int Offset, string Bytes, int Depth, string Text);

/// <summary>Disassembles a function body instruction by instruction, with offsets.</summary>
internal sealed class Disassembly(ModuleSyntax module, WasmFeatures features)
{
    private readonly InstructionLists _lists = new();

    /// <param name="body">The body of a defined function.</param>
    public IEnumerable<DisassemblyLine> Lines(FunctionBodySyntax body)
    {
        var lines = new List<DisassemblyLine>();
        var bytes = module.Binary.Span;
        var head = new ByteReader(bytes, body.Range.Start, body.Range.End);
        for (int groups = head.ReadCount(); groups > 0; groups--)
        {
            int offset = head.Position;
            uint count = head.ReadU32();
            var type = TypeReader.ReadValType(ref head);
            lines.Add(new DisassemblyLine(offset, Hex(bytes[offset..head.Position]), 0, $"(local {type}) × {count}"));
        }

        var reader = new InstructionReader(bytes, head.Position, body.Range.End, _lists, features);
        var instruction = default(Instruction);
        int depth = 0;
        while (!reader.IsAtEnd)
        {
            reader.Read(ref instruction);
            if (instruction.Opcode is Opcode.End or Opcode.Else or Opcode.Catch or Opcode.CatchAll or Opcode.Delegate)
            {
                depth = Math.Max(0, depth - 1);
            }

            lines.Add(new DisassemblyLine(instruction.Offset, Hex(bytes[instruction.Offset..reader.Position]), depth, Text(instruction)));
            if (instruction.Shape is ImmediateShape.Block or ImmediateShape.BlockCatches || instruction.Opcode is Opcode.Else or Opcode.Catch or Opcode.CatchAll)
            {
                depth++;
            }
        }

        return lines;
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        const int Shown = 10;
        string hex = string.Join(' ', Convert.ToHexString(bytes[..Math.Min(bytes.Length, Shown)]).Chunk(2).Select(c => new string(c))).ToLowerInvariant();
        return bytes.Length > Shown ? hex + " …" : hex;
    }

    private string Text(in Instruction i)
    {
        string name = InstructionTable.Mnemonic(i.Opcode);
        string? immediates = i.Shape switch
        {
            ImmediateShape.None or ImmediateShape.Zero => null,
            ImmediateShape.I32 => ((int)i.Value).ToString(CultureInfo.InvariantCulture),
            ImmediateShape.I64 => ((long)i.Value).ToString(CultureInfo.InvariantCulture),
            ImmediateShape.F32 => BitConverter.UInt32BitsToSingle((uint)i.Value).ToString("R", CultureInfo.InvariantCulture),
            ImmediateShape.F64 => BitConverter.UInt64BitsToDouble(i.Value).ToString("R", CultureInfo.InvariantCulture),
            ImmediateShape.V128 or ImmediateShape.Lanes => $"0x{i.ValueHigh:x16}{i.Value:x16}",
            ImmediateShape.Block => Block(i.BlockType),
            ImmediateShape.BlockCatches => string.Join(' ', _lists.Catches.Select(Catch).Prepend(Block(i.BlockType))),
            ImmediateShape.Labels => string.Join(' ', _lists.Labels),
            ImmediateShape.ValueTypes => string.Join(' ', _lists.Types),
            ImmediateShape.HeapType => i.HeapType.ToString(),
            ImmediateShape.CastBranch => $"{i.Index} {ValTypeSyntax.Ref(i.HeapType, (i.Lane & 1) != 0)} {ValTypeSyntax.Ref(i.SecondHeapType, (i.Lane & 2) != 0)}",
            ImmediateShape.MemArg => MemoryArgument(i),
            ImmediateShape.MemArgLane => $"{MemoryArgument(i)} lane={i.Lane}",
            ImmediateShape.Lane => i.Lane.ToString(CultureInfo.InvariantCulture),
            ImmediateShape.Function => Named(i.Index, module.Names.Functions),
            ImmediateShape.Global => Named(i.Index, module.Names.Globals),
            ImmediateShape.Type => Named(i.Index, module.Names.Types),
            ImmediateShape.Table => Named(i.Index, module.Names.Tables),
            ImmediateShape.Tag => Named(i.Index, module.Names.Tags),
            ImmediateShape.TypeTable or ImmediateShape.TypeType or ImmediateShape.TypeField or ImmediateShape.TypeCount or ImmediateShape.TypeData
                or ImmediateShape.TypeElement or ImmediateShape.TypeTag or ImmediateShape.DataMemory or ImmediateShape.MemoryMemory
                or ImmediateShape.ElementTable or ImmediateShape.TableTable => $"{i.Index} {i.SecondIndex}",
            _ => i.Index.ToString(CultureInfo.InvariantCulture),
        };
        return string.IsNullOrEmpty(immediates) ? name : $"{name} {immediates}";
    }

    private static string Block(BlockTypeSyntax type) => type.IsEmpty ? "" : type.IsResult ? $"(result {type.Result})" : $"(type {type.TypeIndex})";

    private static string Catch(CatchSyntax clause) => clause.Kind switch
    {
        CatchKind.Catch => $"(catch {clause.Tag} {clause.Label})",
        CatchKind.CatchRef => $"(catch_ref {clause.Tag} {clause.Label})",
        CatchKind.CatchAll => $"(catch_all {clause.Label})",
        _ => $"(catch_all_ref {clause.Label})",
    };

    private static string MemoryArgument(in Instruction i)
    {
        var text = new StringBuilder();
        if (i.Index != 0)
        {
            text.Append(i.Index).Append(' ');
        }

        if (i.Value != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"offset={i.Value} ");
        }

        if (1 << i.AlignmentLog2 != InstructionTable.AccessWidth(i.Opcode))
        {
            text.Append(CultureInfo.InvariantCulture, $"align={1UL << i.AlignmentLog2}");
        }

        return text.ToString().TrimEnd();
    }

    private static string Named(uint index, Dictionary<uint, string> names) =>
        names.TryGetValue(index, out string? name) ? $"{index} <{name}>" : index.ToString(CultureInfo.InvariantCulture);
}
