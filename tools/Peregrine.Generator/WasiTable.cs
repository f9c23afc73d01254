using System.Text;

namespace Peregrine.Generator;

/// <summary>defs/wasi.tsv to the table of preview 1 functions: their core types and what unpacks their arguments.</summary>
internal static class WasiTable
{
    /// <summary>How a type of the witx file arrives: its core types (i for i32, I for i64) and its form in C#, with $0 and $1 for the slots.</summary>
    private static readonly Dictionary<string, (string Core, string CSharp)> Types = new()
    {
        ["pointer"] = ("i", "(uint)$0"),
        ["size"] = ("i", "(uint)$0"),
        ["fd"] = ("i", ""),
        ["fd_number"] = ("i", "(uint)$0"),
        ["exitcode"] = ("i", "(uint)$0"),
        ["clockid"] = ("i", "(ClockId)(uint)$0"),
        ["advice"] = ("i", "(Advice)(byte)$0"),
        ["fdflags"] = ("i", "(FdFlags)(ushort)$0"),
        ["fstflags"] = ("i", "(FstFlags)(ushort)$0"),
        ["oflags"] = ("i", "(OFlags)(ushort)$0"),
        ["lookupflags"] = ("i", "(LookupFlags)(uint)$0"),
        ["riflags"] = ("i", "(RiFlags)(ushort)$0"),
        ["siflags"] = ("i", "(ushort)$0"),
        ["sdflags"] = ("i", "(SdFlags)(byte)$0"),
        ["signal"] = ("i", "(Signal)(byte)$0"),
        ["whence"] = ("i", "(byte)$0"),
        ["timestamp"] = ("I", "$0"),
        ["filesize"] = ("I", "$0"),
        ["dircookie"] = ("I", "$0"),
        ["filedelta"] = ("I", "(long)$0"),
        ["rights"] = ("I", "(Rights)$0"),
        ["string"] = ("ii", "new GuestArray((uint)$0, (uint)$1)"),
        ["buffer"] = ("ii", "new GuestArray((uint)$0, (uint)$1)"),
        ["iovec_array"] = ("ii", "new GuestArray((uint)$0, (uint)$1)"),
        ["ciovec_array"] = ("ii", "new GuestArray((uint)$0, (uint)$1)"),
    };

    public static string Generate(List<Dictionary<string, string>> rows)
    {
        var table = new StringBuilder();
        var methods = new StringBuilder();
        foreach (var row in rows)
        {
            string name = row["name"];
            string method = Table.Pascal(name);
            bool differs = row["unstable"] == "differs";
            string core = Unpack(row, method, differs ? "Snapshot.Preview1" : null, methods);
            string unstable = row["unstable"] switch
            {
                "same" => "&" + method,
                "differs" => $"&{method}Unstable",
                "absent" => "null",
                _ => throw new InvalidDataException($"wasi.tsv: {name}: unknown word in column unstable"),
            };
            if (differs)
            {
                Unpack(row, method + "Unstable", "Snapshot.Unstable", methods);
            }

            string hasResult = row["results"] == "noreturn" ? "false" : "true";
            table.Append($"        new(\"{name}\", \"{core}\", {hasResult}, &{method}, {unstable}),\n");
        }

        return Table.Header
            + "using Peregrine.Wasi.Preview1.Descriptors;\n\nnamespace Peregrine.Wasi.Preview1;\n\n"
            + "/// <summary>The functions of WASI preview 1: names, core types, and the methods that unpack their arguments.</summary>\n"
            + "internal static unsafe class FunctionTable\n{\n"
            + $"    /// <summary>All {rows.Count} functions in the order of the witx file.</summary>\n"
            + "    public static readonly Preview1Function[] Functions =\n    [\n" + table + "    ];\n" + methods + "}\n";
    }

    /// <summary>Writes the method that unpacks the arguments of one function and gives back its core parameter types.</summary>
    private static string Unpack(Dictionary<string, string> row, string method, string? snapshot, StringBuilder text)
    {
        string[] rights = row["rights"].Split(' ');
        var core = new StringBuilder();
        var arguments = new List<string>();
        var lookups = new List<string>();
        if (snapshot is not null)
        {
            arguments.Add(snapshot);
        }

        foreach (var (name, type) in Cells(row["parameters"]))
        {
            if (!Types.TryGetValue(type, out var form))
            {
                throw new InvalidDataException($"wasi.tsv: {row["name"]}: unknown type {type}");
            }

            if (type == "fd")
            {
                string variable = char.ToLowerInvariant(name[0]) + Table.Pascal(name)[1..];
                string needed = row["rights"] == "-" ? "Rights.None" : string.Join(" | ", rights[lookups.Count].Split('+').Select(r => "Rights." + Table.Pascal(r)));
                lookups.Add($"context.Descriptors.Find((uint)arguments[{core.Length}], {needed}, out Descriptor {variable})");
                arguments.Add(variable);
            }
            else
            {
                arguments.Add(form.CSharp.Replace("$0", $"arguments[{core.Length}]").Replace("$1", $"arguments[{core.Length + 1}]"));
            }

            core.Append(form.Core);
        }

        foreach (var _ in row["results"] == "noreturn" ? [] : Cells(row["results"]))
        {
            arguments.Add($"(uint)arguments[{core.Length}]");
            core.Append('i');
        }

        string call = $"{row["family"]}Functions.{Table.Pascal(row["name"])}({string.Join(", ", new[] { "context", "memory" }.Concat(arguments))})";
        text.Append($"\n    /// <summary>{row["summary"]}</summary>\n");
        text.Append($"    private static Errno {method}(WasiContext context, GuestMemory memory, ulong* arguments)\n    {{\n");
        foreach (string lookup in lookups)
        {
            string declaration = lookups.IndexOf(lookup) == 0 ? "Errno error" : "error";
            text.Append($"        {declaration} = {lookup};\n        if (error != Errno.Success)\n        {{\n            return error;\n        }}\n\n");
        }

        text.Append($"        return {call};\n    }}\n");
        return core.ToString();
    }

    private static IEnumerable<(string Name, string Type)> Cells(string text) =>
        text == "-" ? [] : text.Split(' ').Select(cell => (cell.Split(':')[0], cell.Split(':')[1]));
}
