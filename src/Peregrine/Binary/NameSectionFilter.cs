using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Binary;

// Leaving out what names nothing; what the section holds stands in NameSection.cs.
internal sealed partial class NameSection
{
    /// <summary>The names of things that the module has; others could not be written in the text format.</summary>
    /// <exception cref="MalformedModuleException">A body is malformed.</exception>
    public NameSection Existing(ModuleSyntax module)
    {
        var imported = new uint[5];
        foreach (var import in module.Imports)
        {
            imported[(int)import.Kind]++;
        }

        var functionTypes = new List<uint>();
        functionTypes.AddRange(module.Imports.Where(static import => import.Kind == ExternKind.Function).Select(static import => import.TypeIndex));
        functionTypes.AddRange(module.Functions.Select(static function => function.TypeIndex));
        var counts = new Dictionary<uint, (ulong Locals, uint Labels)>();
        return new NameSection
        {
            Module = Module,
            Functions = Below(Functions, functionTypes.Count),
            Types = Below(Types, module.Types.Count),
            Tables = Below(Tables, imported[(int)ExternKind.Table] + module.Tables.Count),
            Memories = Below(Memories, imported[(int)ExternKind.Memory] + module.Memories.Count),
            Globals = Below(Globals, imported[(int)ExternKind.Global] + module.Globals.Count),
            Tags = Below(Tags, imported[(int)ExternKind.Tag] + module.Tags.Count),
            ElementSegments = Below(ElementSegments, module.ElementSegments.Count),
            DataSegments = Below(DataSegments, module.DataSegments.Count),
            Locals = Locals.Where(name => name.Key.Local < Counts(name.Key.Function).Locals).ToDictionary(),
            Labels = Labels.Where(name => name.Value.Length > 0 && name.Key.Label < Counts(name.Key.Function).Labels).ToDictionary(),
            Fields = Fields.Where(name => name.Key.Type < module.Types.Count && module.Types[(int)name.Key.Type].Composite is StructTypeSyntax type
                && name.Key.Field < type.Fields.Length).ToDictionary(),
        };

        static Dictionary<uint, string> Below(Dictionary<uint, string> names, long count) => names.Where(name => name.Key < count).ToDictionary();

        (ulong Locals, uint Labels) Counts(uint function)
        {
            if (function >= functionTypes.Count)
            {
                return default;
            }

            if (!counts.TryGetValue(function, out var count))
            {
                uint type = functionTypes[(int)function];
                ulong parameters = type < module.Types.Count && module.Types[(int)type].Composite is FunctionTypeSyntax signature ? (ulong)signature.Parameters.Length : 0;
                count = function < imported[0] ? default : CountBody(module, module.Bodies[(int)(function - imported[0])].Range);
                count.Locals += parameters;
                counts.Add(function, count);
            }

            return count;
        }
    }

    private static (ulong Locals, uint Labels) CountBody(ModuleSyntax module, ByteRange range)
    {
        var reader = new ByteReader(module.Binary.Span, range.Start, range.End);
        ulong locals = 0;
        for (int groups = reader.ReadCount(); groups > 0; groups--)
        {
            locals += reader.ReadU32();
            TypeReader.ReadValType(ref reader);
        }

        uint labels = 0;
        var instructions = new InstructionReader(module.Binary.Span, reader.Position, range.End, new InstructionLists(), (WasmFeatures)uint.MaxValue);
        Instruction instruction = default;
        while (!instructions.IsAtEnd)
        {
            instructions.Read(ref instruction);
            labels += instruction.Shape is ImmediateShape.Block or ImmediateShape.BlockCatches ? 1u : 0;
        }

        return (locals, labels);
    }
}
