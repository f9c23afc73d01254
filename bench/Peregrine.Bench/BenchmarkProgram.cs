using System.Globalization;

namespace Peregrine.Bench;

/// <summary>One program in one size.</summary>
/// <param name="Name">The source file's name without its ending.</param>
/// <param name="Arguments">What it is run with.</param>
/// <param name="Expected">What it must print, or null when this size has no recorded checksum and the engines are compared with each other alone.</param>
/// <param name="Description">What it exercises.</param>
internal sealed record BenchmarkProgram(string Name, string[] Arguments, string? Expected, string Description)
{
    /// <summary>Start-up, measured on its own and taken off everything else.</summary>
    public static readonly BenchmarkProgram Hello = new("hello", [], "Hello, world!\n", "start-up");

    /// <summary>The built module.</summary>
    public string Module => Path.Combine(Repository.Artifacts, Name + ".wasm");

    /// <summary>The same source compiled for this machine.</summary>
    public string Native => Path.Combine(Repository.Artifacts, Name + (OperatingSystem.IsWindows() ? ".exe" : ".native"));

    /// <summary>The C source.</summary>
    public string Source => Path.Combine(Repository.Bench, "programs", Name + ".c");

    /// <summary>Reads the table of programs in the size asked for.</summary>
    /// <param name="quick">The small size instead of the full one.</param>
    /// <param name="scale">A factor on the iterations; anything but 1 leaves the recorded checksums behind.</param>
    public static List<BenchmarkProgram> ReadTable(bool quick, double scale)
    {
        var programs = new List<BenchmarkProgram>();
        foreach (var line in File.ReadLines(Path.Combine(Repository.Bench, "programs", "programs.tsv")).Skip(1))
        {
            var cells = line.Split('\t');
            var recorded = int.Parse(cells[quick ? 1 : 3], CultureInfo.InvariantCulture);
            var iterations = Math.Max(1, (int)Math.Round(recorded * scale)).ToString(CultureInfo.InvariantCulture);
            var expected = scale == 1 ? $"{cells[0]} {iterations} {cells[quick ? 2 : 4]}\n" : null;
            programs.Add(new BenchmarkProgram(cells[0], [iterations], expected, cells[5]));
        }

        return programs;
    }
}
