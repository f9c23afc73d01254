using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Custom sections that tools write about themselves and what they used.</summary>
/// <remarks><see href="https://github.com/WebAssembly/tool-conventions"/></remarks>
internal static class ToolingSections
{
    public const string Producers = "producers";
    public const string TargetFeatures = "target_features";

    /// <summary>Whether the section carries DWARF; its content stays a range.</summary>
    public static bool IsDwarf(CustomSectionSyntax section) => section.Name.StartsWith(".debug_", StringComparison.Ordinal);

    /// <summary>Languages, tools and kits with their versions, in the order of the section; broken input reads as far as it goes.</summary>
    public static List<(string Field, string Name, string Version)> ReadProducers(ReadOnlySpan<byte> module, ByteRange content)
    {
        var producers = new List<(string, string, string)>();
        var reader = new ByteReader(module, content.Start, content.End);
        try
        {
            for (int fields = reader.ReadCount(); fields > 0; fields--)
            {
                string field = reader.ReadName();
                for (int values = reader.ReadCount(); values > 0; values--)
                {
                    string name = reader.ReadName();
                    producers.Add((field, name, reader.ReadName()));
                }
            }
        }
        catch (MalformedModuleException)
        {
            // What tools say about themselves is never worth refusing a module.
        }

        return producers;
    }

    /// <summary>Features with their prefix: '+' used, '-' disallowed, '=' required; broken input reads as far as it goes.</summary>
    public static List<(char Prefix, string Feature)> ReadTargetFeatures(ReadOnlySpan<byte> module, ByteRange content)
    {
        var features = new List<(char, string)>();
        var reader = new ByteReader(module, content.Start, content.End);
        try
        {
            for (int count = reader.ReadCount(); count > 0; count--)
            {
                char prefix = (char)reader.ReadByte();
                features.Add((prefix, reader.ReadName()));
            }
        }
        catch (MalformedModuleException)
        {
            // As above.
        }

        return features;
    }
}
