using static Peregrine.Generator.HandlerParts;

namespace Peregrine.Generator;

/// <summary>Handlers of vector instructions without memory operands: operands in slots at +10, +12, +14, then the lane; scalar results have twins.</summary>
internal static class HandlersVector
{
    public static IEnumerable<HandlerFamily> Families(List<InstructionRow> rows)
    {
        foreach (var row in rows.Where(r => r.Prefix == 0xFD && r.Bytes == 0 && r.Parameters is not null))
        {
            yield return row.Immediates switch
            {
                "v128" => Plain(row, 32, $"{Vector(8)} = *(v128*)(pc + 16);"),
                "lanes" => Plain(row, 32, $"{Vector(8)} = {Method(row)}({Vector(10)}, {Vector(12)}, *(v128*)(pc + 16));"),
                "lane" => row.Parameters!.Length == 1 ? ExtractLane(row) : ReplaceLane(row),
                _ when row.Feature == "relaxed-simd" => Relaxed(row),
                _ when row.Results![0] == "v128" => row.Parameters![0] == "v128" ? Plain(row, 16, $"{Vector(8)} = {Call(row)};") : Splat(row),
                _ => Twins(row, Call(row)),
            };
        }

        foreach (string shape in new[] { "F32x4", "F64x2" })
        {
            yield return new($"{shape}Canonicalize", "Vectors", false, [new($"{shape}Canonicalize", 16, $"{Vector(8)} = {shape}.Canonicalize({Vector(10)});")]);
        }
    }

    /// <summary>The vector in the slots at an offset of the instruction.</summary>
    public static string Vector(int offset) => $"*(v128*)(fp + {Slot(offset)})";

    private static string Shape(InstructionRow row) => row.Mnemonic[..row.Mnemonic.IndexOf('.')];

    private static string Method(InstructionRow row)
    {
        string shape = Table.Pascal(Shape(row));
        return $"{shape}.{row.Name[shape.Length..]}";
    }

    private static string Call(InstructionRow row) => Call(row, Method(row));

    private static string Call(InstructionRow row, string method)
    {
        var operands = row.Parameters!.Select((type, i) => type == "v128" ? Vector(10 + (2 * i)) : Read(type, 'S', 10 + (2 * i), 0));
        return $"{method}({string.Join(", ", operands)})";
    }

    private static HandlerFamily Plain(InstructionRow row, int size, string body) => new(row.Name, "Vectors", false, [new(row.Name, size, body)]);

    // The fastest choice on the processor, and the choice of the deterministic profile.
    private static HandlerFamily Relaxed(InstructionRow row) =>
        new(row.Name, "Vectors", false, [.. new[] { "", "Deterministic" }.Select(d => new HandlerOperation(row.Name + d, 16, $"{Vector(8)} = {Call(row, Method(row) + d)};"))]);

    private static HandlerFamily Twins(InstructionRow row, string value) =>
        new(row.Name, "Vectors", true, [.. "SA".Select(d => new HandlerOperation($"{row.Name}{d}", 16, Write(row.Results![0], d, value)))]);

    // S: the scalar is in a slot, A: in the accumulator.
    private static HandlerFamily Splat(InstructionRow row) =>
        new(row.Name, "Vectors", false, [.. "SA".Select(m => new HandlerOperation($"{row.Name}{m}", 16, $"{Vector(8)} = {Method(row)}({Read(row.Parameters![0], m, 10, 0)});"))]);

    // The vector lies in memory already: one narrow load finds the lane, where an intrinsic with a variable lane would first spill.
    private static HandlerFamily ExtractLane(InstructionRow row)
    {
        string shape = Shape(row);
        string element = shape[..shape.IndexOf('x')] switch
        {
            "i8" => row.Name.EndsWith('U') ? "byte" : "sbyte",
            "i16" => row.Name.EndsWith('U') ? "ushort" : "short",
            "i32" => "int",
            "i64" => "long",
            "f32" => "float",
            _ => "double",
        };
        return Twins(row, $"(({element}*)(fp + {Slot(10)}))[{Slot(12)}]");
    }

    // A handler for each lane, as only a constant lane becomes one machine instruction.
    private static HandlerFamily ReplaceLane(InstructionRow row)
    {
        string shape = Shape(row);
        var lanes = Enumerable.Range(0, int.Parse(shape.AsSpan(shape.IndexOf('x') + 1)));
        return new(row.Name, "Vectors", false, [.. lanes.Select(lane => new HandlerOperation($"{row.Name}{lane}", 16, $"{Vector(8)} = {Method(row)}({Vector(10)}, {lane}, {Read(row.Parameters![1], 'S', 12, 0)});"))]);
    }
}
