namespace Peregrine.Conformance.Tests;

/// <summary>The RUN line at the top of a script of wasm-tools: <c>;; RUN: wast --assert default % -f feature,-feature</c>.</summary>
internal static class RunLine
{
    /// <summary>What wasm-tools has on unless said otherwise.</summary>
    public const WasmFeatures Default = WasmFeatures.Wasm3 | WasmFeatures.Threads | WasmFeatures.WideArithmetic | WasmFeatures.CompactImports | WasmFeatures.BranchHinting;

    private static readonly Dictionary<string, WasmFeatures> s_presets = new(StringComparer.Ordinal)
    {
        ["mvp"] = WasmFeatures.Mvp | WasmFeatures.Floats | WasmFeatures.GcTypes,
        ["wasm1"] = WasmFeatures.Wasm1,
        ["wasm2"] = WasmFeatures.Wasm2,
        ["wasm3"] = WasmFeatures.Wasm3 | WasmFeatures.Threads,
        ["all"] = WasmFeatures.AllValidated,
    };

    /// <summary>The features that the RUN lines of a script ask for.</summary>
    /// <exception cref="FormatException">A feature is not known.</exception>
    public static WasmFeatures Features(string text)
    {
        var features = Default;
        bool goesOn = false;
        foreach (string line in text.Split('\n'))
        {
            string comment = line.Trim().TrimStart(';').Trim();
            if (!line.StartsWith(";;", StringComparison.Ordinal) || (!goesOn && !comment.StartsWith("RUN", StringComparison.Ordinal)))
            {
                break;
            }

            goesOn = comment.EndsWith('\\');
            features = Apply(features, comment.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        return features;
    }

    private static WasmFeatures Apply(WasmFeatures features, string[] words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            string? list = words[i] is "-f" or "--features" && i + 1 < words.Length ? words[i + 1]
                : words[i].StartsWith("-f=", StringComparison.Ordinal) ? words[i][3..]
                : words[i].StartsWith("--features=", StringComparison.Ordinal) ? words[i]["--features=".Length..]
                : null;
            foreach (string item in list?.Split(',') ?? [])
            {
                features = Apply(features, item);
            }
        }

        return features;
    }

    private static WasmFeatures Apply(WasmFeatures features, string item)
    {
        if (s_presets.TryGetValue(item, out var preset))
        {
            return preset;
        }

        bool isOff = item.StartsWith('-');
        string key = isOff ? item[1..] : item;

        // Features of the component model.
        if (key.StartsWith("cm", StringComparison.Ordinal))
        {
            return features;
        }

        int bit = Array.FindIndex(FeatureTable.Rows, row => row.Key == key);
        if (bit < 0)
        {
            throw new FormatException($"unknown feature {key}");
        }

        var feature = (WasmFeatures)(1u << bit);
        return isOff ? features & ~feature : features | feature;
    }
}
