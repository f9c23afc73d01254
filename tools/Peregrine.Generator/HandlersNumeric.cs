using static Peregrine.Generator.HandlerParts;

namespace Peregrine.Generator;

/// <summary>Handlers of the plain numeric instructions, and of branches on comparisons.</summary>
internal static class HandlersNumeric
{
    /// <summary>Modes of two operands, in the order of their numbers; the last two only where the constant cannot change sides.</summary>
    private static readonly string[] s_modes = ["SS", "SK", "AS", "SA", "AK", "KS", "KA"];

    private static readonly string[] s_swappable = ["add", "mul", "and", "or", "xor"];

    public static IEnumerable<HandlerFamily> Families(List<InstructionRow> rows)
    {
        foreach (var row in rows.Where(r => IsScalar(r) && r.Bytes == 0 && r.Immediates == "-"))
        {
            switch (row.Parameters!.Length, row.Results!.Length)
            {
                case (1, 1) when row.Mnemonic.EndsWith("eqz"):
                    break;
                case (1, 1):
                    yield return Unary(row);
                    break;
                case (2, 1):
                    yield return Binary(row);
                    if (IsComparison(row))
                    {
                        yield return Branch(row, negate: false);
                    }

                    break;
                default:
                    yield return Wide(row);
                    break;
            }
        }

        foreach (string type in new[] { "f32", "f64" })
        {
            foreach (var row in rows.Where(r => IsScalar(r) && IsComparison(r) && r.Parameters![0] == type))
            {
                // The opposite of a float comparison is none: NaN fails both.
                yield return Branch(row, negate: true);
            }
        }

        foreach (string type in new[] { "f32", "f64" })
        {
            yield return Canonicalize(type);
        }

        foreach (string type in new[] { "I32", "I64" })
        {
            string lower = type.ToLowerInvariant();
            var members = new List<HandlerOperation?>();
            foreach (string relation in new[] { "==", "!=" })
            {
                foreach (char mode in "SA")
                {
                    members.Add(HandlerParts.Branch($"{type}{(relation == "==" ? "Eqz" : "Nez")}{mode}Branch", 16, $"{Read(lower, mode, 10, 0)} {relation} 0"));
                }
            }

            yield return new($"{type}ZeroBranch", "Branches", false, members);
        }
    }

    private static bool IsScalar(InstructionRow row) =>
        row.Parameters is { Length: > 0 } && row.Results is { Length: > 0 } && row.Prefix is 0 or 0xFC && row.Parameters.Concat(row.Results).All(t => t is "i32" or "i64" or "f32" or "f64");

    private static bool IsComparison(InstructionRow row) =>
        row.Results![0] == "i32" && row.Parameters!.Length == 2 && row.Mnemonic[4..] is "eq" or "ne" or "lt" or "gt" or "le" or "ge" or "lt_s" or "lt_u" or "gt_s" or "gt_u" or "le_s" or "le_u" or "ge_s" or "ge_u";

    private static string Method(InstructionRow row)
    {
        string type = Table.Pascal(row.Mnemonic[..3]);
        return $"{type}.{row.Name[3..]}";
    }

    private static HandlerFamily Unary(InstructionRow row)
    {
        string from = row.Parameters![0], to = row.Results![0];
        var members = new List<HandlerOperation?>();
        foreach (char a in "SA")
        {
            foreach (char d in "SA")
            {
                string body;
                if (row.Feature == "mvp" && row.Name[3..].StartsWith("TruncF", StringComparison.Ordinal))
                {
                    string check = $"{Table.Pascal(to)}.CanTrunc{row.Name["I32Trunc".Length..]}";
                    string convert = $"{Method(row)}Unchecked";
                    string value = Read(from, a, 10, 0);
                    string isNaN = from == "f32" ? "float.IsNaN" : "double.IsNaN";
                    body = $"var a = {value};\n" + TrapIf($"!{check}(a)", $"{isNaN}(a) ? TrapKind.InvalidConversionToInteger : TrapKind.IntegerOverflow") + "\n" + Write(to, d, $"{convert}(a)");
                }
                else
                {
                    body = Write(to, d, $"{Method(row)}({Read(from, a, 10, 0)})");
                }

                members.Add(new($"{row.Name}{a}{d}", 16, body));
            }
        }

        return new(row.Name, Table.Pascal(to), true, members);
    }

