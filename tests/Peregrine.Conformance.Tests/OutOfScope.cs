namespace Peregrine.Conformance.Tests;

/// <summary>The parts of the suites that test what Peregrine does not have yet: out-of-scope.tsv, a path prefix and a reason a line.</summary>
internal static class OutOfScope
{
    private static readonly string[] s_prefixes =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "out-of-scope.tsv"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Skip(1)
            .Select(line => line.Split('\t')[0]),
    ];

    /// <param name="script">Path relative to the suites' folder.</param>
    public static bool IsInScope(string script) => !s_prefixes.Any(prefix => script.StartsWith(prefix, StringComparison.Ordinal));
}
