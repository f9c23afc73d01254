using Peregrine.Text.Scripts;
using Xunit;

namespace Peregrine.Conformance.Tests;

/// <summary>Every script of the suites, on every engine, with guard pages and with explicit checks.</summary>
public sealed class ScriptTests
{
    public static TheoryData<string, string, MemoryMode> Specification => Cases("spec-testsuite", "spec-core-extra");

    /// <summary>The scripts that this repository carries: absolute paths.</summary>
    public static TheoryData<string, string, MemoryMode> Own => Cases(OwnScripts.Files);

    public static TheoryData<string, string, MemoryMode> Others => Cases("threads", "misc_testsuite");

    [SuiteTheory("spec-testsuite")]
    [MemberData(nameof(Specification))]
    public void SpecificationScriptPasses(string script, string engine, MemoryMode mode) => Check(script, engine, mode, WastOptions.Specification);

    [SuiteTheory("misc_testsuite")]
    [MemberData(nameof(Others))]
    public void OtherScriptPasses(string script, string engine, MemoryMode mode) => Check(script, engine, mode, WastOptions.Wasmtime);

    [Theory]
    [MemberData(nameof(Own))]
    public void OwnScriptPasses(string script, string engine, MemoryMode mode) => Check(script, engine, mode, WastOptions.Specification);

    private static void Check(string script, string engineName, MemoryMode mode, WastOptions options)
    {
        var outcome = ScriptRun.Run(script, engineName, mode, options);
        Assert.Empty(ExpectedFailures.Surprises(engineName == "interpreter" ? script : $"{script}@{engineName}", [.. outcome.Failures.Concat(outcome.Skipped).Select(f => (f.Line, f.Reason))]));
    }

    private static TheoryData<string, string, MemoryMode> Cases(params string[] suites) =>
        Cases(suites.SelectMany(s => Suites.Files(s, "*.wast")).Where(OutOfScope.IsInScope));

    private static TheoryData<string, string, MemoryMode> Cases(IEnumerable<string> scripts)
    {
        var data = new TheoryData<string, string, MemoryMode>();
        foreach (string script in scripts)
        {
            foreach (string engine in ScriptRun.Engines)
            {
                data.Add(script, engine, MemoryMode.Auto);
                data.Add(script, engine, MemoryMode.Checked);
            }
        }

        return data;
    }
}
