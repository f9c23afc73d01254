using System.Text;
using Peregrine.Syntax;

namespace Peregrine.Text.Printing;

/// <summary>Prints imports, groups of the compact form as groups.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/modules.html#imports"/></remarks>
internal sealed class ImportPrinter(ModuleIndex index, TypePrinter types, TextOutput output)
{
    private readonly uint[] _counts = new uint[5];

    public void Print()
    {
        var imports = index.Module.Imports;
        int next = 0;
        foreach (var group in index.Module.ImportGroups)
        {
            PrintRange(next, group.First);
            PrintGroup(group);
            next = group.First + group.Count;
        }

        PrintRange(next, imports.Count);
    }

    private void PrintRange(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            var import = index.Module.Imports[i];
            var text = output.Line().Append("(import ");
            StringText.AppendName(text, import.Module);
            StringText.AppendName(text.Append(' '), import.Name);
            AppendDescription(text.Append(' '), import, _counts[(int)import.Kind]++);
            text.Append(')');
        }
    }

    private void PrintGroup(ImportGroupSyntax group)
    {
        var text = output.Line().Append("(import ");
        StringText.AppendName(text, group.Template.Module);
        output.Indentation++;
        for (int i = group.First; i < group.First + group.Count; i++)
        {
            var import = index.Module.Imports[i];
            uint number = _counts[(int)import.Kind]++;
            StringText.AppendName(output.Line().Append("(item "), import.Name);
            if (!group.SharesType)
            {
                AppendDescription(text.Append(' '), import, number);
            }

            text.Append(')');
        }

        if (group.SharesType)
        {
            AppendDescription(output.Line(), group.Template, null);
        }

        output.Indentation--;
        text.Append(')');
    }

    /// <param name="text">Receives the text.</param>
    /// <param name="import">The import.</param>
    /// <param name="number">Its index, or null where the description stands for several imports.</param>
    private void AppendDescription(StringBuilder text, ImportSyntax import, uint? number)
    {
        var (keyword, space) = import.Kind switch
        {
            ExternKind.Function => ("func", index.Functions),
            ExternKind.Table => ("table", index.Tables),
            ExternKind.Memory => ("memory", index.Memories),
            ExternKind.Global => ("global", index.Globals),
            _ => ("tag", index.Tags),
        };
        text.Append('(').Append(keyword);
        if (number is { } definition)
        {
            space.AppendDefinition(text, definition);
        }

        switch (import.Kind)
        {
            case ExternKind.Function:
                int parameters = index.FunctionType(import.TypeIndex)?.Parameters.Length ?? 0;
                text.Append(import.IsExact ? " (exact" : "");
                types.AppendTypeUse(text, import.TypeIndex, number is { } function ? index.Locals(function, parameters) : null);
                text.Append(import.IsExact ? ")" : "");
                break;
            case ExternKind.Tag:
                types.AppendTypeUse(text, import.TypeIndex);
                break;
            case ExternKind.Table:
                types.AppendTableType(text.Append(' '), import.Table!);
                break;
            case ExternKind.Memory:
                TypePrinter.AppendMemoryType(text.Append(' '), import.Memory!, import.HasPageSize);
                break;
            case ExternKind.Global:
                types.AppendGlobalType(text.Append(' '), import.Global!);
                break;
        }

        text.Append(')');
    }
}
