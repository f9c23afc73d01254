using Peregrine.Compiler;
using Peregrine.Text.Scripts;

namespace Peregrine.Conformance.Tests;

/// <summary>Runs one script of the suites.</summary>
internal static class ScriptRun
{
    static ScriptRun() => PeregrineCompiler.Register();

    public static IReadOnlyList<string> Engines => ["interpreter", PeregrineCompiler.Jit];

    /// <param name="script">Path relative to the suites' folder, or an absolute one.</param>
    /// <param name="engineName">Name of the engine.</param>
    /// <param name="mode">How out-of-bounds accesses are caught.</param>
    /// <param name="options">How outcomes compare.</param>
    public static ScriptOutcome Run(string script, string engineName, MemoryMode mode, WastOptions options)
    {
        string path = Path.IsPathRooted(script) ? script : Suites.FullPath(script);
        byte[] text = File.ReadAllBytes(path);
        using var engine = ScriptEngine.Create(path, text, new EngineOptions { Execution = engineName, MemoryMode = mode, Features = WasmFeatures.All });
        return new WastRunner(engine, options).Run(text, script);
    }
}
