using Peregrine.Cli.Diagnostics;

namespace Peregrine.Cli.Options;

/// <summary>The option groups, with wasmtime's letters and keys where they mean the same.</summary>
internal static class OptionGroups
{
    public static readonly OptionGroup Wasm = new("W", "WebAssembly features and limits", [.. Limits(), .. Features()]);

    public static readonly OptionGroup Optimize = new("O", "How code runs",
    [
        new("guard-pages", "=y|n", "Let inaccessible pages catch out-of-bounds accesses (default where the system can).",
            (s, v) => s.Engine.MemoryMode = KeyValueList.Flag("O", "guard-pages", v) ? MemoryMode.GuardPages : MemoryMode.Checked),
    ]);

    public static readonly OptionGroup System = new("S", "What the guest gets of the system",
    [
        new("cli", "=y|n", "WASI preview 1 (default y).", (s, v) => s.Wasi = KeyValueList.Flag("S", "cli", v)),
        new("inherit-env", "=y|n", "Pass on all environment variables (default n).", (s, v) => s.InheritEnvironment = KeyValueList.Flag("S", "inherit-env", v)),
        new("inherit-stdin", "=y|n", "Pass on standard input (default y).", (s, v) => s.InheritStandardInput = KeyValueList.Flag("S", "inherit-stdin", v)),
        new("inherit-stdout", "=y|n", "Pass on standard output (default y).", (s, v) => s.InheritStandardOutput = KeyValueList.Flag("S", "inherit-stdout", v)),
        new("inherit-stderr", "=y|n", "Pass on standard error (default y).", (s, v) => s.InheritStandardError = KeyValueList.Flag("S", "inherit-stderr", v)),
    ]);

    private static IEnumerable<OptionKey> Limits() =>
    [
        new("max-memory-size", "=BYTES", "Largest size of a linear memory; k, m and g are understood.", (s, v) => s.Limits.MaximumMemoryBytes = Number("max-memory-size", v)),
        new("max-table-elements", "=N", "Largest number of elements of a table.", (s, v) => s.Limits.MaximumTableElements = Number("max-table-elements", v)),
        new("max-instances", "=N", "Largest number of instances.", (s, v) => s.Limits.MaximumInstances = Small("max-instances", v)),
        new("max-tables", "=N", "Largest number of tables.", (s, v) => s.Limits.MaximumTables = Small("max-tables", v)),
        new("max-memories", "=N", "Largest number of memories.", (s, v) => s.Limits.MaximumMemories = Small("max-memories", v)),
        new("max-wasm-stack", "=BYTES", "Size of the guest's call stack.", (s, v) => s.Engine.MaximumStackBytes = Small("max-wasm-stack", v)),
        new("trap-on-grow-failure", "=y|n", "Trap where memory.grow or table.grow would return -1.", (s, v) => s.Limits.TrapOnGrowFailure = KeyValueList.Flag("W", "trap-on-grow-failure", v)),
        new("nan-canonicalization", "=y|n", "Every NaN that arithmetic makes is the canonical one (default n).", (s, v) => s.Engine.NanCanonicalization = KeyValueList.Flag("W", "nan-canonicalization", v)),
        new("relaxed-simd-deterministic", "=y|n", "Relaxed vector instructions give the same results on every processor (default n).", (s, v) => s.Engine.DeterministicRelaxedSimd = KeyValueList.Flag("W", "relaxed-simd-deterministic", v)),
        new("unknown-imports-trap", "=y|n", "Functions that nobody provides trap when called.", (s, v) => s.UnknownImportsTrap = KeyValueList.Flag("W", "unknown-imports-trap", v)),
        new("unknown-imports-default", "=y|n", "Functions that nobody provides return zeros and nulls.", (s, v) => s.UnknownImportsDefault = KeyValueList.Flag("W", "unknown-imports-default", v)),
    ];

    private static IEnumerable<OptionKey> Features()
    {
        yield return new("wasm1", "", "Exactly WebAssembly 1.0.", (s, _) => s.Engine.Features = WasmFeatures.Wasm1);
        yield return new("wasm2", "", "Exactly WebAssembly 2.0.", (s, _) => s.Engine.Features = WasmFeatures.Wasm2);
        yield return new("wasm3", "", "Exactly WebAssembly 3.0.", (s, _) => s.Engine.Features = WasmFeatures.Wasm3);
        yield return new("all-proposals", "=y|n", "Everything that is supported.", (s, v) => s.Engine.Features = KeyValueList.Flag("W", "all-proposals", v) ? WasmFeatures.All : WasmFeatures.Default);
        for (int bit = 0; bit < FeatureTable.Rows.Length; bit++)
        {
            var flag = (WasmFeatures)(1u << bit);
            var (key, _, summary) = FeatureTable.Rows[bit];
            if ((WasmFeatures.AllValidated & flag) != 0)
            {
                string state = (WasmFeatures.Default & flag) != 0 ? "on" : (WasmFeatures.All & flag) != 0 ? "off" : "off; validated only";
                yield return new(key, "=y|n", $"{summary} (default {state}).", (s, v) => s.Engine.Features = KeyValueList.Flag("W", key, v) ? s.Engine.Features | flag : s.Engine.Features & ~flag);
            }
        }
    }

    private static ulong Number(string key, string value) => KeyValueList.Number("W", key, value);

    private static int Small(string key, string value) => Number(key, value) is var number && number <= int.MaxValue
        ? (int)number
        : throw new UsageException($"-W {key}={value}: at most {int.MaxValue}");
}
