using Peregrine.Cli.Diagnostics;

namespace Peregrine.Cli.Options;

/// <summary>One key of an option group such as <c>-W</c>.</summary>
/// <param name="Name">The key.</param>
/// <param name="Value">What the value looks like, for help.</param>
/// <param name="Summary">One line for help.</param>
/// <param name="Apply">Stores the value.</param>
internal sealed record OptionKey(string Name, string Value, string Summary, Action<RunSettings, string> Apply);

/// <summary>A group of keys behind one letter.</summary>
/// <param name="Letter">The option's letter.</param>
/// <param name="Title">One line for help.</param>
/// <param name="Keys">All keys, as help shows them.</param>
internal sealed record OptionGroup(string Letter, string Title, IReadOnlyList<OptionKey> Keys)
{
    /// <summary>Applies everything the user gave; <c>help</c> lists the keys and ends the command.</summary>
    /// <exception cref="UsageException">A key is unknown or a value does not fit.</exception>
    /// <exception cref="HelpShownException">Help was asked for and is printed.</exception>
    public void Apply(RunSettings settings, IEnumerable<string> groups)
    {
        foreach (var (key, value) in KeyValueList.Split(groups))
        {
            if (key == "help")
            {
                WriteHelp();
                throw new HelpShownException();
            }

            var found = Keys.FirstOrDefault(k => k.Name == key)
                ?? throw new UsageException($"-{Letter} has no key '{key}'{Suggestion(key)}; '-{Letter} help' lists them");
            found.Apply(settings, value);
        }
    }

    private void WriteHelp()
    {
        Console.WriteLine(Title);
        foreach (var key in Keys)
        {
            Console.WriteLine($"  -{Letter} {key.Name + key.Value,-36} {key.Summary}");
        }
    }

    private string Suggestion(string key)
    {
        var near = Keys.FirstOrDefault(k => k.Name.Contains(key, StringComparison.Ordinal) || key.Contains(k.Name, StringComparison.Ordinal));
        return near is null ? "" : $" (did you mean '{near.Name}'?)";
    }
}

/// <summary>Help was asked for inside an option group; the command ends successfully.</summary>
internal sealed class HelpShownException : Exception;
