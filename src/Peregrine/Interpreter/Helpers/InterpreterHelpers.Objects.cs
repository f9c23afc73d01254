using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Objects;

namespace Peregrine.Interpreter;

internal static unsafe partial class InterpreterHelpers
{
    /// <summary><c>struct.new</c>: the fields lie as the type's words and references do, packed ones masked.</summary>
    public static object StructNew(DefinedType type, ulong* words, ref object? references)
    {
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
    public static object StructNewDefault(DefinedType type) => StructLayoutInfo.Of(type).New(type);

    /// <summary><c>array.new</c> of numbers or vectors.</summary>
    public static object ArrayNew(InstanceContext* context, DefinedType type, ulong* value, uint length)
    {
        return ArrayOperations.New(HandlerSupport.StoreOf(context), type, length, value[0], High(type, value));
    }

    /// <summary><c>array.new</c> of references.</summary>
    public static object ArrayNewReferences(InstanceContext* context, DefinedType type, object? value, uint length) =>
        ArrayOperations.New(HandlerSupport.StoreOf(context), type, length, value);

    /// <summary><c>array.new_default</c></summary>
    public static object ArrayNewDefault(InstanceContext* context, DefinedType type, uint length) =>
        ArrayOperations.New(HandlerSupport.StoreOf(context), type, length);

    /// <summary><c>array.new_fixed</c>: the elements are slots or places that follow one another.</summary>
    public static object ArrayNewFixed(InstanceContext* context, DefinedType type, ulong* slots, ref object? references, uint length)
    {
        var array = ArrayOperations.New(HandlerSupport.StoreOf(context), type, length);
        var element = type.Array!.Element;
        if (element.Type.IsReference)
        {
            MemoryMarshal.CreateSpan(ref references, (int)length).CopyTo(array.As<object?>());
            return array;
        }

        int step = element.Type.Kind == ValKind.V128 ? 2 : 1;
        for (uint i = 0; i < length; i++, slots += step)
        {
            ArrayOperations.Fill(array, i, 1, slots[0], High(type, slots));
        }

        return array;
    }

    /// <summary><c>array.new_data</c></summary>
    public static object ArrayNewData(InstanceContext* context, DefinedType type, uint segment, uint offset, uint length) =>
        ArrayOperations.NewData(InstanceOf(context), type, (int)segment, offset, length);

    /// <summary><c>array.new_elem</c></summary>
    public static object ArrayNewElements(InstanceContext* context, DefinedType type, uint segment, uint offset, uint length) =>
        ArrayOperations.NewElements(InstanceOf(context), type, (int)segment, offset, length);

    /// <summary><c>array.fill</c> of numbers or vectors.</summary>
    public static void ArrayFill(object? array, uint index, ulong* value, uint count)
    {
        var target = NotNull(array);
        ArrayOperations.Fill(target, index, count, value[0], High(target.Type, value));
    }

    /// <summary><c>array.fill</c> of references.</summary>
    public static void ArrayFillReferences(object? array, uint index, object? value, uint count) =>
        ArrayOperations.Fill(NotNull(array), index, count, value);

    /// <summary><c>array.copy</c></summary>
    public static void ArrayCopy(object? array, uint index, object? source, uint sourceIndex, uint count) =>
        ArrayOperations.Copy(NotNull(array), index, NotNull(source), sourceIndex, count);

    /// <summary><c>array.init_data</c></summary>
    public static void ArrayInitData(InstanceContext* context, object? array, uint segment, uint index, uint offset, uint count) =>
        ArrayOperations.InitData(InstanceOf(context), NotNull(array), index, (int)segment, offset, count);

    /// <summary><c>array.init_elem</c></summary>
    public static void ArrayInitElements(InstanceContext* context, object? array, uint segment, uint index, uint offset, uint count) =>
        ArrayOperations.InitElements(InstanceOf(context), NotNull(array), index, (int)segment, offset, count);

    // Only vectors have a second slot.
    private static ulong High(DefinedType array, ulong* value) => array.Array!.Element.Type.Kind == ValKind.V128 ? value[1] : 0;

    private static ArrayObject NotNull(object? array)
    {
        if (array is null)
        {
            Trap.Throw(TrapKind.NullArrayReference);
        }

        return Unsafe.As<ArrayObject>(array);
    }
}