    /// <summary>Makes the NaN that another instruction left canonical.</summary>
    private static HandlerFamily Canonicalize(string type)
    {
        string name = $"{Table.Pascal(type)}Canonicalize";
        var members = "SA".SelectMany(a => "SA".Select(d => new HandlerOperation($"{name}{a}{d}", 16, Write(type, d, $"{Table.Pascal(type)}.Canonicalize({Read(type, a, 10, 0)})"))));
        return new(name, Table.Pascal(type), true, [.. members]);
    }

    private static HandlerFamily Binary(InstructionRow row)
    {
        string type = row.Parameters![0], to = row.Results![0], name = row.Mnemonic[4..];
        bool constantFirst = name is "sub" or "shl" or "div";
        var members = new List<HandlerOperation?>();
        foreach (string mode in s_modes)
        {
            foreach (char d in "SA")
            {
                if (mode[0] == 'K' && !constantFirst)
                {
                    continue;
                }

                bool wide = mode.Contains('K') && (type is "i64" or "f64" || mode == "KS");
                int constant = wide ? 16 : 12;
                members.Add(new($"{row.Name}{mode}{d}", wide ? 24 : 16, BinaryBody(row, name, type, to, d, Read(type, mode[0], 10, constant), Read(type, mode[1], 12, constant))));
            }
        }

        return new(row.Name, Table.Pascal(type), true, members);
    }

    private static string BinaryBody(InstructionRow row, string name, string type, string to, char d, string a, string b)
    {
        string call = $"{Method(row)}({a}, {b})";
        if (!IsInteger(type) || !(name.StartsWith("div") || name.StartsWith("rem")))
        {
            return Write(to, d, call);
        }

        string checks = $"var a = {a};\nvar b = {b};\n" + TrapIf("b == 0", "TrapKind.IntegerDivideByZero") + "\n";
        if (name == "div_s")
        {
            checks += TrapIf($"b == -1 && a == {(type == "i32" ? "int" : "long")}.MinValue", "TrapKind.IntegerOverflow") + "\n";
        }

        return checks + Write(to, d, $"{Method(row)}(a, b)");
    }

    private static HandlerFamily Branch(InstructionRow row, bool negate)
    {
        string type = row.Parameters![0];
        var members = new List<HandlerOperation?>();
        foreach (string mode in s_modes.Take(5))
        {
            string a = Read(type, mode[0], 10, 16), b = Read(type, mode[1], 8, 16);
            members.Add(HandlerParts.Branch($"{row.Name}{mode}{(negate ? "Not" : "")}Branch", mode.Contains('K') ? 24 : 16, $"{Method(row)}({a}, {b}) {(negate ? "==" : "!=")} 0"));
        }

        return new(row.Name + (negate ? "NotBranch" : "Branch"), "Branches", false, members);
    }

    /// <summary>Several operands and results: all in consecutive slots from the one at +8.</summary>
    private static HandlerFamily Wide(InstructionRow row)
    {
        string operands = string.Join(", ", Enumerable.Range(0, row.Parameters!.Length).Select(i => $"(long)at[{i}]"));
        string body = $"ulong* at = fp + {Slot(8)};\nlong low = {Method(row)}({operands}, out long high);\nat[0] = (ulong)low;\nat[1] = (ulong)high;";
        return new(row.Name, "I64", false, [new(row.Name, 16, body)]);
    }

    /// <summary>Whether operands may change sides.</summary>
    public static bool IsSwappable(string name) => s_swappable.Contains(name);
}
