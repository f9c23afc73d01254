namespace Peregrine.Runtime.Objects;

/// <summary>Where the fields of a structure type lie in its objects, and how to make one.</summary>
/// <remarks>Immutable; cached on the type. References and words are numbered in field order, each on its own, so a subtype continues the
/// numbers of its supertype. Packed fields take a whole word, zero-extended, and vectors two.</remarks>
internal sealed class StructLayoutInfo
{
    private readonly Func<DefinedType, StructObject> _factory;

    private StructLayoutInfo(DefinedType type)
    {
        var fields = type.Struct!.Fields;
        Places = new int[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            var field = fields[i].Type;
            if (field.IsReference)
            {
                Places[i] = References++;
            }
            else
            {
                Places[i] = Words;
                Words += field.Kind == ValKind.V128 ? 2 : 1;
            }
        }

        (_factory, WordBase) = StructFamily.Select(References, Words);
    }

    /// <summary>For each field its number among the references or among the words, whichever its type says.</summary>
    public int[] Places { get; }

    /// <summary>Number of reference fields.</summary>
    public int References { get; }

    /// <summary>Number of words.</summary>
    public int Words { get; }

    /// <summary>Offset of the first word from the first field of the objects of exactly this type.</summary>
    public int WordBase { get; }

    public static StructLayoutInfo Of(DefinedType type)
    {
        if (type.StructLayout is { } layout)
        {
            return layout;
        }

        // Racing threads make equal objects, and any of them may win.
        layout = new StructLayoutInfo(type);
        type.WordBase = layout.WordBase;
        Volatile.Write(ref type.StructLayout, layout);
        return layout;
    }

    /// <summary><c>struct.new_default</c>: all fields are zero or null.</summary>
    public StructObject New(DefinedType type) => _factory(type);
}
