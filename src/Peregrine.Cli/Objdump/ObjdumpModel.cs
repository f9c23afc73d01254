using Peregrine.Binary;
using Peregrine.Syntax;

namespace Peregrine.Cli.Objdump;

/// <summary>What objdump shows of a module, for people and for programs alike.</summary>
internal sealed record ObjdumpModel(
    string File,
    int Size,
    IReadOnlyList<SectionRow> Sections,
    IReadOnlyList<ImportRow> Imports,
    IReadOnlyList<ExportRow> Exports,
    IReadOnlyList<FunctionRow> Functions)
{
    public static ObjdumpModel Of(string file, ModuleSyntax module, WasmFeatures features, ObjdumpFilter filter)
    {
        int imported = module.Imports.Count(i => i.Kind == ExternKind.Function);
        var disassembly = new Disassembly(module, features);
        var functions = new List<FunctionRow>();
        for (int i = 0; i < module.Bodies.Count; i++)
        {
            int index = imported + i;
            string? name = module.Names.Functions.GetValueOrDefault((uint)index);
            if (!filter.Wants(index, name))
            {
                continue;
            }

            var body = module.Bodies[i];
            string type = TypeName(module, module.Functions[i].TypeIndex);
            functions.Add(new FunctionRow(index, name, type, body.Range.Start, body.Range.Length, filter.Disassemble ? [.. disassembly.Lines(body)] : null));
        }

        return new ObjdumpModel(
            file,
            module.Binary.Length,
            SectionList.Read(module.Binary.Span),
            [.. module.Imports.Select(i => new ImportRow(i.Module, i.Name, Lower(i.Kind), ImportType(module, i)))],
            [.. module.Exports.Select(e => new ExportRow(e.Name, Lower(e.Kind), e.Index))],
            functions);
    }

    private static string Lower(ExternKind kind) => kind.ToString().ToLowerInvariant();

    private static string ImportType(ModuleSyntax module, ImportSyntax import) => import.Kind switch
    {
        ExternKind.Function or ExternKind.Tag => TypeName(module, import.TypeIndex),
        ExternKind.Table => $"{Limits(import.Table!.Limits)} {import.Table.Element}",
        ExternKind.Memory => Limits(import.Memory!.Limits) + (import.Memory.Is64 ? " i64" : "") + (import.Memory.IsShared ? " shared" : ""),
        _ => import.Global!.IsMutable ? $"mut {import.Global.Content}" : import.Global.Content.ToString(),
    };

    private static string Limits(Limits limits) => limits.Maximum is { } maximum ? $"{limits.Minimum}..{maximum}" : $"{limits.Minimum}..";

    private static string TypeName(ModuleSyntax module, uint index) =>
        index < (uint)module.Types.Count && module.Types[(int)index].Composite is FunctionTypeSyntax type
            ? $"[{string.Join(' ', type.Parameters)}] -> [{string.Join(' ', type.Results)}]"
            : $"(type {index})";
}

/// <summary>An import.</summary>
internal sealed record ImportRow(string Module, string Name, string Kind, string Type);

/// <summary>An export.</summary>
internal sealed record ExportRow(string Name, string Kind, uint Index);

/// <summary>A defined function; offsets and sizes in bytes.</summary>
internal sealed record FunctionRow(int Index, string? Name, string Type, int Offset, int Size, IReadOnlyList<DisassemblyLine>? Code);

/// <summary>Which functions to show, and how.</summary>
/// <param name="Function">Index or name of the only function to show, or null for all.</param>
/// <param name="Disassemble">Whether to show instructions.</param>
internal sealed record ObjdumpFilter(string? Function, bool Disassemble)
{
    public bool Wants(int index, string? name) =>
        Function is null || Function == name || (int.TryParse(Function, out int wanted) && wanted == index);
}
