using System.Globalization;
using Peregrine;
using Peregrine.Superinstructions;

// Usage: Peregrine.Superinstructions REPOSITORY_ROOT
// Runs the benchmark programs (quick size; bench/README.md says how to build them) one interpreted instruction at a time, counts which
// sequences of operations follow one another, and writes the most rewarding ones to defs/superinstructions.tsv. Run the generator afterwards.
string root = args.Length > 0 ? args[0] : Directory.GetCurrentDirectory();
var selection = new SequenceSelection();
foreach (string line in File.ReadLines(Path.Combine(root, "bench", "programs", "programs.tsv")).Skip(1))
{
    string[] cells = line.Split('\t');
    string module = Path.Combine(root, "artifacts", "bench", cells[0] + ".wasm");
    var counter = new SequenceCounter();
    using (var engine = new Engine())
    using (var store = new Store(engine))
    {
        var linker = new Linker(engine);
        using var wasi = linker.DefineWasi(new WasiConfiguration().WithArgs(cells[0], cells[1]).WithStandardOutput(Stream.Null));
        var instance = linker.Instantiate(store, Module.FromFile(engine, module));
        try
        {
            instance.GetFunction("_start")!.Invoke();
        }
        catch (ExitException)
        {
        }
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cells[0]}: {counter.Total} instructions"));
    selection.Add(counter);
    counter.Stop();
}

var sequences = selection.Choose(out double saved);
File.WriteAllLines(
    Path.Combine(root, "defs", "superinstructions.tsv"),
    [
        "operations",
        "# Sequences of the interpreter's operations that get a handler of their own: the most frequent ones of the benchmark programs, found by",
        "# tools/Peregrine.Superinstructions. What follows a Branch is at its target.",
        .. sequences.Select(s => string.Join(' ', s)).Order(StringComparer.Ordinal),
    ]);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sequences.Count} sequences, which save {saved:P0} of all dispatches"));
return 0;
