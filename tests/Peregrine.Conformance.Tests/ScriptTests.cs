using Peregrine.Text.Scripts;
using Xunit;

namespace Peregrine.Conformance.Tests;

/// <summary>Every script of the suites, on every engine, with guard pages and with explicit checks.</summary>
public sealed class ScriptTests
{
    public static TheoryData<string, string, MemoryMode> Specification => Cases("spec-testsuite", "spec-core-extra");

    public static TheoryData<string, string, MemoryMode> Others => Cases("threads", "misc_testsuite");

    [SuiteTheory("spec-testsuite")]
    [MemberData(nameof(Specification))]
    public void SpecificationScriptPasses(string script, string engine, MemoryMode mode) => Check(script, engine, mode, WastOptions.Specification);

    [SuiteTheory("misc_testsuite")]
    [MemberData(nameof(Others))]
    public void OtherScriptPasses(string script, string engine, MemoryMode mode) => Check(script, engine, mode, WastOptions.Wasmtime);

    private static void Check(string script, string engineName, MemoryMode mode, WastOptions options)
    {
        var outcome = ScriptRun.Run(script, engineName, mode, options);
        Assert.Empty(ExpectedFailures.Surprises(script, [.. outcome.Failures.Concat(outcome.Skipped).Select(f => (f.Line, f.Reason))]));
    }

    private static TheoryData<string, string, MemoryMode> Cases(params string[] suites)
    {
        var data = new TheoryData<string, string, MemoryMode>();
        foreach (string script in suites.SelectMany(s => Suites.Files(s, "*.wast")).Where(OutOfScope.IsInScope))
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
