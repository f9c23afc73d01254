using System.Text;

namespace Peregrine.Generator;

/// <summary>defs/features.tsv to the WasmFeatures enumeration and its table.</summary>
internal static class FeatureFiles
{
    public static string Generate(List<Dictionary<string, string>> rows)
    {
        var text = new StringBuilder(Table.Header);
        text.Append("namespace Peregrine;\n\n");
        text.Append("/// <summary>Parts of WebAssembly that can be switched on and off; a module that needs a part that is off is refused with its name.</summary>\n");
        text.Append("[System.Flags]\npublic enum WasmFeatures : uint\n{\n    /// <summary>Nothing at all.</summary>\n    None = 0,\n");
        for (int i = 0; i < rows.Count; i++)
        {
            text.Append($"\n    /// <summary>{rows[i]["summary"]}.</summary>\n    {Table.Pascal(rows[i]["key"])} = 1u << {i},\n");
        }

        string Set(Func<Dictionary<string, string>, bool> choose) => string.Join(" | ", rows.Where(choose).Select(r => Table.Pascal(r["key"])));
        text.Append($"\n    /// <summary>All of WebAssembly 1.0.</summary>\n    Wasm1 = {Set(r => r["since"] == "1.0")},\n");
        text.Append($"\n    /// <summary>All of WebAssembly 2.0.</summary>\n    Wasm2 = Wasm1 | {Set(r => r["since"] == "2.0")},\n");
        text.Append($"\n    /// <summary>All of WebAssembly 3.0.</summary>\n    Wasm3 = Wasm2 | {Set(r => r["since"] == "3.0")},\n");
        text.Append($"\n    /// <summary>What is on unless said otherwise: WebAssembly 3.0 and what costs modules nothing.</summary>\n    Default = {Set(r => r["default"] == "on")},\n");
        text.Append($"\n    /// <summary>Everything that this version of Peregrine supports, open proposals included.</summary>\n    All = {Set(r => r["supported"] == "yes")},\n");
        text.Append($"\n    /// <summary>Everything that can be decoded and validated; modules that use what <see cref=\"All\"/> leaves out cannot be instantiated.</summary>\n    AllValidated = {Set(r => r["validated"] == "yes")},\n");
        text.Append("}\n\n");
        text.Append("internal static partial class FeatureTable\n{\n");
        text.Append("    /// <summary>Key (as on the command line) and summary of each feature, by bit number.</summary>\n");
        text.Append("    public static readonly (string Key, string Since, string Summary)[] Rows =\n    [\n");
        foreach (var row in rows)
        {
            text.Append($"        (\"{row["key"]}\", \"{row["since"]}\", \"{row["summary"]}\"),\n");
        }

        text.Append("    ];\n}\n");
        return text.ToString();
    }
}
