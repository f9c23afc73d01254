using System.Runtime.CompilerServices;

namespace Peregrine.Runtime.Objects;

/// <summary>A structure of the guest: its type, then reference fields, then numeric fields in words of eight bytes.</summary>
/// <remarks>
/// The sealed classes below it differ in nothing but how many of each they hold, so code reaches fields by offset alone. Safe because
/// <see cref="StructLayoutInfo"/> picks a class with room for all fields of the type and validated code names no others.
/// .NET places references first, so where words begin depends on the number of references, hence for types that can be extended on the object.
/// </remarks>
internal abstract class StructObject(DefinedType type) : HeapObject(type)
{
    /// <summary>Offset of the first reference field from the first field.</summary>
    public static int ReferenceBase => nint.Size;

    /// <summary>A reference field, by its number among the type's reference fields.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref object? Reference(int index) => ref Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref ObjectFields.Of(this), nint.Size + (index * nint.Size)));

    /// <summary>A word of a numeric field, by its number among the type's words; the two words of a vector follow one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref ulong Word(int index) => ref WordAt(Type.WordBase + (index * sizeof(ulong)));

    /// <summary>A word by its offset, for types that cannot be extended: <see cref="StructLayoutInfo.WordBase"/> plus eight times its number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref ulong WordAt(int offset) => ref Unsafe.As<byte, ulong>(ref Unsafe.AddByteOffset(ref ObjectFields.Of(this), offset));

    public override string ToString() => $"struct {Type}";
}

/// <summary>A structure without fields.</summary>
internal sealed class EmptyStruct(DefinedType type) : StructObject(type);

/// <summary>A structure with references only.</summary>
internal sealed class ReferenceStruct<TReferences>(DefinedType type) : StructObject(type)
    where TReferences : struct
{
    internal TReferences References;
}

/// <summary>A structure with numbers only.</summary>
internal sealed class WordStruct<TWords>(DefinedType type) : StructObject(type)
    where TWords : struct
{
    internal TWords Words;
}

/// <summary>A structure with references and numbers.</summary>
internal sealed class MixedStruct<TReferences, TWords>(DefinedType type) : StructObject(type)
    where TReferences : struct
    where TWords : struct
{
    internal TReferences References;
    internal TWords Words;
}
