using System.Diagnostics;
using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Decodes the binary format: everything but function bodies, which stay ranges, as do constant expressions and custom sections.</summary>
/// <remarks>Time is linear in the size of everything outside bodies and segments' contents. Thread-safe.
/// <see href="https://webassembly.github.io/spec/core/binary/modules.html#binary-module"/></remarks>
internal static class ModuleDecoder
{
    public const int HeaderLength = 8;

    /// <summary>Decodes a module.</summary>
    /// <param name="bytes">The module; must not change afterwards, for the result refers to it.</param>
    /// <param name="features">What is on.</param>
    /// <exception cref="MalformedModuleException">The bytes are no module.</exception>
    /// <exception cref="InvalidModuleException">The module uses a feature that is off.</exception>
    public static ModuleSyntax Decode(ReadOnlyMemory<byte> bytes, WasmFeatures features)
    {
        ReadHeader(bytes.Span);
        var module = new ModuleSyntax { Binary = bytes };
        var context = new DecodeContext(module, features);
        try
        {
            ReadSections(context);
            CheckCounts(module);
        }
        catch (MalformedModuleException) when (module.Bodies.Count > 0)
        {
            // The first error of the module counts, and it may stand in a body that nobody has looked at yet.
            CodeSectionDecoder.CheckBodies(context);
            throw;
        }

        return module;
    }

    private static void ReadSections(DecodeContext context)
    {
        var module = context.Module;
        var bytes = module.Binary;
        var reader = new ByteReader(bytes.Span, HeaderLength, bytes.Length);
        var last = SectionId.Custom;
        while (!reader.IsAtEnd)
        {
            int offset = reader.Position;
            byte id = reader.ReadByte();
            if (id > (byte)SectionId.Tag)
            {
                throw Malformed.At(offset, $"malformed section id {id}");
            }

            int length = reader.ReadLength();
            int start = reader.Position;
            var section = new ByteReader(bytes.Span, start, start + length);
            reader.Position = start + length;
            if (id == (byte)SectionId.Custom)
            {
                CustomSectionDecoder.Read(ref section, module, (byte)last, offset);
                continue;
            }

            if (SectionOrder.Rank((SectionId)id) <= SectionOrder.Rank(last))
            {
                throw Malformed.At(offset, $"unexpected content after last section: section {SectionOrder.Keyword((SectionId)id)} after section {SectionOrder.Keyword(last)}");
            }

            last = (SectionId)id;
            ReadSection(last, ref section, context, offset);
            if (!section.IsAtEnd)
            {
                throw Malformed.At(section.Position, $"section size mismatch: unexpected data at the end of section {SectionOrder.Keyword(last)}");
            }
        }
    }

    private static void ReadHeader(ReadOnlySpan<byte> bytes)
    {
        var magic = "\0asm"u8;
        if (!bytes.StartsWith(magic[..Math.Min(bytes.Length, 4)]))
        {
            // Shorter inputs than the header that are no prefix of it cannot become a module either.
            throw bytes.Length < 4 ? Malformed.At(bytes.Length, "unexpected end: no magic header") : Malformed.At(0, "magic header not detected");
        }

        if (bytes.Length < HeaderLength)
        {
            Malformed.UnexpectedEnd(bytes.Length);
        }

        var version = bytes.Slice(4, 4);
        if (!version.SequenceEqual<byte>([1, 0, 0, 0]))
        {
            throw Malformed.At(4, version[2] == 1 && version[3] == 0
                ? "unknown binary version: this is a component, not a module"
                : $"unknown binary version {System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(version)}");
        }
    }

    private static void ReadSection(SectionId id, ref ByteReader reader, DecodeContext context, int offset)
    {
        var module = context.Module;
        switch (id)
        {
            case SectionId.Type:
                TypeSectionDecoder.Read(ref reader, context);
                break;
            case SectionId.Import:
                ImportSectionDecoder.Read(ref reader, context);
                break;
            case SectionId.Function:
                DefinitionDecoder.ReadFunctions(ref reader, module);
                break;
            case SectionId.Table:
                DefinitionDecoder.ReadTables(ref reader, context);
                break;
            case SectionId.Memory:
                DefinitionDecoder.ReadMemories(ref reader, context);
                break;
            case SectionId.Tag:
                context.Require(WasmFeatures.Exceptions | WasmFeatures.LegacyExceptions, offset, "the tag section");
                DefinitionDecoder.ReadTags(ref reader, module);
                break;
            case SectionId.Global:
                DefinitionDecoder.ReadGlobals(ref reader, context);
                break;
            case SectionId.Export:
                DefinitionDecoder.ReadExports(ref reader, context);
                break;
            case SectionId.Start:
                module.StartOffset = reader.Position;
                module.Start = reader.ReadU32();
                break;
            case SectionId.Element:
                SegmentDecoder.ReadElements(ref reader, context);
                break;
            case SectionId.DataCount:
                context.Require(WasmFeatures.BulkMemory, offset, "the data count section");
                module.DataCount = reader.ReadU32();
                break;
            case SectionId.Code:
                CodeSectionDecoder.Read(ref reader, module);
                break;
            case SectionId.Data:
                SegmentDecoder.ReadData(ref reader, context);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void CheckCounts(ModuleSyntax module)
    {
        if (module.Functions.Count != module.Bodies.Count)
        {
            throw Malformed.At(module.Binary.Length, $"function and code section have inconsistent lengths: {module.Functions.Count} and {module.Bodies.Count}");
        }

        if (module.DataCount is { } count && count != module.DataSegments.Count)
        {
            throw Malformed.At(module.Binary.Length, $"data count and data section have inconsistent lengths: {count} and {module.DataSegments.Count}");
        }
    }
}
