using System.Runtime.CompilerServices;

namespace Peregrine.Runtime.Objects;

/// <summary>A structure or an array of the guest on the .NET heap; its canonical type comes first.</summary>
internal abstract class HeapObject(DefinedType type)
{
    public readonly DefinedType Type = type;
}

/// <summary>Gives the address of an object's first field, from which the offsets of <see cref="StructLayoutInfo"/> count.</summary>
internal sealed class ObjectFields
{
    private byte _first;

    /// <remarks>Safe for every object with at least one field: only the address is taken through the wrong class, never a value.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref byte Of(object o) => ref Unsafe.As<ObjectFields>(o)._first;
}
