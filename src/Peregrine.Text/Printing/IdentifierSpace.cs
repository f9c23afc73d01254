using System.Text;

namespace Peregrine.Text.Printing;

/// <summary>Identifiers of one index space: its names, made unique.</summary>
internal sealed class IdentifierSpace
{
    // An identifier is written wherever it is used, so a long name would multiply the size of the text.
    private const int MaximumLength = 512;

    private readonly Dictionary<uint, string> _identifiers = [];

    // Names that the identifier cannot carry: empty ones, long ones and those that occurred before.
    private readonly Dictionary<uint, string> _annotations = [];

    /// <param name="kind">Stands in identifiers for names that occur more than once.</param>
    /// <param name="names">The names.</param>
    public IdentifierSpace(string kind, IEnumerable<KeyValuePair<uint, string>> names)
    {
        var used = new HashSet<string>();
        foreach (var (index, name) in names.OrderBy(static pair => pair.Key))
        {
            if (name.Length is > 0 and <= MaximumLength && used.Add(name))
            {
                _identifiers.Add(index, StringText.Identifier(name));
            }
            else
            {
                _annotations.Add(index, name);
            }
        }

        foreach (var (index, name) in _annotations)
        {
            string unique = name.Length is 0 or > MaximumLength ? $"#{kind}{index}" : $"#{kind}{index} {name}";
            while (!used.Add(unique))
            {
                unique += "_";
            }

            _identifiers.Add(index, StringText.Identifier(unique));
        }
    }

    public static IdentifierSpace Empty { get; } = new("", []);

    /// <summary>Appends what refers to an index: its identifier, or the index.</summary>
    public void AppendReference(StringBuilder text, uint index)
    {
        if (_identifiers.TryGetValue(index, out string? identifier))
        {
            text.Append(identifier);
        }
        else
        {
            text.AppendNumber(index);
        }
    }

    public bool Has(uint index) => _identifiers.ContainsKey(index);

    /// <summary>Appends what stands behind the keyword of a definition, with a space in front: identifier, index in a comment, name annotation.</summary>
    public void AppendDefinition(StringBuilder text, uint index, bool showIndex = true)
    {
        if (_identifiers.TryGetValue(index, out string? identifier))
        {
            text.Append(' ').Append(identifier);
        }

        if (showIndex)
        {
            text.Append(" (;").AppendNumber(index).Append(";)");
        }

        if (_annotations.TryGetValue(index, out string? name))
        {
            text.Append(" (@name ");
            StringText.AppendName(text, name);
            text.Append(')');
        }
    }
}
