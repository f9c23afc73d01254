using System.Globalization;
using System.Text;

namespace Peregrine.Bench;

/// <summary>Writes the tables that people read.</summary>
internal sealed class MarkdownReport(Laboratory laboratory, IReadOnlyList<Engine> engines, Engine? baseline, string heading)
{
    private readonly StringBuilder _text = new();
    private readonly Engine[] _runners = [.. engines.Where(engine => !engine.HelloOnly)];

    /// <summary>The whole report.</summary>
    public override string ToString()
    {
        _text.Clear();
        Line("# Benchmark").Line("").Line(heading).Line("");
        foreach (var engine in engines)
        {
            Line($"* **{engine.Name}**: {engine.Description}");
        }

        StartUp();
        Programs();
        if (baseline is not null)
        {
            Ratios($"CPU time against {baseline.Name}, whole process", netOfStartUp: false);
            Ratios($"CPU time against {baseline.Name}, each engine's own start-up taken off", netOfStartUp: true);
        }

        Failures();
        return _text.ToString();
    }

    /// <summary>An engine's ratio to the baseline on one program, NaN when either has none.</summary>
    public static double Ratio(Laboratory laboratory, Engine engine, Engine baseline, BenchmarkProgram program, bool netOfStartUp)
    {
        var mine = laboratory.Measurements.First(m => m.Engine == engine && m.Program == program);
        var other = laboratory.Measurements.First(m => m.Engine == baseline && m.Program == program);
        return mine.Failure is not null || other.Failure is not null
            ? double.NaN
            : Statistics.PairedRatio(mine.Cpu, netOfStartUp ? StartUpOf(laboratory, engine) : 0, other.Cpu, netOfStartUp ? StartUpOf(laboratory, baseline) : 0);
    }

    private static double StartUpOf(Laboratory laboratory, Engine engine) => laboratory.Hellos.First(m => m.Engine == engine).CpuSeconds;

    private void StartUp()
    {
        var plain = laboratory.Hellos.FirstOrDefault(m => m.Engine.HelloOnly);
        Line("").Line("## Start-up: hello world").Line("");
        Line("| | CPU ms | wall ms | peak MiB | CPU against plain .NET |").Line("| --- | ---: | ---: | ---: | ---: |");
        foreach (var hello in laboratory.Hellos)
        {
            var ratio = plain is null ? double.NaN : hello.CpuSeconds / plain.CpuSeconds;
            Line($"| {hello.Engine.Name} | {Number(hello.CpuSeconds * 1e3, "0.0")} | {Number(hello.WallSeconds * 1e3, "0.0")} | {Number(hello.Peak, "0.0")} | {Number(ratio, "0.00")} |");
        }
    }

    private void Programs()
    {
        Line("").Line("## Programs: medians").Line("");
        Line("| program | engine | CPU s | CPU s without start-up | wall s | peak MiB |").Line("| --- | --- | ---: | ---: | ---: | ---: |");
        foreach (var m in laboratory.Measurements)
        {
            var net = m.CpuSeconds - StartUpOf(laboratory, m.Engine);
            Line($"| {m.Program.Name} | {m.Engine.Name} | {Number(m.CpuSeconds, "0.000")} | {Number(net, "0.000")} | {Number(m.WallSeconds, "0.000")} | {Number(m.Peak, "0.0")} |");
        }
    }

    private void Ratios(string title, bool netOfStartUp)
    {
        Line("").Line($"## {title}").Line("");
        Line($"| program | {string.Join(" | ", _runners.Select(engine => engine.Name))} |");
        Line($"| --- |{string.Concat(_runners.Select(_ => " ---: |"))}");
        var columns = _runners.ToDictionary(engine => engine, _ => new List<double>());
        foreach (var program in laboratory.Measurements.Select(m => m.Program).Distinct())
        {
            _text.Append(CultureInfo.InvariantCulture, $"| {program.Name} |");
            foreach (var engine in _runners)
            {
                var ratio = Ratio(laboratory, engine, baseline!, program, netOfStartUp);
                _text.Append(CultureInfo.InvariantCulture, $" {Number(ratio, "0.00")} |");
                if (!double.IsNaN(ratio))
                {
                    columns[engine].Add(ratio);
                }
            }

            Line("");
        }

        Line($"| **geometric mean** |{string.Concat(_runners.Select(engine => $" **{Number(Statistics.GeometricMean(columns[engine]), "0.00")}** |"))}");
    }

    private void Failures()
    {
        if (!laboratory.Failures.Any())
        {
            return;
        }

        Line("").Line("## Failures").Line("");
        foreach (var failure in laboratory.Failures)
        {
            Line($"* {failure.Program.Name} on {failure.Engine.Name}: {failure.Failure!.ReplaceLineEndings(" ")}");
        }
    }

    private static string Number(double value, string format) => double.IsNaN(value) ? "–" : value.ToString(format, CultureInfo.InvariantCulture);

    private MarkdownReport Line(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }
}
