using System.Text;

namespace Peregrine.Generator;

/// <summary>Handlers that do the work of several instructions that follow one another, also by way of a branch: one dispatch instead of several.</summary>
/// <remarks>The code stream stays as it is; only the first instruction's handler differs. So a branch may still arrive at any of the instructions.
/// Which sequences are worth it is measured, see defs/superinstructions.tsv.</remarks>
internal sealed class HandlerFusions
{
    /// <summary>Handlers found by one method: few, so that little is compiled for a program that uses one.</summary>
    private const int FamilySize = 16;

    private const string Branch = "Branch";

    private readonly List<HandlerOperation[]> _sequences = [];
    private readonly Dictionary<string, HandlerOperation> _parts = [];

    public HandlerFusions(IEnumerable<HandlerFamily> families, List<string[]> sequences)
    {
        var operations = families.SelectMany(f => f.Members).OfType<HandlerOperation>().ToDictionary(m => m.Name);
        var known = new HashSet<string>();
        foreach (string[] sequence in sequences)
        {
            // A longer sequence is found by way of its beginnings.
            for (int length = 2; length <= sequence.Length; length++)
            {
                if (known.Add(Name(sequence.Take(length))))
                {
                    _sequences.Add([.. sequence.Take(length).Select(n => operations[n])]);
                }
            }
        }

        foreach (var part in _sequences.SelectMany(s => s.Where((part, i) => i < s.Length - 1 || IsPlain(part))).Where(p => p.Name != Branch))
        {
            _parts[part.Name] = part;
        }

        Families = [.. _sequences.Chunk(FamilySize).Select((chunk, i) => new HandlerFamily($"Fusions{i}", "Fusions", false, [.. chunk.Select(Fuse)]))];
    }

    public IReadOnlyList<HandlerFamily> Families { get; }

    /// <summary>The work of each instruction that is part of a sequence, as methods.</summary>
    public string Parts()
    {
        var text = new StringBuilder(Table.Header);
        text.Append("using System.Runtime.CompilerServices;\nusing System.Runtime.Intrinsics;\nusing Peregrine.Runtime.Layout;\nusing Peregrine.Semantics;\n\nnamespace Peregrine.Interpreter;\n\ninternal static unsafe partial class HandlerParts\n{\n");
        foreach (var part in _parts.Values)
        {
            text.Append($"    [MethodImpl(MethodImplOptions.AggressiveInlining)]\n    public static {ResultType(part)} {part.Name}({string.Join(", ", Parameters(part).Select(p => $"{p.Type} {p.Name}"))})\n    {{\n");
            string body = part.Condition is null ? part.Body! : $"return {part.Condition};";
            foreach (string line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                text.Append("        ").Append(line).Append('\n');
            }

            if (Accumulator(part) is { } accumulator)
            {
                text.Append($"        return {accumulator};\n");
            }

            text.Append("    }\n\n");
        }

        text.Length--;
        text.Append("}\n");
        return text.ToString();
    }

