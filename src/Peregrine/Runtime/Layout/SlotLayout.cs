namespace Peregrine.Runtime.Layout;

/// <summary>Where values lie in frames and argument areas: numbers and vectors in 64-bit slots, references in a stack of their own.</summary>
/// <remarks>Each list of types is laid out in order: a number takes one slot (i32 and f32 in the low half; i32 zero-extended), a vector
/// two, a reference one place of the reference stack. Arguments and results both start at slot 0 and reference 0 of the callee's frame.</remarks>
internal static class SlotLayout
{
    /// <summary>64-bit slots that a value of the type takes; 0 for references.</summary>
    public static int Slots(ValType type) => type.Kind switch
    {
        ValKind.V128 => 2,
        ValKind.Ref => 0,
        _ => 1,
    };

    /// <summary>64-bit slots that values of the types take together.</summary>
    public static int Slots(ReadOnlySpan<ValType> types)
    {
        int slots = 0;
        foreach (var type in types)
        {
            slots += Slots(type);
        }

        return slots;
    }

    /// <summary>Number of references among the types.</summary>
    public static int References(ReadOnlySpan<ValType> types)
    {
        int references = 0;
        foreach (var type in types)
        {
            references += type.IsReference ? 1 : 0;
        }

        return references;
    }
}
