using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Encodes the types of the type section and those of tables, memories and globals.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/binary/types.html"/></remarks>
internal static class TypeWriter
{
    public static void WriteSubtype(ByteWriter writer, SubtypeSyntax type)
    {
        if (type.IsExplicit || !type.IsFinal || type.Supertypes.Length > 0)
        {
            writer.WriteByte(type.IsFinal ? TypeSectionDecoder.Final : TypeSectionDecoder.Open);
            writer.WriteU32((uint)type.Supertypes.Length);
            foreach (uint supertype in type.Supertypes)
            {
                writer.WriteU32(supertype);
            }
        }

        if (type.IsShared)
        {
            writer.WriteByte(TypeSectionDecoder.Shared);
        }

        if (type.Described is { } described)
        {
            writer.WriteByte(TypeSectionDecoder.Describes);
            writer.WriteU32(described);
        }

        if (type.Descriptor is { } descriptor)
        {
            writer.WriteByte(TypeSectionDecoder.Descriptor);
            writer.WriteU32(descriptor);
        }

        switch (type.Composite)
        {
            case FunctionTypeSyntax function:
                writer.WriteByte(TypeSectionDecoder.Function);
                WriteTypes(writer, function.Parameters);
                WriteTypes(writer, function.Results);
                break;
            case StructTypeSyntax structure:
                writer.WriteByte(TypeSectionDecoder.Structure);
                writer.WriteU32((uint)structure.Fields.Length);
                foreach (var field in structure.Fields)
                {
                    WriteField(writer, field);
                }

                break;
            case ArrayTypeSyntax array:
                writer.WriteByte(TypeSectionDecoder.Array);
                WriteField(writer, array.Element);
                break;
            case ContinuationTypeSyntax continuation:
                writer.WriteByte(TypeSectionDecoder.Continuation);
                writer.WriteS64(continuation.TypeIndex);
                break;
        }
    }

    public static void WriteTableType(ByteWriter writer, TableTypeSyntax type)
    {
        writer.WriteValType(type.Element);
        writer.WriteByte(Flags(type.Limits, type.IsShared, type.Is64));
        WriteLimits(writer, type.Limits);
    }

    public static void WriteMemoryType(ByteWriter writer, MemoryType type, bool hasPageSize)
    {
        hasPageSize |= type.PageSizeLog2 != LimitsReader.DefaultPageSizeLog2;
        writer.WriteByte((byte)(Flags(type.Limits, type.IsShared, type.Is64) | (hasPageSize ? LimitsReader.PageSize : 0)));
        WriteLimits(writer, type.Limits);
        if (hasPageSize)
        {
            writer.WriteU32((uint)type.PageSizeLog2);
        }
    }

    public static void WriteGlobalType(ByteWriter writer, GlobalTypeSyntax type)
    {
        writer.WriteValType(type.Content);
        writer.WriteByte((byte)((type.IsMutable ? 1 : 0) | (type.IsShared ? 2 : 0)));
    }

    private static void WriteTypes(ByteWriter writer, ValTypeSyntax[] types)
    {
        writer.WriteU32((uint)types.Length);
        foreach (var type in types)
        {
            writer.WriteValType(type);
        }
    }

    private static void WriteField(ByteWriter writer, FieldTypeSyntax field)
    {
        switch (field.Packed)
        {
            case PackedKind.I8:
                writer.WriteByte(TypeSectionDecoder.Packed8);
                break;
            case PackedKind.I16:
                writer.WriteByte(TypeSectionDecoder.Packed16);
                break;
            default:
                writer.WriteValType(field.Type);
                break;
        }

        writer.WriteByte(field.IsMutable ? (byte)1 : (byte)0);
    }

    private static byte Flags(Limits limits, bool isShared, bool is64) =>
        (byte)((limits.Maximum is null ? 0 : LimitsReader.HasMaximum) | (isShared ? LimitsReader.Shared : 0) | (is64 ? LimitsReader.Address64 : 0));

    private static void WriteLimits(ByteWriter writer, Limits limits)
    {
        writer.WriteU64(limits.Minimum);
        if (limits.Maximum is { } maximum)
        {
            writer.WriteU64(maximum);
        }
    }
}
