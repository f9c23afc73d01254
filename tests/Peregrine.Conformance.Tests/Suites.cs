using Xunit;

namespace Peregrine.Conformance.Tests;

/// <summary>Finds the conformance suites, which the repository does not carry.</summary>
/// <remarks>In the folder that the environment variable PEREGRINE_SUITES names, then in ../shared/suites seen from the repository's root,
/// then in tests/suites.</remarks>
public static class Suites
{
    private const string Variable = "PEREGRINE_SUITES";

    /// <summary>The folder with the suites, or null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Why tests of a suite are skipped, or null when it is there.</summary>
    public static string? MissingReason(string suite) => Folder is { } folder && Directory.Exists(Path.Combine(folder, suite))
        ? null
        : $"the suite {suite} is neither in ${Variable} nor in ../shared/suites nor in tests/suites";

    /// <summary>The files below a folder of the suites by name pattern, as paths relative to the suites' folder with slashes, in order.</summary>
    public static IEnumerable<string> Files(string suite, string pattern) => MissingReason(suite) is not null
        ? []
        : Directory.EnumerateFiles(FullPath(suite), pattern, SearchOption.AllDirectories)
            .Select(static file => Path.GetRelativePath(Folder!, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    /// <summary>The full path of a file or folder of the suites; <see cref="Folder"/> must be there.</summary>
    public static string FullPath(string relative) => Path.Combine(Folder!, relative);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Peregrine.slnx")))
            {
                string[] candidates = [Path.Combine(folder.FullName, "..", "shared", "suites"), Path.Combine(folder.FullName, "tests", "suites")];
                return Array.Find(candidates, Directory.Exists);
            }
        }

        return null;
    }
}

/// <summary>A fact about a suite, skipped where the suite is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SuiteFactAttribute : FactAttribute
{
    /// <param name="suite">The suite's folder.</param>
    public SuiteFactAttribute(string suite) => Skip = Suites.MissingReason(suite);
}

/// <summary>A theory about the files of a suite, skipped where the suite is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SuiteTheoryAttribute : TheoryAttribute
{
    /// <param name="suite">The suite's folder.</param>
    public SuiteTheoryAttribute(string suite) => Skip = Suites.MissingReason(suite);
}
