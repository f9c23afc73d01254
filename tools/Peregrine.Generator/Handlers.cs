using System.Text;

namespace Peregrine.Generator;

/// <summary>One instruction of the interpreter's code.</summary>
/// <param name="Name">Member of the Operation enumeration and name of the handler.</param>
/// <param name="Size">Bytes in the code stream; 0 when the body moves pc, negative when it leaves for good.</param>
/// <param name="Body">C# statements before the dispatch; null when the handler is written by hand.</param>
internal sealed record HandlerOperation(string Name, int Size, string? Body)
{
    /// <summary>For conditional branches, when they are taken.</summary>
    public string? Condition { get; init; }
}

/// <summary>Operations that belong together: variants of one thing, at fixed distances from the first.</summary>
/// <param name="Name">Name of the family; the file that its handlers go to is chosen by <paramref name="File"/>.</param>
/// <param name="File">Suffix of the generated file.</param>
/// <param name="HasTwins">Whether each even operation has an odd twin that leaves its result in the accumulator only.</param>
/// <param name="Members">The operations, null where a variant does not exist.</param>
internal sealed record HandlerFamily(string Name, string File, bool HasTwins, IReadOnlyList<HandlerOperation?> Members);

/// <summary>The interpreter's generated code: the operations, their handlers, and where translators find them.</summary>
/// <remarks>Operand modes: S slot, A accumulator, K constant in the code; the last letter is the destination (S slot and accumulator, A accumulator only).</remarks>
internal static class Handlers
{
    public const string Dispatch = "return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);";
    public const string Signature = "(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)";

    public static IEnumerable<(string Path, string Content)> Files(List<InstructionRow> rows, List<string[]> sequences)
    {
        HandlerFamily[] families =
        [
            .. HandlersNumeric.Families(rows), .. HandlersMemory.Families(rows), .. HandlersControl.Families(),
            .. HandlersVector.Families(rows), .. HandlersGenericMemory.Families(rows), .. HandlersObjects.Families(),
        ];

        // Families with twins come first, so that one comparison tells whether an operation has one.
        families = [.. families.OrderBy(f => f.HasTwins ? 0 : 1)];
        var bases = new Dictionary<HandlerFamily, int>();
        int next = 2;
        int firstWithoutTwin = 0;
        foreach (var family in families)
        {
            if (!family.HasTwins && firstWithoutTwin == 0)
            {
                firstWithoutTwin = next;
            }

            bases[family] = next;
            next += (family.Members.Count + 1) & ~1;
        }

        var fusions = new HandlerFusions(families, sequences);
        foreach (var family in fusions.Families)
        {
            bases[family] = next;
            next += family.Members.Count;
        }

        families = [.. families, .. fusions.Families];
        yield return ("src/Peregrine/Interpreter/Handlers/HandlerParts.g.cs", fusions.Parts());
        yield return ("src/Peregrine/Interpreter/OperationTable.Fusions.g.cs", fusions.FusionTable(families.SelectMany(f => f.Members.Select((m, i) => (m, i)).Where(p => p.m is not null).Select(p => (p.m!.Name, Number: bases[f] + p.i))).ToDictionary(p => p.Name, p => p.Number)));
        yield return ("src/Peregrine/Interpreter/Operation.g.cs", Operations(families, bases, next));
        yield return ("src/Peregrine/Interpreter/OperationTable.g.cs", Tables(rows, families, bases, firstWithoutTwin));
        foreach (var file in families.GroupBy(f => f.File))
        {
            yield return ($"src/Peregrine/Interpreter/Handlers/Handlers.{file.Key}.g.cs", Bodies([.. file]));
        }
    }

    private static string Operations(HandlerFamily[] families, Dictionary<HandlerFamily, int> bases, int count)
    {
        var text = new StringBuilder(Table.Header);
        text.Append("namespace Peregrine.Interpreter;\n\n/// <summary>The instructions of the interpreter's code that have a number. S: operand in a slot, A: in the accumulator, K: constant in the code; last the destination.</summary>\ninternal enum Operation\n{\n    None = 0,\n");
        foreach (var family in families)
        {
            for (int i = 0; i < family.Members.Count; i++)
            {
                if (family.Members[i] is { } member)
                {
                    text.Append($"    {member.Name} = {bases[family] + i},\n");
                }
            }
        }

        text.Append($"    Count = {count},\n}}\n");
        return text.ToString();
    }

