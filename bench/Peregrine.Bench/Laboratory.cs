namespace Peregrine.Bench;

/// <summary>Runs every program on every engine, interleaved, and checks what they print.</summary>
internal sealed class Laboratory(IReadOnlyList<Engine> engines, IReadOnlyList<BenchmarkProgram> programs, TimeSpan limit)
{
    /// <summary>Start-ups a round: they are short, and everything else is corrected by them.</summary>
    private const int HellosPerRound = 3;

    /// <summary>What each program printed first, where the table has no checksum for its size.</summary>
    private readonly Dictionary<BenchmarkProgram, string> _firstOutput = [];

    /// <summary>Start-up, an entry for each engine.</summary>
    public List<Measurement> Hellos { get; } = [.. engines.Select(engine => new Measurement(engine, BenchmarkProgram.Hello))];

    /// <summary>The programs' measurements, engine by engine within each program.</summary>
    public List<Measurement> Measurements { get; } =
        [.. programs.SelectMany(_ => engines.Where(engine => !engine.HelloOnly), (program, engine) => new Measurement(engine, program))];

    /// <summary>Every wrong output, exit code or time-out.</summary>
    public IEnumerable<Measurement> Failures => Hellos.Concat(Measurements).Where(measurement => measurement.Failure is not null);

    /// <summary>Runs the rounds. Each begins with another engine, so that none always follows the same neighbour.</summary>
    public void Run(int rounds, Action<string> progress)
    {
        foreach (var hello in Hellos)
        {
            RunOnce(hello, discard: true); // brings files into the page cache
        }

        for (var round = 0; round < rounds; round++)
        {
            progress($"round {round + 1} of {rounds}");
            for (var i = 0; i < HellosPerRound; i++)
            {
                RunRotated(Hellos, round + i);
            }

            foreach (var program in programs)
            {
                RunRotated([.. Measurements.Where(measurement => measurement.Program == program)], round);
            }
        }
    }

    private void RunRotated(List<Measurement> measurements, int first)
    {
        for (var i = 0; i < measurements.Count; i++)
        {
            RunOnce(measurements[(first + i) % measurements.Count], discard: false);
        }
    }

    private void RunOnce(Measurement measurement, bool discard)
    {
        if (measurement.Failure is not null)
        {
            return;
        }

        var run = ProcessRunner.Run(measurement.Engine.Command(measurement.Program), limit);
        measurement.Failure = Check(measurement.Program, run);
        if (!discard && measurement.Failure is null)
        {
            measurement.Add(run);
        }
    }

    private string? Check(BenchmarkProgram program, in ProcessRun run)
    {
        if (run.ExitCode != 0)
        {
            var reason = run.ExitCode == -1 ? $"killed after {limit.TotalSeconds:0} s" : $"exit code {run.ExitCode}";
            return $"{reason} {run.Error.Trim()}".Trim();
        }

        var expected = program.Expected;
        if (expected is null && !_firstOutput.TryGetValue(program, out expected))
        {
            _firstOutput[program] = expected = run.Output;
        }

        return run.Output == expected ? null : $"printed “{run.Output.Trim()}” instead of “{expected.Trim()}”";
    }
}
