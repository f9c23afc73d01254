namespace Peregrine.Text.Tests;

/// <summary>Finds the conformance suites.</summary>
internal static class Suites
{
    /// <summary>The folder with the suites, or null where there is none.</summary>
    public static string? Folder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("PEREGRINE_SUITES") is { Length: > 0 } named)
            {
                return named;
            }

            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (!File.Exists(Path.Combine(folder.FullName, "Peregrine.slnx")))
                {
                    continue;
                }

                foreach (string candidate in (string[])["../shared/suites", "tests/suites"])
                {
                    string path = Path.Combine(folder.FullName, candidate);
                    if (Directory.Exists(path))
                    {
                        return path;
                    }
                }
            }

            return null;
        }
    }

    /// <summary>The scripts below a folder of the suites, apart from those of components.</summary>
    public static IEnumerable<string> Scripts(string suite)
    {
        if (Folder is not { } folder || !Directory.Exists(Path.Combine(folder, suite)))
        {
            return [];
        }

        return Directory.EnumerateFiles(Path.Combine(folder, suite), "*.wast", SearchOption.AllDirectories)
            .Where(static file => !file.Contains("component-model", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }
}
