using static Peregrine.Generator.HandlerParts;

namespace Peregrine.Generator;

/// <summary>Handlers that read and write fields of structures and elements of arrays, one for each way in which they are stored.</summary>
/// <remarks>Layout of the instruction: +8 destination or stored value, +10 the object's place among the references, +12 for arrays the slot of the
/// index, for structures the place of the field (32 bits): its number, or for words of final types the offset from the object's first field.
/// Numbers are copied as slots: packed and 32-bit ones are zero-extended in slots and words alike.</remarks>
internal static class HandlersObjects
{
    private const string Reference = "Unsafe.Add(ref rf, (nint)(*(ushort*)(pc + 8)))";

    /// <summary>Forms of elements in the order of their numbers: C# type, slot from element, element from slot.</summary>
    private static readonly (string Name, string Element, string Get, string Set)[] s_elements =
    [
        ("I8", "byte", "fp[{0}] = {1};", "{1} = (byte)fp[{0}];"),
        ("I8S", "byte", "fp[{0}] = (uint)(sbyte){1};", ""),
        ("I16", "ushort", "fp[{0}] = {1};", "{1} = (ushort)fp[{0}];"),
        ("I16S", "ushort", "fp[{0}] = (uint)(short){1};", ""),
        ("I32", "uint", "fp[{0}] = {1};", "{1} = (uint)fp[{0}];"),
        ("I64", "ulong", "fp[{0}] = {1};", "{1} = fp[{0}];"),
        ("V128", "v128", "*(v128*)(fp + {0}) = {1};", "{1} = *(v128*)(fp + {0});"),
        ("Reference", "object?", Reference + " = {1};", "{1} = " + Reference + ";"),
    ];

    /// <summary>Forms of fields in the order of their numbers.</summary>
    private static readonly (string Name, string Get, string Set)[] s_fields =
    [
        ("", "fp[{0}] = {1};", "{1} = fp[{0}];"),
        ("I8", "fp[{0}] = (uint)(sbyte){1};", "{1} = (byte)fp[{0}];"),
        ("I16", "fp[{0}] = (uint)(short){1};", "{1} = (ushort)fp[{0}];"),
        ("V128", "*(v128*)(fp + {0}) = Unsafe.ReadUnaligned<v128>(ref Unsafe.As<ulong, byte>(ref {1}));", "Unsafe.WriteUnaligned(ref Unsafe.As<ulong, byte>(ref {1}), *(v128*)(fp + {0}));"),
    ];

    public static IEnumerable<HandlerFamily> Families()
    {
        yield return new("ArrayGet", "Objects", false, [.. s_elements.Select(e => Array($"ArrayGet{e.Name}", e.Element, e.Get))]);
        yield return new("ArraySet", "Objects", false, [.. s_elements.Select(e => e.Set.Length == 0 ? null : Array($"ArraySet{e.Name}", e.Element, e.Set))]);
        foreach (var (suffix, place) in new[] { ("Open", "Word"), ("Final", "WordAt") })
        {
            string field = $"o.{place}(*(int*)(pc + 12))";
            yield return new($"StructGet{suffix}", "Objects", false, [.. s_fields.Select(f => Struct($"StructGet{suffix}{f.Name}", f.Get, field))]);
            yield return new($"StructSet{suffix}", "Objects", false, [.. s_fields.Select(f => Struct($"StructSet{suffix}{f.Name}", f.Set, field))]);
        }

        yield return new("StructReference", "Objects", false,
        [
            Struct("StructGetReference", Reference + " = {1};", "o.Reference(*(int*)(pc + 12))"),
            Struct("StructSetReference", "{1} = " + Reference + ";", "o.Reference(*(int*)(pc + 12))"),
        ]);
    }

    private static HandlerOperation Array(string name, string element, string access) => new(name, 16,
        $"var o = Unsafe.As<ArrayObject>(Unsafe.Add(ref rf, (nint)({Slot(10)})));\n"
        + TrapIf("o is null", "TrapKind.NullArrayReference")
        + $"\nvar elements = o.As<{element}>();\nuint index = (uint)fp[{Slot(12)}];\n"
        + TrapIf("index >= (uint)elements.Length", "TrapKind.OutOfBoundsArrayAccess")
        + "\n" + string.Format(access, Slot(8), "Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(elements), index)"));

    private static HandlerOperation Struct(string name, string access, string field) => new(name, 16,
        $"var o = Unsafe.As<StructObject>(Unsafe.Add(ref rf, (nint)({Slot(10)})));\n"
        + TrapIf("o is null", "TrapKind.NullStructReference")
        + "\n" + string.Format(access, Slot(8), field));
}
