using System.CommandLine;

namespace Peregrine.Bench;

/// <summary>The laboratory's command line.</summary>
internal static class Program
{
    private static readonly Option<string[]> _engines = new("--engine")
    {
        Description = "Peregrine engine to measure, options for 'peregrine run' after its name; repeatable; 'none' measures peers alone",
        DefaultValueFactory = _ => ["interpreter"],
    };

    private static readonly Option<string> _peers = new("--peers")
    {
        Description = $"Peers, separated by commas, out of {string.Join(", ", Peers.All.Select(peer => peer.Name))}; or 'none'",
        DefaultValueFactory = _ => "wasm3",
    };

    private static readonly Option<string?> _baseline = new("--baseline") { Description = "What ratios are taken to (default: the first peer)" };
    private static readonly Option<string?> _programs = new("--programs") { Description = "Programs to run, separated by commas (default: all)" };
    private static readonly Option<int> _rounds = new("--rounds") { Description = "Samples of each pair", DefaultValueFactory = _ => 5 };
    private static readonly Option<bool> _quick = new("--quick") { Description = "Small sizes: checks outputs in seconds, times mean little" };
    private static readonly Option<double> _scale = new("--scale") { Description = "Factor on the iterations, for much faster engines", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> _limit = new("--limit") { Description = "Seconds after which a process is killed", DefaultValueFactory = _ => 120 };
    private static readonly Option<string> _output = new("--output") { Description = "Folder for results.md and results.json", DefaultValueFactory = _ => Repository.Artifacts };

    private static int Main(string[] arguments)
    {
        var root = new RootCommand("Measures Peregrine's engines and their peers side by side on the programs of this folder.")
        {
            _engines, _peers, _baseline, _programs, _rounds, _quick, _scale, _limit, _output,
        };
        root.SetAction(Measure);
        try
        {
            return root.Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (LaboratoryException exception)
        {
            Console.Error.WriteLine("error: " + exception.Message);
            return 2;
        }
    }

    private static int Measure(ParseResult options)
    {
        var quick = options.GetValue(_quick);
        var scale = options.GetValue(_scale);
        var rounds = options.GetValue(_rounds);
        var programs = ChoosePrograms(options.GetValue(_programs), quick, scale);
        var engines = ChooseEngines(options.GetValue(_engines)!, options.GetValue(_peers)!);
        var baseline = ChooseBaseline(options.GetValue(_baseline), engines);
        ProgramBuilder.Build([BenchmarkProgram.Hello, .. programs], native: engines.Any(engine => engine.Name == "native"));

        if (!ProcessRunner.MeasuresMemory)
        {
            Console.Error.WriteLine("note: peak memory needs Linux and /usr/bin/time (GNU time)");
        }

        var laboratory = new Laboratory(engines, programs, TimeSpan.FromSeconds(options.GetValue(_limit)));
        laboratory.Run(rounds, Console.Error.WriteLine);

        var heading = Machine.Describe(rounds, quick, scale);
        var markdown = new MarkdownReport(laboratory, engines, baseline, heading).ToString();
        var output = Directory.CreateDirectory(options.GetValue(_output)!).FullName;
        File.WriteAllText(Path.Combine(output, "results.md"), markdown);
        JsonReport.Write(Path.Combine(output, "results.json"), laboratory, engines, baseline, heading);
        Console.Write(markdown);
        Console.Error.WriteLine($"written to {output}");
        return laboratory.Failures.Any() ? 1 : 0;
    }

    private static List<BenchmarkProgram> ChoosePrograms(string? names, bool quick, double scale)
    {
        var all = BenchmarkProgram.ReadTable(quick, scale);
        return names is null
            ? all
            : [.. Split(names).Select(name => all.Find(program => program.Name == name) ?? throw new LaboratoryException($"no program {name} in programs.tsv"))];
    }

    private static List<Engine> ChooseEngines(string[] peregrine, string peers)
    {
        var engines = new List<Engine> { Engine.PlainHello() };
        engines.AddRange(peregrine.Where(name => name != "none").Select(Engine.Peregrine));
        foreach (var name in Split(peers).Where(name => name != "none"))
        {
            var peer = Array.Find(Peers.All, peer => peer.Name == name) ?? throw new LaboratoryException($"no peer {name} in Peers.cs");
            if (Engine.TryPeer(peer) is { } engine)
            {
                engines.Add(engine);
            }
            else
            {
                Console.Error.WriteLine($"note: {name} is not installed (set {peer.Variable}, or put it on PATH); left out");
            }
        }

        return engines;
    }

    private static Engine? ChooseBaseline(string? name, List<Engine> engines)
    {
        var known = Array.ConvertAll(Peers.All, peer => peer.Name);
        return name is null
            ? engines.Find(engine => known.Contains(engine.Name))
            : engines.Find(engine => engine.Name == name && !engine.HelloOnly) ?? throw new LaboratoryException($"the baseline {name} is not among the engines measured");
    }

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
