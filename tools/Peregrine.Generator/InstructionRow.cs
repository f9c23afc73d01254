using System.Globalization;

namespace Peregrine.Generator;

/// <summary>One row of defs/instructions.tsv.</summary>
/// <param name="Prefix">0 for one-byte opcodes, else the prefix byte (0xFB to 0xFE).</param>
/// <param name="Code">The byte, or the LEB128 number behind the prefix.</param>
/// <param name="Mnemonic">The name in the text format.</param>
/// <param name="Name">The member of the Opcode enumeration.</param>
/// <param name="Feature">Key of the feature that brought the instruction.</param>
/// <param name="Immediates">The shape of the immediates, as words.</param>
/// <param name="Parameters">Operand types, or null where they depend on context.</param>
/// <param name="Results">Result types, or null where they depend on context.</param>
/// <param name="Bytes">Width of the memory access in bytes, 0 where there is none.</param>
/// <param name="Nan">The shape of a result whose NaN bits the specification leaves open: f32, f64, f32x4 or f64x2; empty for other results.</param>
/// <param name="Anchor">Anchor of the validation rule in the core specification, or empty.</param>
internal sealed record InstructionRow(
    int Prefix, int Code, string Mnemonic, string Name, string Feature, string Immediates, string[]? Parameters, string[]? Results, int Bytes, string Nan, string Anchor)
{
    public string Shape => Immediates == "-" ? "None" : Table.Pascal(Immediates);

    /// <summary>Everything that has to be on: the feature of the row, and what its operands are.</summary>
    public IEnumerable<string> Features =>
    [
        Feature,
        .. Mnemonic.Contains("f32", StringComparison.Ordinal) || Mnemonic.Contains("f64", StringComparison.Ordinal) ? ["floats"] : (string[])[],
        .. Array.Exists(s_collected, Mnemonic.StartsWith) ? ["gc-types"] : (string[])[],
    ];

    // Mnemonics of instructions on objects that have to be collected begin so.
    private static readonly string[] s_collected = ["struct.", "array.", "i31.", "ref.i31", "any.", "extern.", "cont.", "resume", "suspend", "switch"];

    public static List<InstructionRow> ReadAll(string path) => [.. Table.Read(path).Select(FromCells)];

    private static InstructionRow FromCells(Dictionary<string, string> cells)
    {
        int[] code = [.. cells["code"].Split(' ').Select(c => int.Parse(c.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        string[]? parameters = null, results = null;
        if (cells["type"] != "*")
        {
            string[] sides = cells["type"].Split("->");
            parameters = sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            results = sides[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }

        return new InstructionRow(
            code.Length == 2 ? code[0] : 0,
            code[^1],
            cells["mnemonic"],
            cells["name"] == "-" ? Table.Pascal(cells["mnemonic"]) : cells["name"],
            cells["feature"],
            cells["immediates"],
            parameters,
            results,
            cells["bytes"] == "-" ? 0 : int.Parse(cells["bytes"], CultureInfo.InvariantCulture),
            cells["nan"] == "-" ? "" : cells["nan"],
            cells["anchor"] == "-" ? "" : cells["anchor"]);
    }
}
