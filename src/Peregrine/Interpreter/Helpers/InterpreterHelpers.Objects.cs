using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Objects;

namespace Peregrine.Interpreter;

internal static unsafe partial class InterpreterHelpers
{
    // An array beyond this is refused: the system may hand out more than it has, and then end the process.
    private const long MaximumArrayBytes = 1L << 30;

    /// <summary><c>struct.new</c>: the fields lie as the type's words and references do, packed ones masked.</summary>
    public static object StructNew(InstanceContext* context, uint typeIndex, ulong* words, ref object? references)
    {
        var type = TypeOf(context, typeIndex);
        var layout = StructLayoutInfo.Of(type);
        var o = layout.New(type);
        if (layout.Words != 0)
        {
            new ReadOnlySpan<ulong>(words, layout.Words).CopyTo(MemoryMarshal.CreateSpan(ref o.WordAt(layout.WordBase), layout.Words));
        }

        for (int i = 0; i < layout.References; i++)
        {
            o.Reference(i) = Unsafe.Add(ref references, i);
        }

        return o;
    }

    /// <summary><c>struct.new_default</c></summary>
    public static object StructNewDefault(InstanceContext* context, uint typeIndex)
    {
        var type = TypeOf(context, typeIndex);
        return StructLayoutInfo.Of(type).New(type);
    }

    /// <summary><c>array.new</c> of numbers or vectors.</summary>
    public static object ArrayNew(InstanceContext* context, uint typeIndex, ulong* value, uint length)
    {
        var array = Allocate(TypeOf(context, typeIndex), length);
        FillElements(array.Elements, 0, length, value);
        return array;
    }

    /// <summary><c>array.new</c> of references.</summary>
    public static object ArrayNewReferences(InstanceContext* context, uint typeIndex, object? value, uint length)
    {
        var array = Allocate(TypeOf(context, typeIndex), length);
        if (value is not null)
        {
            array.As<object?>().AsSpan().Fill(value);
        }

        return array;
    }

    /// <summary><c>array.new_default</c></summary>
    public static object ArrayNewDefault(InstanceContext* context, uint typeIndex, uint length) => Allocate(TypeOf(context, typeIndex), length);

    /// <summary><c>array.new_fixed</c>: the elements are slots or places that follow one another.</summary>
    public static object ArrayNewFixed(InstanceContext* context, uint typeIndex, ulong* slots, ref object? references, uint length)
    {
        var array = Allocate(TypeOf(context, typeIndex), length);
        switch (array.Elements)
        {
            case object?[] elements:
                MemoryMarshal.CreateSpan(ref references, elements.Length).CopyTo(elements);
                break;
            case Vector128<byte>[] elements:
                new ReadOnlySpan<Vector128<byte>>(slots, elements.Length).CopyTo(elements);
                break;
            case ulong[] elements:
                new ReadOnlySpan<ulong>(slots, elements.Length).CopyTo(elements);
                break;
            default:
                for (uint i = 0; i < length; i++)
                {
                    FillElements(array.Elements, i, 1, slots + i);
                }

                break;
        }

        return array;
    }

    /// <summary><c>array.new_data</c></summary>
    public static object ArrayNewData(InstanceContext* context, uint typeIndex, uint segment, uint offset, uint length)
    {
        var type = TypeOf(context, typeIndex);
        var data = InstanceOf(context).Data((int)segment);
        int size = ElementSize(type.Array!.Element);
        if ((ulong)length * (ulong)size > (ulong)data.Length || offset > (ulong)data.Length - ((ulong)length * (ulong)size))
        {
            Trap.Throw(TrapKind.OutOfBoundsMemoryAccess);
        }

        var array = Allocate(type, length);
        data.Slice((int)offset, (int)length * size).CopyTo(Bytes(array));
        return array;
    }

    /// <summary><c>array.new_elem</c></summary>
    public static object ArrayNewElements(InstanceContext* context, uint typeIndex, uint segment, uint offset, uint length)
    {
        var elements = InstanceOf(context).Elements((int)segment);
        if (length > (uint)elements.Length || offset > (uint)elements.Length - length)
        {
            Trap.Throw(TrapKind.OutOfBoundsTableAccess);
        }

        var array = Allocate(TypeOf(context, typeIndex), length);
        elements.CopyTo((int)offset, array.As<object?>());
        return array;
    }

    /// <summary><c>array.fill</c> of numbers or vectors.</summary>
    public static void ArrayFill(object? array, uint index, ulong* value, uint count)
    {
        var target = CheckRange(array, index, count);
        FillElements(target.Elements, index, count, value);
    }

