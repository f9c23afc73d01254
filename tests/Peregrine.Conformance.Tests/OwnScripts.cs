namespace Peregrine.Conformance.Tests;

/// <summary>Finds tests/scripts: scripts for what the suites leave out, and a case for each bug that was found.</summary>
internal static class OwnScripts
{
    /// <summary>Full paths of the scripts, in order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Directory.EnumerateFiles(Folder(), "*.wast").Order(StringComparer.Ordinal)];

    private static string Folder()
    {
        string folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "tests", "scripts")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("the tests do not run inside the repository");
        }

        return Path.Combine(folder, "tests", "scripts");
    }
}
