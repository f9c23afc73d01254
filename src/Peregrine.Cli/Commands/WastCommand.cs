using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Peregrine.Cli.Diagnostics;
using Peregrine.Cli.Options;
using Peregrine.Text.Scripts;
using Command = System.CommandLine.Command;

namespace Peregrine.Cli.Commands;

/// <summary><c>peregrine wast</c>: runs conformance scripts.</summary>
internal static class WastCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Scripts, or folders whose .wast files are run.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Write JSON for programs." };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Also show what was skipped, and why." };
        var kinds = new Option<bool>("--ignore-messages") { Description = "Compare failures by their kind alone, as suites other than the specification's mean it." };
        var arguments = new EngineArguments();
        var command = new Command(
            "wast",
            "Runs conformance scripts with all supported proposals on, unless -W or the head of a script says otherwise; ends with 'N passed, N failed, N skipped' (assertions).\n\nExample: peregrine wast --engine interpreter testsuite/")
        {
            paths, json, verbose, kinds,
        };
        arguments.AddTo(command, runs: true);
        command.SetAction(parsed =>
        {
            var settings = arguments.Read(parsed, runs: true, WasmFeatures.All);
            var options = parsed.GetValue(kinds) ? WastOptions.Wasmtime : WastOptions.Specification;
            var report = new WastReport();
            foreach (string file in parsed.GetValue(paths)!.SelectMany(Scripts))
            {
                Progress.Show(file);
                byte[] text = File.ReadAllBytes(file);
                using var engine = ScriptEngine.Create(file, text, settings.Engine);
                var outcome = new WastRunner(engine, options).Run(text, file);
                Progress.Clear();
                report.Add(outcome);
                if (!parsed.GetValue(json))
                {
                    Write(outcome, parsed.GetValue(verbose));
                }
            }

            Console.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(report, WastJson.Default.WastReport)
                : $"{report.Passed} passed, {report.Failed} failed, {report.Skipped} skipped");
            return report.Failed == 0 ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    /// <summary>The script itself, or all scripts below a folder, in the order of their names.</summary>
    private static IEnumerable<string> Scripts(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.wast", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];

    private static void Write(ScriptOutcome outcome, bool verbose)
    {
        foreach (var failure in outcome.Failures)
        {
            Console.WriteLine(failure);
        }

        foreach (var skipped in verbose ? outcome.Skipped : [])
        {
            Console.WriteLine($"{skipped} (skipped)");
        }
    }
}

/// <summary>What running scripts gave, for programs.</summary>
internal sealed class WastReport
{
    private readonly List<ScriptFinding> _failures = [];
    private readonly List<ScriptFinding> _skippedFindings = [];

    public int Passed { get; private set; }

    public int Failed => _failures.Count;

    public int Skipped => _skippedFindings.Count;

    public IReadOnlyList<ScriptFinding> Failures => _failures;

    public IReadOnlyList<ScriptFinding> SkippedFindings => _skippedFindings;

    public void Add(ScriptOutcome outcome)
    {
        Passed += outcome.Passed;
        _failures.AddRange(outcome.Failures);
        _skippedFindings.AddRange(outcome.Skipped);
    }
}

/// <summary>JSON of the report, generated so that it stays trim-safe and starts fast.</summary>
[JsonSerializable(typeof(WastReport))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class WastJson : JsonSerializerContext;
