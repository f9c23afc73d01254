namespace Peregrine.Wasi.Tests.Suite;

/// <summary>Where the conformance suites lie.</summary>
internal static class Suites
{
    /// <summary>A suite's folder, or null if it is not there.</summary>
    public static string? Find(string name)
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Peregrine.slnx")))
        {
            root = Path.GetDirectoryName(root);
        }

        string?[] places =
        [
            Environment.GetEnvironmentVariable("PEREGRINE_SUITES"),
            root is null ? null : Path.Combine(root, "..", "shared", "suites"),
            root is null ? null : Path.Combine(root, "tests", "suites"),
        ];
        return places.Where(place => !string.IsNullOrEmpty(place)).Select(place => Path.Combine(place!, name)).FirstOrDefault(Directory.Exists);
    }
}

/// <summary>A test over the modules of a suite; reported as skipped where the suite is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SuiteTheoryAttribute : TheoryAttribute
{
    public SuiteTheoryAttribute(string suite)
    {
        if (Suites.Find(suite) is null)
        {
            Skip = $"the suite {suite} is not there; see CONTRIBUTING";
        }
    }
}
