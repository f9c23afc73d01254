using System.Globalization;

namespace Peregrine.Conformance.Tests;

/// <summary>The failures that expected-failures.tsv lists: path below the suites, line or *, reason.</summary>
internal static class ExpectedFailures
{
    private static readonly (string Path, int? Line, string Reason)[] s_rows = Read();

    /// <summary>All lines of the table.</summary>
    public static IReadOnlyList<(string Path, int? Line, string Reason)> Rows => s_rows;

    /// <summary>The reason why a command may fail, or null.</summary>
    public static string? Reason(string path, int line) =>
        Array.Find(s_rows, row => row.Path == path && (row.Line is null || row.Line == line)).Reason;

    /// <summary>Compares the failures of a file with the table: what is not listed, and what is listed but does not fail.</summary>
    public static List<string> Surprises(string path, IReadOnlyList<(int Line, string Message)> failures)
    {
        var surprises = new List<string>();
        foreach (var (line, message) in failures)
        {
            if (Reason(path, line) is null)
            {
                surprises.Add($"{path}:{line}: {message}");
            }
        }

        foreach (var (listed, line, reason) in s_rows)
        {
            if (listed == path && !failures.Any(failure => line is null || failure.Line == line))
            {
                surprises.Add($"{path}:{line?.ToString(CultureInfo.InvariantCulture) ?? "*"}: listed as an expected failure ({reason}), but does not fail");
            }
        }

        return surprises;
    }

    private static (string Path, int? Line, string Reason)[] Read()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "expected-failures.tsv");
        return
        [
            .. File.ReadLines(file)
                .Where(static line => line.Length > 0 && line[0] != '#')
                .Skip(1)
                .Select(static line => line.Split('\t'))
                .Select(static cells => (cells[0], cells[1] == "*" ? (int?)null : int.Parse(cells[1], CultureInfo.InvariantCulture), cells[2])),
        ];
    }
}
