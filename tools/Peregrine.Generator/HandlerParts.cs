namespace Peregrine.Generator;

/// <summary>Pieces of handlers: how operands are read, results written and branches taken.</summary>
internal static class HandlerParts
{
    /// <summary>Goes on at a local named target. A second dispatch of pc itself would be merged with the first, at the cost of a jump.</summary>
    public const string DispatchTarget = "return (*(Handler*)target)(target, fp, mem, r0, ctx, ref rf, d0);";

    /// <summary>The slot number at an offset of the instruction.</summary>
    public static string Slot(int offset) => $"*(ushort*)(pc + {offset})";

    /// <summary>Whether values of the type go through the integer accumulator; the others go through d0.</summary>
    public static bool IsInteger(string type) => type is "i32" or "i64";

    /// <summary>The operand of a mode: a slot number at <paramref name="offset"/>, the accumulator, or a constant at <paramref name="constant"/>.</summary>
    public static string Read(string type, char mode, int offset, int constant) => (type, mode) switch
    {
        ("i32", 'S') => $"(int)fp[{Slot(offset)}]",
        ("i64", 'S') => $"(long)fp[{Slot(offset)}]",
        ("f32", 'S') => $"*(float*)(fp + {Slot(offset)})",
        ("f64", 'S') => $"*(double*)(fp + {Slot(offset)})",
        ("i32", 'A') => "(int)r0",
        ("i64", 'A') => "r0",
        ("f32", 'A') => "Single(d0)",
        ("f64", 'A') => "d0",
        ("i32", _) => $"*(int*)(pc + {constant})",
        ("i64", _) => $"*(long*)(pc + {constant})",
        ("f32", _) => $"*(float*)(pc + {constant})",
        _ => $"*(double*)(pc + {constant})",
    };

    /// <summary>Statements that leave the result in the accumulator and, for the destination S, in the slot at +8.</summary>
    public static string Write(string type, char destination, string value)
    {
        string accumulator = type switch
        {
            "i32" => $"r0 = (long)(uint)({value});",
            "i64" => $"r0 = {value};",
            "f32" => $"d0 = Widened({value});",
            _ => $"d0 = {value};",
        };
        if (destination == 'A')
        {
            return accumulator;
        }

        return type switch
        {
            "i32" or "i64" => $"{accumulator}\nfp[{Slot(8)}] = (ulong)r0;",
            _ => $"{accumulator}\n*(double*)(fp + {Slot(8)}) = d0;",
        };
    }

    /// <summary>A handler that branches to the offset at +12 of its instruction.</summary>
    public static HandlerOperation Branch(string name, int size, string condition) => new(name, size, BranchIf(condition)) { Condition = condition };

    private static string BranchIf(string condition) => $$"""
        if ({{condition}})
        {
            byte* target = pc + *(int*)(pc + 12);
            {{DispatchTarget}}
        }
        """;

    public static string TrapIf(string condition, string kind) => $$"""
        if ({{condition}})
        {
            return TrapOut(pc, fp, {{kind}}, ctx, ref rf);
        }
        """;
}
