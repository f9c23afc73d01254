using static Peregrine.Generator.HandlerParts;

namespace Peregrine.Generator;

/// <summary>Handlers of moves, globals, select, branches and returns; calls are written by hand.</summary>
internal static class HandlersControl
{
    public static IEnumerable<HandlerFamily> Families()
    {
        yield return new("GlobalGet", "Control", true, Twins(d => new($"GlobalGet{d}", 16, Write("i64", d, "*(long*)((byte*)ctx + *(uint*)(pc + 12))"))));
        yield return new("GlobalGetImported", "Control", true, Twins(d => new($"GlobalGetImported{d}", 16, Write("i64", d, "**(long**)((byte*)ctx + *(uint*)(pc + 12))"))));
        yield return new("GlobalSet", "Control", false, [.. "SAK".Select(m => new HandlerOperation($"GlobalSet{m}", m == 'K' ? 24 : 16, $"*(long*)((byte*)ctx + *(uint*)(pc + 12)) = {Read("i64", m, 10, 16)};"))]);
        yield return new("GlobalSetImported", "Control", false, [.. "SAK".Select(m => new HandlerOperation($"GlobalSetImported{m}", m == 'K' ? 24 : 16, $"**(long**)((byte*)ctx + *(uint*)(pc + 12)) = {Read("i64", m, 10, 16)};"))]);

        foreach (var (suffix, stars) in new[] { ("", "*"), ("Imported", "**") })
        {
            string cell = $"{stars}(Vector128<byte>{stars})((byte*)ctx + *(uint*)(pc + 12))";
            yield return new($"GlobalVector{suffix}", "Control", false, [new($"GlobalGetVector{suffix}", 16, $"*(Vector128<byte>*)(fp + {Slot(8)}) = {cell};"), new($"GlobalSetVector{suffix}", 16, $"{cell} = *(Vector128<byte>*)(fp + {Slot(10)});")]);
        }

        // The condition of a select is a slot at +14 or the accumulator.
        yield return new("Select", "Control", false, [.. "SA".Select(m => new HandlerOperation($"Select{m}", 16, $"ulong a = fp[{Slot(10)}], b = fp[{Slot(12)}];\nfp[{Slot(8)}] = {Read("i32", m, 14, 0)} != 0 ? a : b;"))]);
        yield return new("SelectVector", "Control", false, [new("SelectVector", 16, $"*(Vector128<byte>*)(fp + {Slot(8)}) = *(Vector128<byte>*)(fp + ((int)fp[{Slot(14)}] != 0 ? {Slot(10)} : {Slot(12)}));")]);
        yield return new("SelectReference", "Control", false, [new("SelectReference", 16, $"{Reference(8)} = Unsafe.Add(ref rf, (nint)((int)fp[{Slot(14)}] != 0 ? {Slot(10)} : {Slot(12)}));")]);

        yield return new("Move", "Control", false,
        [
            new("Copy", 16, $"fp[{Slot(8)}] = fp[{Slot(10)}];"),
            new("CopyA", 16, $"fp[{Slot(8)}] = (ulong)r0;"),
            new("CopyD", 16, $"*(double*)(fp + {Slot(8)}) = d0;"),
            new("Copy2", 16, $"ulong* to = fp + {Slot(8)};\nto[0] = fp[{Slot(10)}];\nto[1] = fp[{Slot(12)}];"),
            new("Copy3", 16, $"ulong* to = fp + {Slot(8)};\nto[0] = fp[{Slot(10)}];\nto[1] = fp[{Slot(12)}];\nto[2] = fp[{Slot(14)}];"),
            new("CopyVector", 16, $"*(Vector128<byte>*)(fp + {Slot(8)}) = *(Vector128<byte>*)(fp + {Slot(10)});"),
            new("CopyReference", 16, $"{Reference(8)} = {Reference(10)};"),
            new("NullReference", 16, $"{Reference(8)} = null;"),
            new("Constant32", 16, $"fp[{Slot(8)}] = *(uint*)(pc + 12);"),
            new("Constant64", 24, $"fp[{Slot(8)}] = *(ulong*)(pc + 16);"),
            new("Zero1", 16, $"fp[{Slot(8)}] = 0;"),
            new("Zero2", 16, $"*(Vector128<byte>*)(fp + {Slot(8)}) = default;"),
            new("Zero4", 16, $"*(Vector256<byte>*)(fp + {Slot(8)}) = default;"),
            new("ZeroMany", 16, $"ulong* at = fp + {Slot(8)};\nulong* end = at + *(uint*)(pc + 12);\ndo\n{{\n    *at++ = 0;\n}}\nwhile (at < end);"),
        ]);

        yield return new("Jump", "Control", false,
        [
            new("Branch", 0, "pc += *(int*)(pc + 12);"),
            new("BranchTableS", 0, BranchTable('S')),
            new("BranchTableA", 0, BranchTable('A')),
            new("Unreachable", -1, "return TrapOut(pc, fp, TrapKind.Unreachable, ctx, ref rf);"),
        ]);

        const string Leave = "\nulong* saved = fp + *(ushort*)(pc + 8);\npc = (byte*)saved[0];\nfp = (ulong*)saved[1];";
        yield return new("Return", "Control", false,
        [
            new("Return", 0, Leave[1..]),
            new("ReturnS", 0, $"r0 = (long)fp[{Slot(10)}];\nfp[0] = (ulong)r0;" + Leave),
            new("ReturnA", 0, "fp[0] = (ulong)r0;" + Leave),
            new("ReturnK", 0, "r0 = *(long*)(pc + 16);\nfp[0] = (ulong)r0;" + Leave),
            new("ReturnDS", 0, $"d0 = *(double*)(fp + {Slot(10)});\n*(double*)fp = d0;" + Leave),
            new("ReturnDA", 0, "*(double*)fp = d0;" + Leave),
            new("ReturnDK", 0, "d0 = *(double*)(pc + 16);\n*(double*)fp = d0;" + Leave),
        ]);

        yield return new("Calls", "Control", false, [.. new[] { "EnterReferences", "Release", "Call", "CallImported", "CallIndirectS", "CallIndirectA", "CallReference", "TailCall", "TailCallImported", "TailCallIndirect", "TailCallReference", "MemorySize", "MemoryGrow" }.Select(n => new HandlerOperation(n, 0, null))]);
    }

    private static string Reference(int offset) => $"Unsafe.Add(ref rf, (nint)({Slot(offset)}))";

    private static string BranchTable(char mode) =>
        $"uint index = (uint)({Read("i32", mode, 10, 0)});\nuint last = *(uint*)(pc + 12);\nif (index > last)\n{{\n    index = last;\n}}\n\npc += *(int*)(pc + 16 + ((nuint)index * 4));";

    private static List<HandlerOperation?> Twins(Func<char, HandlerOperation> make) => [make('S'), make('A')];
}
