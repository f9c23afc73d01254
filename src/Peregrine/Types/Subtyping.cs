namespace Peregrine.Types;

/// <summary>The subtype relation on canonical types.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/valid/matching.html"/></remarks>
internal static class Subtyping
{
    public static bool IsSubtype(ValType type, ValType expected)
    {
        if (type.Kind != ValKind.Ref || expected.Kind != ValKind.Ref)
        {
            return type.Kind == expected.Kind || type.Kind == ValKind.Bottom;
        }

        return (!type.IsNullable || expected.IsNullable) && IsSubtype(type.HeapType, expected.HeapType);
    }

    public static bool IsSubtype(HeapType type, HeapType expected)
    {
        if (type == expected)
        {
            return true;
        }

        if (type.DefinedType is { } defined)
        {
            return expected.DefinedType is { } other
                ? !expected.IsExact && defined.IsSubtypeOf(other)
                : defined.IsShared == expected.IsShared && IsSubtype(Abstract(defined), expected.Kind);
        }

        return type.IsShared == expected.IsShared
            && (expected.DefinedType is { } below ? IsBottomOf(type.Kind, Abstract(below)) : IsSubtype(type.Kind, expected.Kind));
    }

    public static bool IsSubtype(ReadOnlySpan<ValType> types, ReadOnlySpan<ValType> expected)
    {
        if (types.Length != expected.Length)
        {
            return false;
        }

        for (int i = 0; i < types.Length; i++)
        {
            if (!IsSubtype(types[i], expected[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a type with composite <paramref name="type"/> may be declared below one with <paramref name="expected"/>.</summary>
    public static bool IsSubtype(CompositeType type, CompositeType expected) => (type, expected) switch
    {
        (FunctionType a, FunctionType b) => IsSubtype(b.Parameters.AsSpan(), a.Parameters.AsSpan()) && IsSubtype(a.Results.AsSpan(), b.Results.AsSpan()),
        (StructType a, StructType b) => IsSubtype(a, b),
        (ArrayType a, ArrayType b) => IsSubtype(a.Element, b.Element),
        (ContinuationType a, ContinuationType b) => a.Function.IsSubtypeOf(b.Function),
        _ => false,
    };

    /// <summary>The abstract heap type directly above every defined type of this composite.</summary>
    public static HeapKind Abstract(DefinedType type) => type.Composite switch
    {
        FunctionType => HeapKind.Func,
        StructType => HeapKind.Struct,
        ContinuationType => HeapKind.Cont,
        _ => HeapKind.Array,
    };

    /// <summary>The top of the hierarchy that the heap type belongs to; whether it is shared stays as it is.</summary>
    public static HeapKind Top(HeapType type) => (type.DefinedType is { } defined ? Abstract(defined) : type.Kind) switch
    {
        HeapKind.Func or HeapKind.NoFunc => HeapKind.Func,
        HeapKind.Extern or HeapKind.NoExtern => HeapKind.Extern,
        HeapKind.Exn or HeapKind.NoExn => HeapKind.Exn,
        HeapKind.Cont or HeapKind.NoCont => HeapKind.Cont,
        _ => HeapKind.Any,
    };

    /// <summary>What remains of <paramref name="from"/> when a cast to <paramref name="to"/> fails: null stays unless the target takes it.</summary>
    public static ValType Difference(ValType from, ValType to) => to.IsNullable ? from.WithNullability(false) : from;

    private static bool IsSubtype(StructType type, StructType expected)
    {
        if (type.Fields.Length < expected.Fields.Length)
        {
            return false;
        }

        for (int i = 0; i < expected.Fields.Length; i++)
        {
            if (!IsSubtype(type.Fields[i], expected.Fields[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSubtype(FieldType type, FieldType expected) =>
        type.IsMutable == expected.IsMutable && type.Packed == expected.Packed
        && IsSubtype(type.Type, expected.Type) && (!type.IsMutable || IsSubtype(expected.Type, type.Type));

    private static bool IsSubtype(HeapKind type, HeapKind expected) => type == expected || expected switch
    {
        HeapKind.Any => type is HeapKind.Eq or HeapKind.I31 or HeapKind.Struct or HeapKind.Array or HeapKind.None,
        HeapKind.Eq => type is HeapKind.I31 or HeapKind.Struct or HeapKind.Array or HeapKind.None,
        HeapKind.I31 or HeapKind.Struct or HeapKind.Array => type == HeapKind.None,
        HeapKind.Func => type == HeapKind.NoFunc,
        HeapKind.Extern => type == HeapKind.NoExtern,
        HeapKind.Exn => type == HeapKind.NoExn,
        HeapKind.Cont => type == HeapKind.NoCont,
        _ => false,
    };

    private static bool IsBottomOf(HeapKind type, HeapKind above) => type == above switch
    {
        HeapKind.Func => HeapKind.NoFunc,
        HeapKind.Cont => HeapKind.NoCont,
        _ => HeapKind.None,
    };
}