    /// <summary>The table by which a translator finds sequences.</summary>
    public string FusionTable(Dictionary<string, int> numbers)
    {
        var entries = new List<(uint Key, int Fused, int AccessAt)>();
        foreach (var sequence in _sequences)
        {
            int first = numbers[sequence.Length == 2 ? sequence[0].Name : Name(sequence[..^1].Select(p => p.Name))];
            int at = 0, accessAt = 0;
            foreach (var part in sequence)
            {
                accessAt = part.Body!.Contains("mem + address") ? at : accessAt;
                at = part.Name == Branch ? 0 : at + part.Size;
            }

            entries.Add((((uint)first << 16) | (uint)numbers[sequence[^1].Name], numbers[Name(sequence.Select(p => p.Name))], accessAt));
        }

        int firstFused = entries.Min(e => e.Fused);
        var byKey = entries.OrderBy(e => e.Key).ToList();
        var text = new StringBuilder(Table.Header);
        text.Append("namespace Peregrine.Interpreter;\n\ninternal static partial class OperationTable\n{\n");
        text.Append($"    /// <summary>The first operation that does the work of several.</summary>\n    private const int FirstFused = {firstFused};\n\n");
        text.Append("    /// <summary>Sequences in order: an operation or a shorter sequence in the upper half, the operation behind it in the lower half.</summary>\n    private static ReadOnlySpan<uint> FusionKeys =>\n    [\n");
        Append(text, byKey.Select(e => $"0x{e.Key:X8}"));
        text.Append("    ];\n\n    /// <summary>What they become.</summary>\n    private static ReadOnlySpan<ushort> FusedOperations =>\n    [\n");
        Append(text, byKey.Select(e => $"{e.Fused}"));
        text.Append("    ];\n\n    /// <summary>By operation, from the first that is fused: offset of the instruction that accesses memory.</summary>\n    private static ReadOnlySpan<byte> FusedAccessOffsets =>\n    [\n");
        Append(text, entries.OrderBy(e => e.Fused).Select(e => $"{e.AccessAt}"));
        text.Append("    ];\n}\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> numbers)
    {
        foreach (string[] chunk in numbers.Chunk(12))
        {
            text.Append("        ").AppendJoin(", ", chunk).Append(",\n");
        }
    }

    private static string Name(IEnumerable<string> parts) => string.Join('_', parts);

    private static HandlerOperation Fuse(HandlerOperation[] sequence)
    {
        var body = new StringBuilder();
        int at = 0;
        for (int i = 0; i < sequence.Length; i++)
        {
            var part = sequence[i];
            bool isLast = i == sequence.Length - 1;
            string pc = at == 0 ? "pc" : $"pc + {at}";
            if (part.Condition is not null)
            {
                body.Append($"if ({Call(part, pc)})\n{{\n    byte* target = pc + {at} + *(int*)(pc + {at + 12});\n    {HandlerParts.DispatchTarget}\n}}\n\n");
            }
            else if (part.Name == Branch && !isLast)
            {
                body.Append($"pc += {at} + *(int*)(pc + {at + 12});\n");
                at = 0;
                continue;
            }
            else if (isLast && !IsPlain(part))
            {
                // It goes somewhere else, or it may trap and must be found there.
                body.Append($"pc += {at};\n{part.Body}\n");
                return new(Name(sequence.Select(p => p.Name)), part.Size, body.ToString());
            }
            else
            {
                body.Append(Accumulator(part) is { } accumulator ? $"{accumulator} = " : "").Append(Call(part, pc)).Append(";\n");
            }

            at += part.Size;
        }

        return new(Name(sequence.Select(p => p.Name)), at, body.ToString());
    }

    private static string Call(HandlerOperation part, string pc) =>
        $"HandlerParts.{part.Name}({string.Join(", ", Parameters(part).Select(p => p.Name == "pc" ? pc : p.Name == "rf" ? "ref rf" : p.Name))})";

    /// <summary>Whether the instruction does nothing but its work, and goes on behind itself or branches on a condition.</summary>
    private static bool IsPlain(HandlerOperation part) => part.Condition is not null || (part.Size > 0 && !part.Body!.Contains("return "));

    private static string? Accumulator(HandlerOperation part) =>
        part.Condition is not null ? null : part.Body!.Contains("r0 = ") ? "r0" : part.Body.Contains("d0 = ") ? "d0" : null;

    private static string ResultType(HandlerOperation part) =>
        part.Condition is not null ? "bool" : Accumulator(part) switch { "r0" => "long", "d0" => "double", _ => "void" };

    private static IEnumerable<(string Type, string Name)> Parameters(HandlerOperation part)
    {
        string body = part.Condition ?? part.Body!;
        yield return ("byte*", "pc");
        foreach (var (type, name) in new[] { ("ulong*", "fp"), ("byte*", "mem"), ("long", "r0"), ("InstanceContext*", "ctx"), ("double", "d0") })
        {
            if (System.Text.RegularExpressions.Regex.IsMatch(body, $@"\b{name}\b"))
            {
                yield return (type, name);
            }
        }
    }
}
