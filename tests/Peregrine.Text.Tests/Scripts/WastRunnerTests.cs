using System.Text;
using Peregrine.Text.Scripts;
using Xunit;

namespace Peregrine.Text.Tests.Scripts;

/// <summary>What the runner does with scripts, as far as no code has to run.</summary>
public class WastRunnerTests
{
    [Fact]
    public void AssertionsAreCountedAndFindingsHaveLines()
    {
        var outcome = Run("""
            (module $a (global (export "g") i32 (i32.const 5)))
            (assert_return (get "g") (i32.const 5))
            (assert_return (get $a "g") (i32.const 6))
            (assert_invalid (module (func (result i32))) "type mismatch")
            (assert_invalid (module (func (result i32))) "unknown local")
            (assert_malformed (module quote "(func") "unexpected token")
            (assert_unlinkable (module (import "x" "y" (func))) "unknown import")
            (assert_invalid (module (func)) "type mismatch")
            """, WastOptions.Specification);

        Assert.Equal(4, outcome.Passed);
        Assert.Equal([3, 5, 8], outcome.Failures.Select(failure => failure.Line));
    }

    [Fact]
    public void RegisteredInstancesCanBeImported()
    {
        var outcome = Run("""
            (module $a (global (export "g") i32 (i32.const 5)))
            (register "A" $a)
            (module (import "A" "g" (global i32)) (import "spectest" "global_i64" (global i64)) (import "spectest" "memory" (memory 1 2))
              (import "spectest" "print_i32" (func (param i32))) (export "g" (global 0)) (export "h" (global 1)))
            (assert_return (get "g") (i32.const 5))
            (assert_return (get "h") (i64.const 666))
            """, WastOptions.Specification);

        Assert.Empty(outcome.Failures);
        Assert.Equal(2, outcome.Passed);
    }

    [Fact]
    public void ThreadsShareMemoriesOnly()
    {
        var outcome = Run("""
            (module $m (memory (export "s") 1 1 shared) (global (export "g") i32 (i32.const 1)))
            (register "M" $m)
            (thread $t (shared (module $m))
              (register "m" $m)
              (module (import "m" "s" (memory 1 1 shared)))
              (assert_unlinkable (module (import "m" "g" (global i32))) "unknown import")
              (assert_unlinkable (module (import "M" "g" (global i32))) "unknown import"))
            (wait $t)
            (assert_unlinkable (module (import "m" "s" (memory 1 1 shared))) "unknown import")
            """, WastOptions.Specification);

        Assert.Empty(outcome.Failures);
        Assert.Equal(3, outcome.Passed);
    }

    [Fact]
    public void OtherSuitesCompareKindsOnly()
    {
        const string Script = "(assert_invalid (module (func (result i32))) \"some other words\") (assert_invalid (module quote \"(foo)\") \"x\")";

        Assert.Equal(0, Run(Script, WastOptions.Specification).Passed);
        Assert.Equal(2, Run(Script, WastOptions.Wasmtime).Passed);
    }

    [Fact]
    public void NothingIsExecutedWhenOnlyValidating()
    {
        var outcome = Run("(module (import \"x\" \"y\" (func))) (assert_return (invoke \"f\")) (assert_invalid (module (func (result i32))) \"\")", WastOptions.ValidateOnly);

        Assert.Empty(outcome.Failures);
        Assert.Equal((1, 1), (outcome.Passed, outcome.Skipped.Count));
    }

    private static ScriptOutcome Run(string script, WastOptions options)
    {
        using var engine = new Engine(new EngineOptions { Features = WasmFeatures.All, Execution = "none" });
        return new WastRunner(engine, options).Run(Encoding.UTF8.GetBytes(script), "test.wast");
    }
}
