using System.Globalization;

namespace Peregrine.Text.Scripts;

/// <summary>The lines <c>;;! key = value</c> at the start of a script, which say what it needs.</summary>
internal sealed class ScriptHeader
{
    private static readonly (string Key, WasmFeatures Features)[] s_keys =
    [
        ("threads", WasmFeatures.Threads),
        ("wide_arithmetic", WasmFeatures.WideArithmetic),
        ("custom_page_sizes", WasmFeatures.CustomPageSizes),
        ("legacy_exceptions", WasmFeatures.LegacyExceptions),
        ("exceptions", WasmFeatures.Exceptions),
        ("gc", WasmFeatures.Gc | WasmFeatures.FunctionReferences),
        ("gc_types", WasmFeatures.Gc | WasmFeatures.FunctionReferences),
        ("function_references", WasmFeatures.FunctionReferences),
        ("reference_types", WasmFeatures.ReferenceTypes),
        ("bulk_memory", WasmFeatures.BulkMemory),
        ("simd", WasmFeatures.Simd),
        ("relaxed_simd", WasmFeatures.RelaxedSimd),
        ("tail_call", WasmFeatures.TailCall),
        ("multi_memory", WasmFeatures.MultiMemory),
        ("memory64", WasmFeatures.Memory64),
        ("extended_const", WasmFeatures.ExtendedConst),
        ("branch_hinting", WasmFeatures.BranchHinting),
        ("stack_switching", WasmFeatures.StackSwitching),
    ];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads the header of a script.</summary>
    public static ScriptHeader Read(string text)
    {
        var header = new ScriptHeader();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (!trimmed.StartsWith(";;!"))
            {
                if (trimmed.IsEmpty || trimmed.StartsWith(";;"))
                {
                    continue;
                }

                break;
            }

            var pair = trimmed[3..];
            int equals = pair.IndexOf('=');
            if (equals > 0)
            {
                header._values[pair[..equals].Trim().ToString()] = pair[(equals + 1)..].Trim().ToString().ToLower(CultureInfo.InvariantCulture);
            }
        }

        return header;
    }

    /// <summary>Whether a key is set to true.</summary>
    public bool this[string key] => _values.GetValueOrDefault(key) == "true";

    /// <summary>Whether the script expects canonical NaNs: <see cref="EngineOptions.NanCanonicalization"/>.</summary>
    public bool NanCanonicalization => this["nan_canonicalization"];

    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>The features to run the script with, given those that are on without a header.</summary>
    public WasmFeatures Apply(WasmFeatures features)
    {
        foreach (var (key, named) in s_keys)
        {
            if (_values.TryGetValue(key, out string? value))
            {
                features = value == "true" ? features | named : features & ~named;
            }
        }

        return features;
    }
}
