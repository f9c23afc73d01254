using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Writes bodies and constant expressions anew, so that equal code has equal bytes.</summary>
internal sealed class BodyWriter(ModuleSyntax module)
{
    private const WasmFeatures Everything = (WasmFeatures)uint.MaxValue;

    private readonly ByteWriter _writer = new(4096);
    private readonly InstructionLists _lists = new();

    /// <summary>A body, without its size; valid until the next call.</summary>
    public ReadOnlySpan<byte> WriteBody(ByteRange range) => WriteBody(range, null);

    /// <summary>An expression; valid until the next call.</summary>
    public ReadOnlySpan<byte> WriteExpression(ByteRange range)
    {
        _writer.Clear();
        WriteInstructions(range, null);
        return _writer.Written;
    }

    /// <summary>The hints with the offsets that their instructions get by writing bodies anew; those that hit no instruction are dropped.</summary>
    public List<FunctionBranchHints> Relocate(List<FunctionBranchHints> hints)
    {
        int imported = module.Imports.Count(static import => import.Kind == ExternKind.Function);
        var relocated = new List<FunctionBranchHints>();
        var offsets = new Dictionary<int, int>();
        foreach (var function in hints)
        {
            long index = (long)function.Function - imported;
            if (index < 0 || index >= module.Bodies.Count)
            {
                continue;
            }

            var range = module.Bodies[(int)index].Range;
            offsets.Clear();
            WriteBody(range, offsets);
            var moved = new List<BranchHint>();
            foreach (var hint in function.Hints)
            {
                if (offsets.TryGetValue(range.Start + hint.Offset, out int offset))
                {
                    moved.Add(hint with { Offset = offset });
                }
            }

            if (moved.Count > 0)
            {
                relocated.Add(new FunctionBranchHints(function.Function, moved));
            }
        }

        return relocated;
    }

    private ReadOnlySpan<byte> WriteBody(ByteRange range, Dictionary<int, int>? offsets)
    {
        _writer.Clear();
        var reader = new ByteReader(module.Binary.Span, range.Start, range.End);
        WriteLocals(ref reader);
        WriteInstructions(new ByteRange(reader.Position, range.End - reader.Position), offsets);
        return _writer.Written;
    }

    private void WriteLocals(ref ByteReader reader)
    {
        var groups = new List<(uint Count, ValTypeSyntax Type)>();
        for (int count = reader.ReadCount(); count > 0; count--)
        {
            uint locals = reader.ReadU32();
            var type = TypeReader.ReadValType(ref reader);
            if (locals == 0)
            {
                continue;
            }

            if (groups.Count > 0 && groups[^1].Type == type)
            {
                groups[^1] = (groups[^1].Count + locals, type);
            }
            else
            {
                groups.Add((locals, type));
            }
        }

        _writer.WriteU32((uint)groups.Count);
        foreach (var (count, type) in groups)
        {
            _writer.WriteU32(count);
            _writer.WriteValType(type);
        }
    }

    private void WriteInstructions(ByteRange range, Dictionary<int, int>? offsets)
    {
        var reader = new InstructionReader(module.Binary.Span, range.Start, range.End, _lists, Everything);
        Instruction instruction = default;
        int emptyElse = -1;
        while (!reader.IsAtEnd)
        {
            reader.Read(ref instruction);
            if (instruction.Opcode == Opcode.End && emptyElse >= 0)
            {
                _writer.Truncate(emptyElse);
            }

            emptyElse = instruction.Opcode == Opcode.Else ? _writer.Position : -1;
            offsets?.Add(instruction.Offset, _writer.Position);
            _writer.WriteInstruction(instruction, _lists);
        }
    }
}
