namespace Peregrine.Generator;

/// <summary>The list of generated files: one line for each.</summary>
internal static class Outputs
{
    public static IEnumerable<(string Path, string Content)> All(string root)
    {
        string Definitions(string name) => Path.Combine(root, "defs", name);
        var instructions = InstructionRow.ReadAll(Definitions("instructions.tsv"));
        var features = Table.Read(Definitions("features.tsv"));
        var traps = Table.Read(Definitions("traps.tsv"));
        yield return ("src/Peregrine/Instructions/Opcode.g.cs", InstructionFiles.Opcodes(instructions));
        yield return ("src/Peregrine/Instructions/ImmediateShape.g.cs", InstructionFiles.Shapes(instructions));
        yield return ("src/Peregrine/Instructions/InstructionTable.g.cs", InstructionFiles.InstructionTable(instructions));
        yield return ("src/Peregrine/Features/WasmFeatures.g.cs", FeatureFiles.Generate(features));
        yield return ("src/Peregrine/Errors/TrapKind.g.cs", TrapFiles.Generate(traps));
        yield return ("src/Peregrine.Wasi/Preview1/FunctionTable.g.cs", WasiTable.Generate(Table.Read(Definitions("wasi.tsv"))));
        foreach (var file in Handlers.Files(instructions, [.. Table.Read(Definitions("superinstructions.tsv")).Select(r => r["operations"].Split(' '))]))
        {
            yield return file;
        }
    }
}