    private static string Tables(List<InstructionRow> rows, HandlerFamily[] families, Dictionary<HandlerFamily, int> bases, int firstWithoutTwin)
    {
        var text = new StringBuilder(Table.Header);
        text.Append("#pragma warning disable CS1591\nnamespace Peregrine.Interpreter;\n\ninternal static unsafe partial class OperationTable\n{\n");
        text.Append($"    private const int FirstWithoutTwin = {firstWithoutTwin};\n\n");
        text.Append("    /// <summary>First operation of each family of variants.</summary>\n    private static ReadOnlySpan<ushort> FamilyBases =>\n    [\n        ");
        text.AppendJoin(", ", families.Select(f => bases[f])).Append("\n    ];\n\n");
        foreach (var (name, suffix, summary) in new[] { ("ValueFamilies", "", "the variants that compute a value or access memory 0 with guard pages"), ("CheckedFamilies", "Checked", "the variants that compare the address with the length of memory 0"), ("GenericFamilies", "Generic", "the variants that access any memory through its descriptor"), ("BranchFamilies", "Branch", "the variants that branch when the result is not 0"), ("NotBranchFamilies", "NotBranch", "the variants that branch when the result is 0, for those without an opposite") })
        {
            var byName = families.ToDictionary(f => f.Name);
            text.Append($"    /// <summary>By opcode, {summary}: the first of them, 0 for none.</summary>\n    private static ReadOnlySpan<ushort> {name} =>\n    [\n");
            foreach (var chunk in rows.Select(r => byName.TryGetValue(r.Name + suffix, out var f) ? bases[f] : 0).Chunk(24))
            {
                text.Append("        ").AppendJoin(", ", chunk).Append(",\n");
            }

            text.Append("    ];\n\n");
        }

        // One small method for each family, so that nothing is compiled for handlers that no code uses.
        text.Append("    private static nint HandlerOf(int family, int variant) => family switch\n    {\n");
        for (int i = 0; i < families.Length; i++)
        {
            text.Append($"        {i} => {families[i].Name}(variant),\n");
        }

        text.Append("        _ => 0,\n    };\n");
        foreach (var family in families)
        {
            text.Append($"\n    private static nint {family.Name}(int variant) => variant switch\n    {{\n");
            for (int i = 0; i < family.Members.Count; i++)
            {
                if (family.Members[i] is { } member)
                {
                    text.Append($"        {i} => (nint)(Handler)(&Handlers.{member.Name}),\n");
                }
            }

            text.Append("        _ => 0,\n    };\n");
        }

        text.Append("}\n");
        return text.ToString();
    }

    private static string Bodies(HandlerFamily[] families)
    {
        var text = new StringBuilder(Table.Header);
        text.Append("using System.Runtime.CompilerServices;\nusing System.Runtime.InteropServices;\nusing System.Runtime.Intrinsics;\nusing Peregrine.Runtime.Layout;\nusing Peregrine.Runtime.Memories;\nusing Peregrine.Runtime.Objects;\nusing Peregrine.Semantics;\nusing v128 = System.Runtime.Intrinsics.Vector128<byte>;\n\nusing static Peregrine.Interpreter.HandlerParts;\n\nnamespace Peregrine.Interpreter;\n\ninternal static unsafe partial class Handlers\n{\n");
        foreach (var member in families.SelectMany(f => f.Members).OfType<HandlerOperation>().Where(m => m.Body is not null))
        {
            text.Append($"    [MethodImpl(Hot)]\n    public static long {member.Name}{Signature}\n    {{\n");
            foreach (string line in member.Body!.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                text.Append("        ").Append(line).Append('\n');
            }

            if (member.Size > 0)
            {
                text.Append($"        pc += {member.Size};\n");
            }

            text.Append(member.Size < 0 ? "    }\n\n" : $"        {Dispatch}\n    }}\n\n");
        }

        text.Length--;
        text.Append("}\n");
        return text.ToString();
    }
}
