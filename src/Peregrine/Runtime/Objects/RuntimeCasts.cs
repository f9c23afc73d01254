using System.Runtime.CompilerServices;
using Peregrine.Runtime.Layout;

namespace Peregrine.Runtime.Objects;

/// <summary>The tests behind ref.test, ref.cast and br_on_cast, in constant time.</summary>
internal static unsafe class RuntimeCasts
{
    /// <summary>Whether the reference has the type, null included.</summary>
    public static bool IsInstance(object? o, ValType type) => o is null ? type.IsNullable : IsInstance(o, type.HeapType);

    /// <summary>Whether a reference that is not null refers to something of the heap type.</summary>
    public static bool IsInstance(object o, HeapType type) => type.Kind switch
    {
        HeapKind.Any or HeapKind.Extern => true,
        HeapKind.Eq => o is HeapObject or I31,
        HeapKind.I31 => o is I31,
        HeapKind.Struct => o is StructObject,
        HeapKind.Array => o is ArrayObject,
        HeapKind.Func => o is Function,
        HeapKind.Exn => o is ExceptionObject,
        HeapKind.Defined => IsInstance(o, type.DefinedType!),
        _ => false,
    };

    /// <summary>Whether a reference that is not null refers to something of the defined type.</summary>
    public static bool IsInstance(object o, DefinedType type) => o switch
    {
        HeapObject heap => heap.Type.IsSubtypeOf(type),
        Function function => function.DefinedType.IsSubtypeOf(type),
        _ => false,
    };

    /// <summary>The test for operands that are known to be structures or arrays and not null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsHeapInstance(object o, DefinedType type) => Unsafe.As<HeapObject>(o).Type.IsSubtypeOf(type);

    /// <summary>Whether the function has the type or a subtype: what call_indirect asks once the type ids differ.</summary>
    public static bool IsFunctionOfType(FunctionDescriptor* function, DefinedType type) => Function.TypeOf(function).IsSubtypeOf(type);
}
