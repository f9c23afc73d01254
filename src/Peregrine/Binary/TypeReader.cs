using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Reads value, reference, heap and block types, as they occur in sections and in bodies alike.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/binary/types.html"/></remarks>
internal static class TypeReader
{
    public const byte RefNull = 0x63;
    public const byte Ref = 0x64;
    public const byte Exact = 0x62;
    public const byte Shared = 0x65;
    public const byte EmptyBlock = 0x40;

    public static ValTypeSyntax ReadValType(ref ByteReader reader)
    {
        int offset = reader.Position;
        byte code = reader.ReadByte();
        return TryReadValType(code, ref reader, out var type) ? type : throw Malformed.At(offset, $"malformed value type 0x{code:x2}");
    }

    public static ValTypeSyntax ReadRefType(ref ByteReader reader)
    {
        int offset = reader.Position;
        byte code = reader.ReadByte();
        return TryReadValType(code, ref reader, out var type) && type.IsReference
            ? type
            : throw Malformed.At(offset, $"malformed reference type 0x{code:x2}");
    }

    public static HeapTypeSyntax ReadHeapType(ref ByteReader reader)
    {
        int offset = reader.Position;
        if (reader.Peek() == Exact)
        {
            reader.ReadByte();
            return HeapTypeSyntax.OfIndex(reader.ReadU32(), isExact: true);
        }

        if (reader.Peek() == Shared)
        {
            reader.ReadByte();
            return ReadShared(ref reader);
        }

        long code = reader.ReadS33();
        if (code >= 0)
        {
            return HeapTypeSyntax.OfIndex((uint)code);
        }

        return code >= -64 && TryAbstract((byte)(code & 0x7F), out var kind) ? HeapTypeSyntax.Of(kind) : throw Malformed.At(offset, "malformed heap type");
    }

    public static BlockTypeSyntax ReadBlockType(ref ByteReader reader)
    {
        int offset = reader.Position;
        byte code = reader.Peek();
        if (code == EmptyBlock)
        {
            reader.ReadByte();
            return BlockTypeSyntax.Empty;
        }

        if ((code & 0xC0) == 0x40)
        {
            reader.ReadByte();
            return TryReadValType(code, ref reader, out var type) ? BlockTypeSyntax.OfResult(type) : throw Malformed.At(offset, "malformed block type");
        }

        long index = reader.ReadS33();
        return index >= 0 ? BlockTypeSyntax.OfIndex((uint)index) : throw Malformed.At(offset, "malformed block type");
    }

    /// <summary>The byte of an abstract heap type, as it also stands for the nullable reference to it.</summary>
    public static byte Code(HeapKind kind) => kind switch
    {
        HeapKind.Func => 0x70,
        HeapKind.Extern => 0x6F,
        HeapKind.Any => 0x6E,
        HeapKind.Eq => 0x6D,
        HeapKind.I31 => 0x6C,
        HeapKind.Struct => 0x6B,
        HeapKind.Array => 0x6A,
        HeapKind.Exn => 0x69,
        HeapKind.None => 0x71,
        HeapKind.NoExtern => 0x72,
        HeapKind.NoFunc => 0x73,
        HeapKind.NoExn => 0x74,
        HeapKind.Cont => 0x68,
        HeapKind.NoCont => 0x75,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static HeapTypeSyntax ReadShared(ref ByteReader reader)
    {
        int offset = reader.Position;
        return TryAbstract(reader.ReadByte(), out var kind) ? HeapTypeSyntax.Of(kind, isShared: true) : throw Malformed.At(offset, "malformed heap type");
    }

    private static bool TryReadValType(byte code, ref ByteReader reader, out ValTypeSyntax type)
    {
        switch (code)
        {
            case 0x7F:
                type = ValTypeSyntax.I32;
                return true;
            case 0x7E:
                type = ValTypeSyntax.I64;
                return true;
            case 0x7D:
                type = ValTypeSyntax.F32;
                return true;
            case 0x7C:
                type = ValTypeSyntax.F64;
                return true;
            case 0x7B:
                type = ValTypeSyntax.V128;
                return true;
            case RefNull:
                type = ValTypeSyntax.Ref(ReadHeapType(ref reader), nullable: true);
                return true;
            case Ref:
                type = ValTypeSyntax.Ref(ReadHeapType(ref reader), nullable: false);
                return true;
            case Shared:
                type = ValTypeSyntax.Ref(ReadShared(ref reader), nullable: true);
                return true;
            default:
                bool known = TryAbstract(code, out var kind);
                type = ValTypeSyntax.Ref(HeapTypeSyntax.Of(kind), nullable: true);
                return known;
        }
    }

    private static bool TryAbstract(byte code, out HeapKind kind)
    {
        HeapKind? found = code switch
        {
            0x70 => HeapKind.Func,
            0x6F => HeapKind.Extern,
            0x6E => HeapKind.Any,
            0x6D => HeapKind.Eq,
            0x6C => HeapKind.I31,
            0x6B => HeapKind.Struct,
            0x6A => HeapKind.Array,
            0x69 => HeapKind.Exn,
            0x71 => HeapKind.None,
            0x72 => HeapKind.NoExtern,
            0x73 => HeapKind.NoFunc,
            0x74 => HeapKind.NoExn,
            0x68 => HeapKind.Cont,
            0x75 => HeapKind.NoCont,
            _ => null,
        };
        kind = found.GetValueOrDefault();
        return found is not null;
    }
}
