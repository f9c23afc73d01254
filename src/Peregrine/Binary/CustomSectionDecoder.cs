using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Reads a custom section's name; what is in it concerns those who ask for it.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/binary/modules.html#custom-section"/></remarks>
internal static class CustomSectionDecoder
{
    public static void Read(ref ByteReader reader, ModuleSyntax module, byte after, int offset)
    {
        string name = reader.ReadName();
        module.CustomSections.Add(new CustomSectionSyntax(name, new ByteRange(reader.Position, reader.Remaining), after, offset));
    }
}
