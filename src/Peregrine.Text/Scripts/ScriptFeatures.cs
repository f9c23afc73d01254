namespace Peregrine.Text.Scripts;

/// <summary>Which features a script means to run with, by the conventions of the suites.</summary>
/// <remarks>A proposal's own scripts, below a folder <c>proposals/NAME</c>, test it on the version of the specification that the proposal forked;
/// other scripts say what they need in a header.</remarks>
internal static class ScriptFeatures
{
    /// <summary>Proposals that forked an earlier version than the current one, and what their scripts expect.</summary>
    private static readonly (string Folder, WasmFeatures Features)[] s_forks =
    [
        ("proposals/threads", (WasmFeatures.Wasm2 & ~(WasmFeatures.ReferenceTypes | WasmFeatures.Simd)) | WasmFeatures.Threads),
    ];

    /// <param name="path">Path of the script.</param>
    /// <param name="text">Its text.</param>
    /// <param name="features">The features that are on otherwise.</param>
    public static WasmFeatures For(string path, string text, WasmFeatures features)
    {
        string slashed = path.Replace('\\', '/');
        foreach (var (folder, expected) in s_forks)
        {
            if (slashed.Contains($"/{folder}/", StringComparison.Ordinal))
            {
                features &= expected;
            }
        }

        return ScriptHeader.Read(text).Apply(features);
    }
}
