using System.Text;

namespace Peregrine.Tests.Runtime;

/// <summary>Writes small modules in the binary format, section by section.</summary>
internal sealed class ModuleBytes
{
    private readonly List<byte> _bytes = [0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00];

    public static byte[] Name(string name) => [(byte)name.Length, .. Encoding.UTF8.GetBytes(name)];

    /// <summary>An import or export: names and description.</summary>
    public static byte[] Import(string module, string name, params byte[] description) => [.. Name(module), .. Name(name), .. description];

    public static byte[] Export(string name, byte kind, byte index) => [.. Name(name), kind, index];

    public ModuleBytes Section(byte id, params byte[][] items)
    {
        byte[] content = [.. Leb(items.Length), .. items.SelectMany(item => item)];
        return Raw(id, content);
    }

    public ModuleBytes Raw(byte id, params byte[] content)
    {
        _bytes.Add(id);
        _bytes.AddRange(Leb(content.Length));
        _bytes.AddRange(content);
        return this;
    }

    /// <summary>A code section of functions that do nothing but trap.</summary>
    public ModuleBytes Bodies(int count) => Section(10, [.. Enumerable.Repeat<byte[]>([3, 0, 0x00, 0x0B], count)]);

    public Module Load(Engine engine) => Module.FromBytes(engine, _bytes.ToArray());

    private static byte[] Leb(int value)
    {
        var bytes = new List<byte>();
        do
        {
            bytes.Add((byte)((value & 0x7F) | (value > 0x7F ? 0x80 : 0)));
            value >>= 7;
        }
        while (value != 0);
        return [.. bytes];
    }
}
