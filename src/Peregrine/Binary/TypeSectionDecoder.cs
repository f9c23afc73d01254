using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Decodes the type section: recursion groups of function, structure and array types.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/binary/modules.html#type-section"/></remarks>
internal static class TypeSectionDecoder
{
    public const byte Group = 0x4E;
    public const byte Open = 0x50;
    public const byte Final = 0x4F;
    public const byte Function = 0x60;
    public const byte Structure = 0x5F;
    public const byte Array = 0x5E;
    public const byte Continuation = 0x5D;
    public const byte Shared = 0x65;
    public const byte Descriptor = 0x4D;
    public const byte Describes = 0x4C;
    public const byte Packed8 = 0x78;
    public const byte Packed16 = 0x77;

    public static void Read(ref ByteReader reader, DecodeContext context)
    {
        var module = context.Module;
        for (int count = reader.ReadCount(); count > 0; count--)
        {
            int first = module.Types.Count;
            int size = 1;
            bool isGroup = reader.Peek() == Group;
            if (isGroup)
            {
                context.Require(WasmFeatures.Gc, reader.Position, "a recursion group");
                reader.ReadByte();
                size = reader.ReadCount();
            }

            for (int i = 0; i < size; i++)
            {
                module.Types.Add(ReadSubtype(ref reader, context));
            }

            module.RecursionGroups.Add(new RecursionGroupSyntax(first, size, isGroup));
        }
    }

    private static SubtypeSyntax ReadSubtype(ref ByteReader reader, DecodeContext context)
    {
        int offset = reader.Position;
        byte code = reader.Peek();
        if (code is not (Open or Final))
        {
            return ReadQualified(ref reader, context, offset, isFinal: true, []);
        }

        context.Require(WasmFeatures.Gc, offset, "a subtype declaration");
        reader.ReadByte();
        var supertypes = new uint[reader.ReadCount()];
        for (int i = 0; i < supertypes.Length; i++)
        {
            supertypes[i] = reader.ReadU32();
        }

        return ReadQualified(ref reader, context, offset, code == Final, supertypes) with { IsExplicit = true };
    }

    /// <summary>Reads what may stand in front of the composite type, each at most once and in this order, and the composite type.</summary>
    private static SubtypeSyntax ReadQualified(ref ByteReader reader, DecodeContext context, int offset, bool isFinal, uint[] supertypes)
    {
        bool isShared = Skip(ref reader, context, Shared, WasmFeatures.SharedEverythingThreads, "a shared type");
        uint? described = Skip(ref reader, context, Describes, WasmFeatures.CustomDescriptors, "a describes clause") ? reader.ReadU32() : null;
        uint? descriptor = Skip(ref reader, context, Descriptor, WasmFeatures.CustomDescriptors, "a descriptor clause") ? reader.ReadU32() : null;
        return new SubtypeSyntax(ReadComposite(ref reader, context), isFinal, supertypes, offset)
        {
            IsShared = isShared,
            Described = described,
            Descriptor = descriptor,
        };
    }

    private static bool Skip(ref ByteReader reader, DecodeContext context, byte code, WasmFeatures needed, string what)
    {
        if (reader.Peek() != code)
        {
            return false;
        }

        context.Require(needed, reader.Position, what);
        reader.ReadByte();
        return true;
    }

    private static CompositeTypeSyntax ReadComposite(ref ByteReader reader, DecodeContext context)
    {
        int offset = reader.Position;
        byte code = reader.ReadByte();
        if (code >= 0x80)
        {
            // The code is a signed integer of one byte.
            Malformed.IntegerTooLong(offset);
        }

        switch (code)
        {
            case Function:
                var parameters = ReadTypes(ref reader, context);
                return new FunctionTypeSyntax(parameters, ReadTypes(ref reader, context));
            case Structure:
                context.Require(WasmFeatures.Gc, offset, "a struct type");
                var fields = new FieldTypeSyntax[reader.ReadCount()];
                for (int i = 0; i < fields.Length; i++)
                {
                    fields[i] = ReadField(ref reader, context);
                }

                return new StructTypeSyntax(fields);
            case Array:
                context.Require(WasmFeatures.Gc, offset, "an array type");
                return new ArrayTypeSyntax(ReadField(ref reader, context));
            case Continuation:
                context.Require(WasmFeatures.StackSwitching, offset, "a continuation type");
                int indexOffset = reader.Position;
                long index = reader.ReadS33();
                return index >= 0 ? new ContinuationTypeSyntax((uint)index) : throw Malformed.At(indexOffset, "malformed continuation type");
            default:
                throw Malformed.At(offset, $"malformed definition type 0x{code:x2}");
        }
    }

    private static ValTypeSyntax[] ReadTypes(ref ByteReader reader, DecodeContext context)
    {
        int count = reader.ReadCount();
        if (count == 0)
        {
            return [];
        }

        var types = new ValTypeSyntax[count];
        for (int i = 0; i < types.Length; i++)
        {
            types[i] = context.ReadValType(ref reader);
        }

        return types;
    }

    private static FieldTypeSyntax ReadField(ref ByteReader reader, DecodeContext context)
    {
        var packed = PackedKind.None;
        var type = ValTypeSyntax.I32;
        switch (reader.Peek())
        {
            case Packed8:
                reader.ReadByte();
                packed = PackedKind.I8;
                break;
            case Packed16:
                reader.ReadByte();
                packed = PackedKind.I16;
                break;
            default:
                type = ReadStorageType(ref reader, context);
                break;
        }

        return new FieldTypeSyntax(type, packed, context.ReadMutability(ref reader));
    }

    private static ValTypeSyntax ReadStorageType(ref ByteReader reader, DecodeContext context)
    {
        byte code = reader.Peek();
        return code is <= TypeReader.Exact or > 0x7F ? throw Malformed.At(reader.Position, $"malformed storage type 0x{code:x2}") : context.ReadValType(ref reader);
    }
}
