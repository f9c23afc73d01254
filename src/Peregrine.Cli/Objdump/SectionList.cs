using Peregrine.Binary;

namespace Peregrine.Cli.Objdump;

/// <summary>One section of a binary module.</summary>
/// <param name="Id">Section id.</param>
/// <param name="Name">Name of the section; for custom sections their own.</param>
/// <param name="Start">Offset in bytes of the content.</param>
/// <param name="Size">Size in bytes of the content.</param>
internal sealed record SectionRow(byte Id, string Name, int Start, int Size);

/// <summary>Lists the sections of a binary module that the decoder has accepted.</summary>
internal static class SectionList
{
    private const int HeaderBytes = 8;

    private static readonly string[] s_names =
        ["custom", "type", "import", "function", "table", "memory", "global", "export", "start", "element", "code", "data", "data count", "tag"];

    public static List<SectionRow> Read(ReadOnlySpan<byte> module)
    {
        var rows = new List<SectionRow>();
        var reader = new ByteReader(module, HeaderBytes, module.Length);
        while (!reader.IsAtEnd)
        {
            byte id = reader.ReadByte();
            int size = reader.ReadLength();
            int start = reader.Position;
            string name = id < s_names.Length ? s_names[id] : $"section {id}";
            if (id == 0)
            {
                var content = new ByteReader(module, start, start + size);
                name = $"custom \"{content.ReadName()}\"";
            }

            rows.Add(new SectionRow(id, name, start, size));
            reader.Position = start + size;
        }

        return rows;
    }
}
