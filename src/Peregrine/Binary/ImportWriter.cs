using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Encodes the import section; groups stay groups.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/binary/modules.html#import-section"/></remarks>
internal static class ImportWriter
{
    public static bool Write(ModuleSyntax module, SectionWriter section)
    {
        int entries = module.Imports.Count + module.ImportGroups.Count - module.ImportGroups.Sum(static group => group.Count);
        if (entries == 0)
        {
            return false;
        }

        section.Writer.WriteU32((uint)entries);
        int next = 0;
        foreach (var group in module.ImportGroups)
        {
            WriteRange(module, section, next, group.First);
            WriteGroup(module, section, group);
            next = group.First + group.Count;
        }

        WriteRange(module, section, next, module.Imports.Count);
        return true;
    }

    private static void WriteRange(ModuleSyntax module, SectionWriter section, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            var import = module.Imports[i];
            section.BeginItem(import.Offset);
            section.Writer.WriteName(import.Module);
            section.Writer.WriteName(import.Name);
            WriteDescription(section.Writer, import);
        }
    }

    private static void WriteGroup(ModuleSyntax module, SectionWriter section, ImportGroupSyntax group)
    {
        var writer = section.Writer;
        section.BeginItem(group.Template.Offset);
        writer.WriteName(group.Template.Module);
        writer.WriteName("");
        writer.WriteByte(group.SharesType ? ImportSectionDecoder.GroupOfOneType : ImportSectionDecoder.Group);
        if (group.SharesType)
        {
            WriteDescription(writer, group.Template);
        }

        writer.WriteU32((uint)group.Count);
        for (int i = group.First; i < group.First + group.Count; i++)
        {
            section.BeginItem(module.Imports[i].Offset);
            writer.WriteName(module.Imports[i].Name);
            if (!group.SharesType)
            {
                WriteDescription(writer, module.Imports[i]);
            }
        }
    }

    private static void WriteDescription(ByteWriter writer, ImportSyntax import)
    {
        writer.WriteByte(import.IsExact ? ImportSectionDecoder.ExactFunction : (byte)import.Kind);
        switch (import.Kind)
        {
            case ExternKind.Function:
                writer.WriteU32(import.TypeIndex);
                break;
            case ExternKind.Table:
                TypeWriter.WriteTableType(writer, import.Table!);
                break;
            case ExternKind.Memory:
                TypeWriter.WriteMemoryType(writer, import.Memory!, import.HasPageSize);
                break;
            case ExternKind.Global:
                TypeWriter.WriteGlobalType(writer, import.Global!);
                break;
            case ExternKind.Tag:
                writer.WriteByte(0);
                writer.WriteU32(import.TypeIndex);
                break;
        }
    }
}
