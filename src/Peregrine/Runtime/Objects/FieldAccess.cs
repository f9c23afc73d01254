using System.Runtime.Intrinsics;

namespace Peregrine.Runtime.Objects;

/// <summary>Reads and writes fields and elements as values: for constant expressions and the API, not for running code.</summary>
internal static class FieldAccess
{
    /// <summary><c>struct.get</c>; packed fields zero-extended.</summary>
    public static Value Get(StructObject o, int field)
    {
        var type = o.Type.Struct!.Fields[field].Type;
        int place = StructLayoutInfo.Of(o.Type).Places[field];
        return type.Kind switch
        {
            ValKind.Ref => Value.FromReference(o.Reference(place)),
            ValKind.V128 => new Value(ValKind.V128, o.Word(place), o.Word(place + 1), null),
            _ => new Value(type.Kind, o.Word(place), 0, null),
        };
    }

    /// <summary><c>struct.set</c>; packed fields keep the low bits.</summary>
    public static void Set(StructObject o, int field, Value value)
    {
        var type = o.Type.Struct!.Fields[field];
        int place = StructLayoutInfo.Of(o.Type).Places[field];
        if (type.Type.IsReference)
        {
            o.Reference(place) = value.Reference;
            return;
        }

        o.Word(place) = Pack(type.Packed, value.Low);
        if (type.Type.Kind == ValKind.V128)
        {
            o.Word(place + 1) = value.High;
        }
    }

    /// <summary><c>array.get</c>; packed elements zero-extended. The index is inside.</summary>
    public static Value Get(ArrayObject o, int index)
    {
        var element = o.Type.Array!.Element;
        return ElementKinds.Of(element) switch
        {
            ElementKind.Bits8 => new Value(ValKind.I32, o.As<byte>()[index], 0, null),
            ElementKind.Bits16 => new Value(ValKind.I32, o.As<ushort>()[index], 0, null),
            ElementKind.Bits32 => new Value(element.Type.Kind, o.As<uint>()[index], 0, null),
            ElementKind.Bits64 => new Value(element.Type.Kind, o.As<ulong>()[index], 0, null),
            ElementKind.Bits128 => o.As<Vector128<byte>>()[index],
            _ => Value.FromReference(o.As<object?>()[index]),
        };
    }

    /// <summary><c>array.set</c>; packed elements keep the low bits. The index is inside.</summary>
    public static void Set(ArrayObject o, int index, Value value)
    {
        switch (ElementKinds.Of(o.Type.Array!.Element))
        {
            case ElementKind.Bits8:
                o.As<byte>()[index] = (byte)value.Low;
                break;
            case ElementKind.Bits16:
                o.As<ushort>()[index] = (ushort)value.Low;
                break;
            case ElementKind.Bits32:
                o.As<uint>()[index] = (uint)value.Low;
                break;
            case ElementKind.Bits64:
                o.As<ulong>()[index] = value.Low;
                break;
            case ElementKind.Bits128:
                o.As<Vector128<byte>>()[index] = Vector128.Create(value.Low, value.High).AsByte();
                break;
            default:
                o.As<object?>()[index] = value.Reference;
                break;
        }
    }

    private static ulong Pack(PackedKind packed, ulong value) => packed switch
    {
        PackedKind.I8 => (byte)value,
        PackedKind.I16 => (ushort)value,
        _ => value,
    };
}
