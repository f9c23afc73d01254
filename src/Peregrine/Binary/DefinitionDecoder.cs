using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Decodes the sections of functions, tables, memories, tags, globals and exports.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/binary/modules.html"/></remarks>
internal static class DefinitionDecoder
{
    public const byte TableWithInitializer = 0x40;

    public static void ReadFunctions(ref ByteReader reader, ModuleSyntax module)
    {
        int count = reader.ReadCount();
        module.Functions.EnsureCapacity(count);
        for (; count > 0; count--)
        {
            int offset = reader.Position;
            module.Functions.Add(new FunctionSyntax(reader.ReadU32(), offset));
        }
    }

    public static void ReadTables(ref ByteReader reader, DecodeContext context)
    {
        for (int count = reader.ReadCount(); count > 0; count--)
        {
            int offset = reader.Position;
            if (reader.Peek() != TableWithInitializer)
            {
                context.Module.Tables.Add(new TableSyntax(LimitsReader.ReadTableType(ref reader, context), null, offset));
                continue;
            }

            context.Require(WasmFeatures.FunctionReferences, offset, "a table initializer");
            reader.ReadByte();
            if (reader.ReadByte() != 0)
            {
                throw Malformed.At(offset + 1, "malformed table: zero byte expected");
            }

            var type = LimitsReader.ReadTableType(ref reader, context);
            context.Module.Tables.Add(new TableSyntax(type, context.ReadExpression(ref reader), offset));
        }
    }

    public static void ReadMemories(ref ByteReader reader, DecodeContext context)
    {
        for (int count = reader.ReadCount(); count > 0; count--)
        {
            int offset = reader.Position;
            var type = LimitsReader.ReadMemoryType(ref reader, context, out bool hasPageSize);
            context.Module.Memories.Add(new MemorySyntax(type, offset, hasPageSize));
        }
    }

    public static void ReadTags(ref ByteReader reader, ModuleSyntax module)
    {
        for (int count = reader.ReadCount(); count > 0; count--)
        {
            int offset = reader.Position;
            module.Tags.Add(new TagSyntax(ReadTagType(ref reader), offset));
        }
    }

    public static void ReadGlobals(ref ByteReader reader, DecodeContext context)
    {
        for (int count = reader.ReadCount(); count > 0; count--)
        {
            int offset = reader.Position;
            var type = ReadGlobalType(ref reader, context);
            context.Module.Globals.Add(new GlobalSyntax(type, context.ReadExpression(ref reader), offset));
        }
    }

    public static void ReadExports(ref ByteReader reader, DecodeContext context)
    {
        for (int count = reader.ReadCount(); count > 0; count--)
        {
            int offset = reader.Position;
            string name = reader.ReadName();
            int kindOffset = reader.Position;
            byte kind = reader.ReadByte();
            if (kind > (byte)ExternKind.Tag)
            {
                throw Malformed.At(kindOffset, $"malformed export kind 0x{kind:x2}");
            }

            if (kind == (byte)ExternKind.Tag)
            {
                context.Require(WasmFeatures.Exceptions | WasmFeatures.LegacyExceptions, kindOffset, "a tag export");
            }

            context.Module.Exports.Add(new ExportSyntax(name, (ExternKind)kind, reader.ReadU32(), offset));
        }
    }

    public static GlobalTypeSyntax ReadGlobalType(ref ByteReader reader, DecodeContext context)
    {
        var content = context.ReadValType(ref reader);
        int offset = reader.Position;
        byte flags = reader.ReadByte();
        if (flags > 3 || (flags > 1 && !context.Has(WasmFeatures.SharedEverythingThreads)))
        {
            string missing = flags > 3 ? "" : $": needs the feature {FeatureGate.Key(WasmFeatures.SharedEverythingThreads)}, which is not enabled";
            throw Malformed.At(offset, $"malformed mutability 0x{flags:x2}{missing}");
        }

        return new GlobalTypeSyntax(content, (flags & 1) != 0, (flags & 2) != 0);
    }

    public static uint ReadTagType(ref ByteReader reader)
    {
        int offset = reader.Position;
        return reader.ReadByte() == 0 ? reader.ReadU32() : throw Malformed.At(offset, "malformed tag attribute");
    }
}
