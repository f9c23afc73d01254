using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Decodes the import section with its compact forms.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/binary/modules.html#import-section"/>, compact forms:
/// <see href="https://github.com/WebAssembly/compact-import-section"/></remarks>
internal static class ImportSectionDecoder
{
    /// <summary>Stands for a kind behind an empty name: names with a description each follow.</summary>
    public const byte Group = 0x7F;

    /// <summary>Stands for a kind behind an empty name: one description and names follow.</summary>
    public const byte GroupOfOneType = 0x7E;

    /// <summary>Stands for a function whose type is exact.</summary>
    public const byte ExactFunction = 0x20;

    public static void Read(ref ByteReader reader, DecodeContext context)
    {
        var imports = context.Module.Imports;
        string lastModule = "";
        for (int count = reader.ReadCount(); count > 0; count--)
        {
            int offset = reader.Position;
            string module = reader.ReadName();

            // Most imports of a module come from the same place.
            lastModule = module == lastModule ? lastModule : module;
            string name = reader.ReadName();
            byte kind = reader.Peek();
            if (kind is Group or GroupOfOneType && name.Length == 0)
            {
                if (!context.Has(WasmFeatures.CompactImports))
                {
                    throw Malformed.At(reader.Position, $"malformed import kind 0x{kind:x2}: needs the feature {FeatureGate.Key(WasmFeatures.CompactImports)}, which is not enabled");
                }

                reader.ReadByte();
                ReadGroup(ref reader, context, lastModule, kind == GroupOfOneType, offset);
            }
            else
            {
                imports.Add(ReadDescription(ref reader, context, lastModule, name, offset));
            }
        }
    }

    private static void ReadGroup(ref ByteReader reader, DecodeContext context, string module, bool sharesType, int offset)
    {
        var imports = context.Module.Imports;
        int first = imports.Count;
        var template = sharesType ? ReadDescription(ref reader, context, module, "", offset) : new ImportSyntax(module, "", ExternKind.Function, offset);
        for (int count = reader.ReadCount(); count > 0; count--)
        {
            int itemOffset = reader.Position;
            string name = reader.ReadName();
            imports.Add(sharesType ? template with { Name = name, Offset = itemOffset } : ReadDescription(ref reader, context, module, name, itemOffset));
        }

        context.Module.ImportGroups.Add(new ImportGroupSyntax(template, first, imports.Count - first, sharesType));
    }

    private static ImportSyntax ReadDescription(ref ByteReader reader, DecodeContext context, string module, string name, int offset)
    {
        int kindOffset = reader.Position;
        byte kind = reader.ReadByte();
        var import = new ImportSyntax(module, name, (ExternKind)kind, offset);
        switch ((ExternKind)kind)
        {
            case ExternKind.Function:
                return import with { TypeIndex = reader.ReadU32() };
            case (ExternKind)ExactFunction when context.Has(WasmFeatures.CustomDescriptors):
                return import with { Kind = ExternKind.Function, TypeIndex = reader.ReadU32(), IsExact = true };
            case ExternKind.Table:
                return import with { Table = LimitsReader.ReadTableType(ref reader, context) };
            case ExternKind.Memory:
                var memory = LimitsReader.ReadMemoryType(ref reader, context, out bool hasPageSize);
                return import with { Memory = memory, HasPageSize = hasPageSize };
            case ExternKind.Global:
                return import with { Global = DefinitionDecoder.ReadGlobalType(ref reader, context) };
            case ExternKind.Tag:
                context.Require(WasmFeatures.Exceptions | WasmFeatures.LegacyExceptions, kindOffset, "a tag import");
                return import with { TypeIndex = DefinitionDecoder.ReadTagType(ref reader) };
            default:
                throw Malformed.At(kindOffset, $"malformed import kind 0x{kind:x2}");
        }
    }
}
