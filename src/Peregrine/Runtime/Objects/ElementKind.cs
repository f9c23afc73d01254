namespace Peregrine.Runtime.Objects;

/// <summary>How the elements of an array lie in memory.</summary>
internal enum ElementKind : byte
{
    /// <summary><c>byte[]</c></summary>
    Bits8,

    /// <summary><c>ushort[]</c></summary>
    Bits16,

    /// <summary><c>uint[]</c></summary>
    Bits32,

    /// <summary><c>ulong[]</c></summary>
    Bits64,

    /// <summary><c>Vector128&lt;byte&gt;[]</c></summary>
    Bits128,

    /// <summary><c>object?[]</c></summary>
    Reference,
}

/// <summary>Element kinds by type.</summary>
internal static class ElementKinds
{
    public static ElementKind Of(FieldType element) => element.Packed switch
    {
        PackedKind.I8 => ElementKind.Bits8,
        PackedKind.I16 => ElementKind.Bits16,
        _ => element.Type.Kind switch
        {
            ValKind.I32 or ValKind.F32 => ElementKind.Bits32,
            ValKind.I64 or ValKind.F64 => ElementKind.Bits64,
            ValKind.V128 => ElementKind.Bits128,
            _ => ElementKind.Reference,
        },
    };

    /// <summary>Bytes of an element.</summary>
    public static int Bytes(ElementKind kind) => kind == ElementKind.Reference ? nint.Size : 1 << (int)kind;
}
