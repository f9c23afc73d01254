using System.Globalization;
using System.Text;

namespace Peregrine.Generator;

/// <summary>defs/instructions.tsv to the opcode enumeration, the immediate shapes and the instruction table.</summary>
internal static class InstructionFiles
{
    private static readonly string[] s_nanShapes = ["", "f32", "f64", "f32x4", "f64x2"];

    private static readonly string[] s_types = ["at", "i32", "i64", "f32", "f64", "v128"];

    public static string Opcodes(List<InstructionRow> rows)
    {
        var text = new StringBuilder(Table.Header);
        text.Append("namespace Peregrine.Instructions;\n\n/// <summary>Every instruction, numbered by its row in defs/instructions.tsv.</summary>\ninternal enum Opcode : ushort\n{\n");
        foreach (var row in rows)
        {
            text.Append($"    /// <summary>{row.Mnemonic}</summary>\n    {row.Name},\n");
        }

        text.Append("}\n");
        return text.ToString();
    }

    public static string Shapes(List<InstructionRow> rows)
    {
        var text = new StringBuilder(Table.Header);
        text.Append("namespace Peregrine.Instructions;\n\n/// <summary>The shapes that an instruction's immediates come in.</summary>\ninternal enum ImmediateShape : byte\n{\n");
        foreach (var group in rows.GroupBy(r => r.Shape))
        {
            text.Append($"    /// <summary>{(group.Key == "None" ? "no immediates" : group.First().Immediates)}, as {group.First().Mnemonic}</summary>\n    {group.Key},\n");
        }

        text.Append("}\n");
        return text.ToString();
    }

    public static string InstructionTable(List<InstructionRow> rows)
    {
        var signatures = new List<string>();
        int SignatureOf(InstructionRow row)
        {
            if (row.Parameters is null)
            {
                return 0;
            }

            string key = string.Join(' ', row.Parameters) + ">" + string.Join(' ', row.Results!);
            int index = signatures.IndexOf(key);
            if (index < 0)
            {
                signatures.Add(key);
                index = signatures.Count - 1;
            }

            return index + 1;
        }

        var shapes = rows.Select(r => r.Shape).Distinct().ToList();
        var features = rows.Select(r => string.Join(" | ", r.Features.Select(f => "WasmFeatures." + Table.Pascal(f)))).ToList();
        byte[] signatureBytes = [.. rows.Select(r => checked((byte)SignatureOf(r)))];
        var text = new StringBuilder(Table.Header);
        text.Append("namespace Peregrine.Instructions;\n\ninternal static partial class InstructionTable\n{\n");
        text.Append($"    /// <summary>Number of rows.</summary>\n    public const int Count = {rows.Count};\n\n");
        Bytes(text, "ShapeBytes", "Immediate shape, by opcode.", rows.Select(r => (byte)shapes.IndexOf(r.Shape)));
        Bytes(text, "SignatureBytes", "Signature number, by opcode; 0 where the type depends on context.", signatureBytes);
        Bytes(text, "AccessBytes", "Width of the memory access in bytes, by opcode; 0 where there is none.", rows.Select(r => checked((byte)r.Bytes)));
        Bytes(text, "NanBytes", "Shape of a result whose NaN bits are left open, by opcode: 1 f32, 2 f64, 3 f32x4, 4 f64x2; 0 for other results.", rows.Select(NanShape));
        Bytes(text, "PrefixBytes", "Prefix byte, by opcode; 0 where there is none.", rows.Select(r => (byte)r.Prefix));
        Words(text, "CodeWords", "Code behind the prefix, by opcode.", rows.Select(r => (ushort)r.Code));
        text.Append("    private static ReadOnlySpan<WasmFeatures> FeatureFlags =>\n    [\n");
        foreach (var chunk in features.Chunk(8))
        {
            text.Append("        ").AppendJoin(", ", chunk).Append(",\n");
        }

        text.Append("    ];\n\n");
        var names = new StringBuilder();
        var offsets = new List<ushort> { 0 };
        foreach (var row in rows)
        {
            names.Append(row.Mnemonic);
            offsets.Add((ushort)names.Length);
        }

        text.Append($"    private static ReadOnlySpan<byte> Names => \"{names}\"u8;\n\n");
        Words(text, "NameOffsets", "Start of each mnemonic in Names.", offsets);
        foreach (int prefix in new[] { 0, 0xFB, 0xFC, 0xFD, 0xFE })
        {
            var page = rows.Select((r, i) => (r, i)).Where(p => p.r.Prefix == prefix).ToList();
            var codes = new ushort[page.Max(p => p.r.Code) + 1];
            Array.Fill(codes, ushort.MaxValue);
            foreach (var (row, index) in page)
            {
                codes[row.Code] = (ushort)index;
            }

            Words(text, prefix == 0 ? "Page" : "Page" + prefix.ToString("X2", CultureInfo.InvariantCulture), "Opcode by code; 0xFFFF where none is assigned.", codes);
        }

        text.Append("    /// <summary>Operand and result types of each signature: parameter count, result count, types (0 at, 1 i32, 2 i64, 3 f32, 4 f64, 5 v128); eight bytes each.</summary>\n");
        text.Append("    private static ReadOnlySpan<byte> Signatures =>\n    [\n        0, 0, 0, 0, 0, 0, 0, 0,\n");
        foreach (string signature in signatures)
        {
            string[] sides = signature.Split('>');
            string[] parameters = sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] results = sides[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var bytes = new List<int> { parameters.Length, results.Length };
            bytes.AddRange(parameters.Concat(results).Select(t => Array.IndexOf(s_types, t)));
            while (bytes.Count < 8)
            {
                bytes.Add(0);
            }

            text.Append("        ").AppendJoin(", ", bytes).Append($", // {signature.Replace(">", " -> ")}\n");
        }

        text.Append("    ];\n}\n");
        return text.ToString();
    }

    private static byte NanShape(InstructionRow row) =>
        Array.IndexOf(s_nanShapes, row.Nan) is >= 0 and var shape ? (byte)shape : throw new InvalidDataException($"{row.Mnemonic}: there is no shape {row.Nan}");

    private static void Bytes(StringBuilder text, string name, string summary, IEnumerable<byte> values) => Numbers(text, "byte", name, summary, values.Select(v => (int)v));

    private static void Words(StringBuilder text, string name, string summary, IEnumerable<ushort> values) => Numbers(text, "ushort", name, summary, values.Select(v => (int)v));

    private static void Numbers(StringBuilder text, string type, string name, string summary, IEnumerable<int> values)
    {
        text.Append($"    /// <summary>{summary}</summary>\n    private static ReadOnlySpan<{type}> {name} =>\n    [\n");
        foreach (var chunk in values.Chunk(24))
        {
            text.Append("        ").AppendJoin(", ", chunk).Append(",\n");
        }

        text.Append("    ];\n\n");
    }
}
