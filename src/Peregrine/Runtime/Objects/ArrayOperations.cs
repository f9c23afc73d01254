using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Peregrine.Runtime.Objects;

/// <summary>The instructions that make arrays and work on ranges of them.</summary>
/// <remarks>Indices and counts are unsigned, as on the operand stack. Each checks all bounds before it changes anything. Null references are
/// for the engine to trap on.</remarks>
internal static class ArrayOperations
{
    /// <summary><c>array.new_default</c></summary>
    /// <exception cref="TrapException">The array is too large.</exception>
    public static ArrayObject New(Store store, DefinedType type, uint length)
    {
        var kind = ElementKinds.Of(type.Array!.Element);
        if (length > (uint)Array.MaxLength || length * (long)ElementKinds.Bytes(kind) > store.Limits.MaximumObjectBytes)
        {
            Trap.Throw(TrapKind.AllocationTooLarge);
        }

        try
        {
            return new ArrayObject(type, kind switch
            {
                ElementKind.Bits8 => new byte[length],
                ElementKind.Bits16 => new ushort[length],
                ElementKind.Bits32 => new uint[length],
                ElementKind.Bits64 => new ulong[length],
                ElementKind.Bits128 => new Vector128<byte>[length],
                _ => new object?[length],
            });
        }
        catch (OutOfMemoryException)
        {
            Trap.Throw(TrapKind.AllocationTooLarge);
            return null;
        }
    }

    /// <summary><c>array.new</c> of numbers; <paramref name="high"/> for vectors.</summary>
    /// <exception cref="TrapException">The array is too large.</exception>
    public static ArrayObject New(Store store, DefinedType type, uint length, ulong low, ulong high = 0)
    {
        var array = New(store, type, length);
        FillRange(array, 0, (int)length, low, high);
        return array;
    }

    /// <summary><c>array.new</c> of references.</summary>
    /// <exception cref="TrapException">The array is too large.</exception>
    public static ArrayObject New(Store store, DefinedType type, uint length, object? value)
    {
        var array = New(store, type, length);
        array.As<object?>().AsSpan().Fill(value);
        return array;
    }

    /// <summary><c>array.new_data</c></summary>
    /// <exception cref="TrapException">The segment is too short, or the array is too large.</exception>
    public static ArrayObject NewData(Instance instance, DefinedType type, int segment, uint offset, uint length)
    {
        var source = DataRange(instance, type, segment, offset, length);
        var array = New(instance.Store, type, length);
        source.CopyTo(Bytes(array));
        return array;
    }

    /// <summary><c>array.new_elem</c></summary>
    /// <exception cref="TrapException">The segment is too short, or the array is too large.</exception>
    public static ArrayObject NewElements(Instance instance, DefinedType type, int segment, uint offset, uint length)
    {
        var source = ElementRange(instance, segment, offset, length);
        var array = New(instance.Store, type, length);
        source.CopyTo((int)offset, array.As<object?>());
        return array;
    }

    /// <summary><c>array.fill</c> with numbers.</summary>
    /// <exception cref="TrapException">The range is not inside the array.</exception>
    public static void Fill(ArrayObject array, uint index, uint count, ulong low, ulong high = 0)
    {
        CheckRange(array, index, count);
        FillRange(array, (int)index, (int)count, low, high);
    }

    /// <summary><c>array.fill</c> with references.</summary>
    /// <exception cref="TrapException">The range is not inside the array.</exception>
    public static void Fill(ArrayObject array, uint index, uint count, object? value)
    {
        CheckRange(array, index, count);
        array.As<object?>().AsSpan((int)index, (int)count).Fill(value);
    }

    /// <summary><c>array.copy</c>; the ranges may overlap.</summary>
    /// <exception cref="TrapException">A range is not inside its array.</exception>
    public static void Copy(ArrayObject destination, uint index, ArrayObject source, uint sourceIndex, uint count)
    {
        CheckRange(destination, index, count);
        CheckRange(source, sourceIndex, count);
        Array.Copy(source.Elements, (int)sourceIndex, destination.Elements, (int)index, (int)count);
    }

    /// <summary><c>array.init_data</c></summary>
    /// <exception cref="TrapException">A range is not inside the array or the segment.</exception>
    public static void InitData(Instance instance, ArrayObject array, uint index, int segment, uint offset, uint count)
    {
        CheckRange(array, index, count);
        var source = DataRange(instance, array.Type, segment, offset, count);
        int width = ElementKinds.Bytes(ElementKinds.Of(array.Type.Array!.Element));
        source.CopyTo(Bytes(array)[((int)index * width)..]);
    }

    /// <summary><c>array.init_elem</c></summary>
    /// <exception cref="TrapException">A range is not inside the array or the segment.</exception>
    public static void InitElements(Instance instance, ArrayObject array, uint index, int segment, uint offset, uint count)
    {
        CheckRange(array, index, count);
        ElementRange(instance, segment, offset, count).CopyTo((int)offset, array.As<object?>().AsSpan((int)index, (int)count));
    }

    private static void CheckRange(ArrayObject array, uint index, uint count)
    {
        if ((ulong)index + count > (uint)array.Length)
        {
            Trap.Throw(TrapKind.OutOfBoundsArrayAccess);
        }
    }

    private static void FillRange(ArrayObject array, int index, int count, ulong low, ulong high)
    {
        switch (ElementKinds.Of(array.Type.Array!.Element))
        {
            case ElementKind.Bits8:
                array.As<byte>().AsSpan(index, count).Fill((byte)low);
                break;
            case ElementKind.Bits16:
                array.As<ushort>().AsSpan(index, count).Fill((ushort)low);
                break;
            case ElementKind.Bits32:
                array.As<uint>().AsSpan(index, count).Fill((uint)low);
                break;
            case ElementKind.Bits64:
                array.As<ulong>().AsSpan(index, count).Fill(low);
                break;
            default:
                array.As<Vector128<byte>>().AsSpan(index, count).Fill(Vector128.Create(low, high).AsByte());
                break;
        }
    }

    private static ReadOnlySpan<byte> DataRange(Instance instance, DefinedType type, int segment, uint offset, uint count)
    {
        var data = instance.Data(segment);
        ulong bytes = (ulong)count * (uint)ElementKinds.Bytes(ElementKinds.Of(type.Array!.Element));
        if (offset + bytes > (ulong)data.Length)
        {
            Trap.Throw(TrapKind.OutOfBoundsMemoryAccess);
        }

        return data.Slice((int)offset, (int)bytes);
    }

    private static ElementSegment ElementRange(Instance instance, int segment, uint offset, uint count)
    {
        var elements = instance.Elements(segment);
        if ((ulong)offset + count > (ulong)elements.Length)
        {
            Trap.Throw(TrapKind.OutOfBoundsTableAccess);
        }

        return elements;
    }

    // Only for numbers; the bytes of a data segment are little-endian, as every system that .NET runs guests on is.
    private static Span<byte> Bytes(ArrayObject array) => ElementKinds.Of(array.Type.Array!.Element) switch
    {
        ElementKind.Bits8 => array.As<byte>(),
        ElementKind.Bits16 => MemoryMarshal.AsBytes(array.As<ushort>().AsSpan()),
        ElementKind.Bits32 => MemoryMarshal.AsBytes(array.As<uint>().AsSpan()),
        ElementKind.Bits64 => MemoryMarshal.AsBytes(array.As<ulong>().AsSpan()),
        _ => MemoryMarshal.AsBytes(array.As<Vector128<byte>>().AsSpan()),
    };
}
