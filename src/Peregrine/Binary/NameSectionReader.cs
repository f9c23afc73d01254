using Peregrine.Syntax;

namespace Peregrine.Binary;

// Reading the section; what it holds stands in NameSection.cs.
internal sealed partial class NameSection
{
    public const string SectionName = "name";

    /// <summary>True when nothing has a name.</summary>
    public bool IsEmpty => Module is null && Functions.Count + Locals.Count + Labels.Count + Types.Count + Tables.Count + Memories.Count + Globals.Count
        + ElementSegments.Count + DataSegments.Count + Fields.Count + Tags.Count == 0;

    /// <summary>Reads the module's first name section; never fails: what is broken ends the reading of a subsection, what came before counts.</summary>
    public static NameSection Read(ModuleSyntax module)
    {
        foreach (var section in module.CustomSections)
        {
            if (section.Name == SectionName)
            {
                return Read(module.Binary.Span, section.Content);
            }
        }

        return Empty;
    }

    public static NameSection Read(ReadOnlySpan<byte> bytes, ByteRange content)
    {
        var names = new NameSection();
        var reader = new ByteReader(bytes, content.Start, content.End);
        while (reader.Remaining >= 2)
        {
            byte id = reader.ReadByte();
            try
            {
                int length = reader.ReadLength();
                int start = reader.Position;
                reader.Position = start + length;
                names.ReadSubsection((NameSubsection)id, new ByteReader(bytes, start, start + length));
            }
            catch (MalformedModuleException)
            {
                // Debugging information is never worth refusing a module. After a broken length nothing more can be found.
                if (reader.Position >= content.End)
                {
                    break;
                }
            }
        }

        return names;
    }

    private static void ReadMap(ByteReader reader, Dictionary<uint, string> map)
    {
        int count = reader.ReadCount();
        map.EnsureCapacity(map.Count + (count / 2));
        for (; count > 0; count--)
        {
            uint index = reader.ReadU32();
            map[index] = reader.ReadName();
        }
    }

    private static void ReadIndirectMap(ByteReader reader, Dictionary<(uint, uint), string> map)
    {
        for (int outer = reader.ReadCount(); outer > 0; outer--)
        {
            uint index = reader.ReadU32();
            for (int inner = reader.ReadCount(); inner > 0; inner--)
            {
                uint second = reader.ReadU32();
                map[(index, second)] = reader.ReadName();
            }
        }
    }

    private void ReadSubsection(NameSubsection id, ByteReader reader)
    {
        switch (id)
        {
            case NameSubsection.Module:
                Module = reader.ReadName();
                break;
            case NameSubsection.Function:
                ReadMap(reader, Functions);
                break;
            case NameSubsection.Local:
                ReadIndirectMap(reader, Locals);
                break;
            case NameSubsection.Label:
                ReadIndirectMap(reader, Labels);
                break;
            case NameSubsection.Type:
                ReadMap(reader, Types);
                break;
            case NameSubsection.Table:
                ReadMap(reader, Tables);
                break;
            case NameSubsection.Memory:
                ReadMap(reader, Memories);
                break;
            case NameSubsection.Global:
                ReadMap(reader, Globals);
                break;
            case NameSubsection.Element:
                ReadMap(reader, ElementSegments);
                break;
            case NameSubsection.Data:
                ReadMap(reader, DataSegments);
                break;
            case NameSubsection.Field:
                ReadIndirectMap(reader, Fields);
                break;
            case NameSubsection.Tag:
                ReadMap(reader, Tags);
                break;
        }
    }
}

/// <summary>Subsections of the name section; those from label on are the extended name section's.</summary>
/// <remarks><see href="https://github.com/WebAssembly/extended-name-section"/></remarks>
internal enum NameSubsection : byte
{
    /// <summary>Name of the module.</summary>
    Module,

    /// <summary>Names of functions.</summary>
    Function,

    /// <summary>Names of locals, by function.</summary>
    Local,

    /// <summary>Names of labels, by function.</summary>
    Label,

    /// <summary>Names of types.</summary>
    Type,

    /// <summary>Names of tables.</summary>
    Table,

    /// <summary>Names of memories.</summary>
    Memory,

    /// <summary>Names of globals.</summary>
    Global,

    /// <summary>Names of element segments.</summary>
    Element,

    /// <summary>Names of data segments.</summary>
    Data,

    /// <summary>Names of structure fields, by type.</summary>
    Field,

    /// <summary>Names of tags.</summary>
    Tag,
}
