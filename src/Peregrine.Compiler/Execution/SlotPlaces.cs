using System.Reflection.Emit;
using Peregrine.Compiler.Emission;

namespace Peregrine.Compiler.Execution;

/// <summary>Where values lie in argument areas, as <see cref="Runtime.Layout.SlotLayout"/> says, by kind.</summary>
internal static class SlotPlaces
{
    /// <summary>For each value the number of its slot, or of its reference.</summary>
    public static int[] Of(ReadOnlySpan<ValKind> types)
    {
        var places = new int[types.Length];
        int slots = 0;
        int references = 0;
        for (int i = 0; i < types.Length; i++)
        {
            if (types[i] == ValKind.Ref)
            {
                places[i] = references++;
            }
            else
            {
                places[i] = slots;
                slots += types[i] == ValKind.V128 ? 2 : 1;
            }
        }

        return places;
    }

    public static int CountSlots(ReadOnlySpan<ValKind> types)
    {
        int slots = 0;
        foreach (var type in types)
        {
            slots += type switch { ValKind.Ref => 0, ValKind.V128 => 2, _ => 1 };
        }

        return slots;
    }

    public static int CountReferences(ReadOnlySpan<ValKind> types) => types.Count(ValKind.Ref);

    /// <summary>Stores the value on the evaluation stack at the address below it; i32 zero-extended to the whole slot.</summary>
    public static void Store(CilWriter cil, ValKind type)
    {
        if (type == ValKind.I32)
        {
            cil.Op(OpCodes.Conv_U8);
            type = ValKind.I64;
        }

        cil.StoreIndirect(type);
    }
}
