namespace Peregrine.Bench;

/// <summary>Where things lie in the repository, and how programs outside it are found.</summary>
internal static class Repository
{
    /// <summary>The root: the nearest folder above the laboratory (or the current one) that holds the solution.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory) ?? Find(Environment.CurrentDirectory)
        ?? throw new LaboratoryException("Peregrine.slnx is not above this program or the current folder");

    /// <summary>The benchmark folder.</summary>
    public static string Bench => Path.Combine(Root, "bench");

    /// <summary>Where built programs and results go; git does not see it.</summary>
    public static string Artifacts => Path.Combine(Root, "artifacts", "bench");

    /// <summary>The command line to measure: the one that PEREGRINE_CLI names, or the repository's own release build.</summary>
    public static string CommandLine => Environment.GetEnvironmentVariable("PEREGRINE_CLI") is { Length: > 0 } given
        ? given
        : Path.Combine(Root, "src", "Peregrine.Cli", "bin", "Release", "net10.0", "Peregrine.Cli.dll");

    /// <summary>The .NET program that prints hello world and knows no WebAssembly.</summary>
    public static string PlainHello => Path.Combine(Bench, "PlainHello", "bin", "Release", "net10.0", "PlainHello.dll");

    /// <summary>The executable that a variable names or PATH holds, or null.</summary>
    public static string? FindExecutable(string variable, params ReadOnlySpan<string> names)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given)
        {
            return File.Exists(given) ? Path.GetFullPath(given) : throw new LaboratoryException($"{variable} names {given}, which does not exist");
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
            foreach (var folder in folders)
            {
                var candidate = Path.Combine(folder, file);
                if (File.Exists(candidate))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    private static string? Find(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "Peregrine.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
