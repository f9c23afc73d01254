using System.Runtime.CompilerServices;

namespace Peregrine.Runtime.Objects;

/// <summary>An array of the guest: its type and a .NET array that fits the elements.</summary>
/// <remarks>The .NET array is a <c>byte[]</c> for i8, <c>ushort[]</c> for i16, <c>uint[]</c> for i32 and f32, <c>ulong[]</c> for i64 and f64,
/// <c>Vector128&lt;byte&gt;[]</c> for v128 and <c>object?[]</c> for references.</remarks>
internal sealed class ArrayObject(DefinedType type, Array elements) : HeapObject(type)
{
    public readonly Array Elements = elements;

    public int Length => Elements.Length;

    /// <summary>The elements; safe because <typeparamref name="T"/> follows from the type of the array, which validated code states.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T[] As<T>() => Unsafe.As<T[]>(Elements);

    public override string ToString() => $"array {Type} of {Length}";
}