    /// <summary><c>array.fill</c> of references.</summary>
    public static void ArrayFillReferences(object? array, uint index, object? value, uint count) =>
        CheckRange(array, index, count).As<object?>().AsSpan((int)index, (int)count).Fill(value);

    /// <summary><c>array.copy</c></summary>
    public static void ArrayCopy(object? array, uint index, object? source, uint sourceIndex, uint count)
    {
        // Both null tests come before the range tests.
        if (source is null)
        {
            Trap.Throw(TrapKind.NullArrayReference);
        }

        var target = CheckRange(array, index, count);
        var from = CheckRange(source, sourceIndex, count);
        Array.Copy(from.Elements, (int)sourceIndex, target.Elements, (int)index, (int)count);
    }

    /// <summary><c>array.init_data</c></summary>
    public static void ArrayInitData(InstanceContext* context, object? array, uint segment, uint index, uint offset, uint count)
    {
        var target = CheckRange(array, index, count);
        var data = InstanceOf(context).Data((int)segment);
        int size = ElementSize(target.Type.Array!.Element);
        if ((ulong)count * (ulong)size > (ulong)data.Length || offset > (ulong)data.Length - ((ulong)count * (ulong)size))
        {
            Trap.Throw(TrapKind.OutOfBoundsMemoryAccess);
        }

        data.Slice((int)offset, (int)count * size).CopyTo(Bytes(target)[((int)index * size)..]);
    }

    /// <summary><c>array.init_elem</c></summary>
    public static void ArrayInitElements(InstanceContext* context, object? array, uint segment, uint index, uint offset, uint count)
    {
        var target = CheckRange(array, index, count);
        var elements = InstanceOf(context).Elements((int)segment);
        if (count > (uint)elements.Length || offset > (uint)elements.Length - count)
        {
            Trap.Throw(TrapKind.OutOfBoundsTableAccess);
        }

        elements.CopyTo((int)offset, target.As<object?>().AsSpan((int)index, (int)count));
    }

    /// <summary>Bytes of an element that is no reference.</summary>
    private static int ElementSize(FieldType element) => element.Packed switch
    {
        PackedKind.I8 => 1,
        PackedKind.I16 => 2,
        _ => element.Type.Kind switch
        {
            ValKind.I32 or ValKind.F32 => 4,
            ValKind.V128 => 16,
            _ => 8,
        },
    };

    private static ArrayObject Allocate(DefinedType type, uint length)
    {
        var element = type.Array!.Element;
        int size = ElementSize(element);
        if (length * (long)size > MaximumArrayBytes)
        {
            Trap.Throw(TrapKind.AllocationTooLarge);
        }

        try
        {
            Array elements = element.Type.IsReference ? new object?[length] : size switch
            {
                1 => new byte[length],
                2 => new ushort[length],
                4 => new uint[length],
                16 => new Vector128<byte>[length],
                _ => new ulong[length],
            };
            return new ArrayObject(type, elements);
        }
        catch (OutOfMemoryException)
        {
            Trap.Throw(TrapKind.AllocationTooLarge);
            throw;
        }
    }

    private static ArrayObject CheckRange(object? array, uint index, uint count)
    {
        if (array is null)
        {
            Trap.Throw(TrapKind.NullArrayReference);
        }

        var target = Unsafe.As<ArrayObject>(array);
        if ((ulong)index + count > (ulong)target.Length)
        {
            Trap.Throw(TrapKind.OutOfBoundsArrayAccess);
        }

        return target;
    }

    private static void FillElements(Array elements, uint index, uint count, ulong* value)
    {
        switch (elements)
        {
            case byte[] bytes:
                bytes.AsSpan((int)index, (int)count).Fill((byte)*value);
                break;
            case ushort[] halves:
                halves.AsSpan((int)index, (int)count).Fill((ushort)*value);
                break;
            case uint[] words:
                words.AsSpan((int)index, (int)count).Fill((uint)*value);
                break;
            case ulong[] doubles:
                doubles.AsSpan((int)index, (int)count).Fill(*value);
                break;
            default:
                Unsafe.As<Vector128<byte>[]>(elements).AsSpan((int)index, (int)count).Fill(*(Vector128<byte>*)value);
                break;
        }
    }

    private static Span<byte> Bytes(ArrayObject array) => array.Elements switch
    {
        byte[] bytes => bytes,
        ushort[] halves => MemoryMarshal.AsBytes(halves.AsSpan()),
        uint[] words => MemoryMarshal.AsBytes(words.AsSpan()),
        ulong[] doubles => MemoryMarshal.AsBytes(doubles.AsSpan()),
        _ => MemoryMarshal.AsBytes(array.As<Vector128<byte>>().AsSpan()),
    };
}
