using System.Text;

namespace Peregrine.Generator;

/// <summary>defs/traps.tsv to the TrapKind enumeration and its messages.</summary>
internal static class TrapFiles
{
    public static string Generate(List<Dictionary<string, string>> rows)
    {
        var text = new StringBuilder(Table.Header);
        text.Append("namespace Peregrine;\n\n/// <summary>Why an execution trapped.</summary>\npublic enum TrapKind : byte\n{\n");
        foreach (var row in rows)
        {
            text.Append($"    /// <summary>{Sentence(row["message"])}.</summary>\n");
            if (row["anchor"].Length > 0)
            {
                text.Append($"    /// <remarks><see href=\"https://webassembly.github.io/spec/core/exec/instructions.html#{row["anchor"]}\"/></remarks>\n");
            }

            text.Append($"    {row["name"]},\n");
        }

        text.Append("}\n\ninternal static class TrapTable\n{\n    /// <summary>The conformance suite's wording of each trap, by kind.</summary>\n");
        text.Append("    public static readonly string[] Messages =\n    [\n");
        foreach (var row in rows)
        {
            text.Append($"        \"{row["message"]}\",\n");
        }

        text.Append("    ];\n}\n");
        return text.ToString();
    }

    private static string Sentence(string message) => char.ToUpperInvariant(message[0]) + message[1..];
}
