namespace Peregrine.Binary;

// Writing the section; what it holds stands in NameSection.cs.
internal sealed partial class NameSection
{
    /// <summary>Writes the subsections that hold names, sorted by index as the format asks.</summary>
    public void Write(ByteWriter target)
    {
        var writer = new ByteWriter();
        if (Module is not null)
        {
            writer.WriteName(Module);
            Flush(NameSubsection.Module, writer, target);
        }

        WriteMap(NameSubsection.Function, Functions, writer, target);
        WriteIndirectMap(NameSubsection.Local, Locals, writer, target);
        WriteIndirectMap(NameSubsection.Label, Labels, writer, target);
        WriteMap(NameSubsection.Type, Types, writer, target);
        WriteMap(NameSubsection.Table, Tables, writer, target);
        WriteMap(NameSubsection.Memory, Memories, writer, target);
        WriteMap(NameSubsection.Global, Globals, writer, target);
        WriteMap(NameSubsection.Element, ElementSegments, writer, target);
        WriteMap(NameSubsection.Data, DataSegments, writer, target);
        WriteIndirectMap(NameSubsection.Field, Fields, writer, target);
        WriteMap(NameSubsection.Tag, Tags, writer, target);
    }

    private static void WriteMap(NameSubsection id, Dictionary<uint, string> map, ByteWriter writer, ByteWriter target)
    {
        if (map.Count == 0)
        {
            return;
        }

        uint[] indices = [.. map.Keys];
        Array.Sort(indices);
        writer.WriteU32((uint)indices.Length);
        foreach (uint index in indices)
        {
            writer.WriteU32(index);
            writer.WriteName(map[index]);
        }

        Flush(id, writer, target);
    }

    private static void WriteIndirectMap(NameSubsection id, Dictionary<(uint Outer, uint Inner), string> map, ByteWriter writer, ByteWriter target)
    {
        if (map.Count == 0)
        {
            return;
        }

        (uint Outer, uint Inner)[] indices = [.. map.Keys];
        Array.Sort(indices);
        int groups = 1;
        for (int i = 1; i < indices.Length; i++)
        {
            groups += indices[i].Outer != indices[i - 1].Outer ? 1 : 0;
        }

        writer.WriteU32((uint)groups);
        for (int i = 0; i < indices.Length;)
        {
            uint outer = indices[i].Outer;
            int end = i;
            while (end < indices.Length && indices[end].Outer == outer)
            {
                end++;
            }

            writer.WriteU32(outer);
            writer.WriteU32((uint)(end - i));
            for (; i < end; i++)
            {
                writer.WriteU32(indices[i].Inner);
                writer.WriteName(map[indices[i]]);
            }
        }

        Flush(id, writer, target);
    }

    private static void Flush(NameSubsection id, ByteWriter writer, ByteWriter target)
    {
        target.WriteByte((byte)id);
        target.WriteSized(writer.Written);
        writer.Clear();
    }
}
