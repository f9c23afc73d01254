using Peregrine.Cli.Diagnostics;

namespace Peregrine.Cli.Options;

/// <summary>Splits the groups <c>-W KEY[=VALUE][,…]</c> into pairs; a key alone means <c>KEY=y</c>.</summary>
internal static class KeyValueList
{
    public static IEnumerable<(string Key, string Value)> Split(IEnumerable<string> groups)
    {
        foreach (string group in groups)
        {
            foreach (string item in group.Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                int equals = item.IndexOf('=', StringComparison.Ordinal);
                yield return equals < 0 ? (item, "y") : (item[..equals], item[(equals + 1)..]);
            }
        }
    }

    public static bool Flag(string group, string key, string value) => value switch
    {
        "y" or "yes" or "true" or "1" or "on" => true,
        "n" or "no" or "false" or "0" or "off" => false,
        _ => throw Wrong(group, key, value, "y or n"),
    };

    /// <summary>A number, with an optional suffix k, m or g for powers of 1024.</summary>
    public static ulong Number(string group, string key, string value)
    {
        ulong factor = value.Length == 0 ? 1 : char.ToLowerInvariant(value[^1]) switch { 'k' => 1UL << 10, 'm' => 1UL << 20, 'g' => 1UL << 30, _ => 1 };
        string digits = factor == 1 ? value : value[..^1];
        return ulong.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out ulong number)
            && number <= ulong.MaxValue / factor
            ? number * factor
            : throw Wrong(group, key, value, "a number");
    }

    private static UsageException Wrong(string group, string key, string value, string expected) =>
        new($"-{group} {key}={value}: expected {expected}");
}
