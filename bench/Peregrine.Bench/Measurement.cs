namespace Peregrine.Bench;

/// <summary>Everything measured of one program on one engine, a sample a round.</summary>
internal sealed class Measurement(Engine engine, BenchmarkProgram program)
{
    public Engine Engine => engine;

    public BenchmarkProgram Program => program;

    public List<double> Cpu { get; } = [];

    public List<double> Wall { get; } = [];

    public List<double> PeakMebibytes { get; } = [];

    /// <summary>Why this pair has no valid figure, or null.</summary>
    public string? Failure { get; set; }

    /// <summary>Median CPU seconds of the whole process.</summary>
    public double CpuSeconds => Statistics.Median(Cpu);

    /// <summary>Median wall seconds of the whole process.</summary>
    public double WallSeconds => Statistics.Median(Wall);

    /// <summary>Median peak resident memory, NaN where it cannot be had.</summary>
    public double Peak => Statistics.Median(PeakMebibytes);

    /// <summary>Adds one run.</summary>
    public void Add(in ProcessRun run)
    {
        Cpu.Add(run.Cpu);
        Wall.Add(run.Wall);
        if (run.PeakMebibytes is { } peak)
        {
            PeakMebibytes.Add(peak);
        }
    }
}
