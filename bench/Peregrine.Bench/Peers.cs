namespace Peregrine.Bench;

/// <summary>Another way to run a program, measured beside Peregrine when it is installed.</summary>
/// <param name="Name">Its name on the command line and in the tables.</param>
/// <param name="Variable">The environment variable that gives its executable; it goes before PATH.</param>
/// <param name="Executables">The names to look for on PATH, the best first; empty when the program itself is executed.</param>
/// <param name="Template">The command's arguments: <c>{module}</c>, <c>{native}</c>, <c>{bench}</c> (this folder) and <c>{arguments}</c> are replaced.</param>
/// <param name="VersionArguments">The arguments that make it print its version, for the report's heading.</param>
/// <param name="Description">What it is.</param>
internal sealed record Peer(string Name, string Variable, string[] Executables, string[] Template, string[] VersionArguments, string Description);

/// <summary>The table of peers: to add one, add a row.</summary>
internal static class Peers
{
    /// <summary>Every peer the laboratory knows.</summary>
    public static readonly Peer[] All =
    [
        new("wasm3", "PEREGRINE_WASM3", ["wasm3"],
            ["{module}", "{arguments}"], ["--version"],
            "interpreter in C: register code, dispatch by tail calls"),
        new("node", "PEREGRINE_NODE", ["node"],
            ["--no-warnings", "{bench}/wasi.mjs", "{module}", "{arguments}"], ["--version"],
            "V8 in its default tiers: baseline first, hot functions optimized"),
        new("node-turbofan", "PEREGRINE_NODE", ["node"],
            ["--no-warnings", "--no-liftoff", "--no-wasm-lazy-compilation", "{bench}/wasi.mjs", "{module}", "{arguments}"], ["--version"],
            "V8 with the optimizing compiler forced"),
        new("native", "PEREGRINE_NATIVE", [],
            ["{native}", "{arguments}"], [],
            "the same C compiled for this machine, -O2"),
    ];
}
