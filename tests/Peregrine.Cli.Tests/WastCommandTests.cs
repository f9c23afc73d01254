using Xunit;

namespace Peregrine.Cli.Tests;

public sealed class WastCommandTests : IDisposable
{
    private const string PayloadGoes = """
        (module (func (export "f") (result i32) (i32.reinterpret_f32 (f32.ceil (f32.const nan:0x600000)))))
        (assert_return (invoke "f") (i32.const 0x7fc00000))
        """;

    private const string PayloadStays = """
        (module (func (export "f") (result i32) (i32.reinterpret_f32 (f32.ceil (f32.const nan:0x600000)))))
        (assert_return (invoke "f") (i32.const 0x7fe00000))
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryScriptRunsWithTheOptionsOfItsOwnHeader()
    {
        string with = _folder.Write("a.wast", ";;! nan_canonicalization = true\n" + PayloadGoes);
        string without = _folder.Write("b.wast", PayloadStays);
        string narrow = _folder.Write("c.wast", ";;! memory64 = false\n(assert_malformed (module quote \"(memory 0x1_0000_0000)\") \"i32 constant out of range\")");

        var result = CliProcess.Run("wast", with, without, narrow);

        Assert.Equal("3 passed, 0 failed, 0 skipped\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void OptionsForNumbersCanBeGiven()
    {
        string file = _folder.Write("a.wast", PayloadGoes);

        Assert.Equal(1, CliProcess.Run("wast", file).ExitCode);
        Assert.Equal(0, CliProcess.Run("wast", "-W", "nan-canonicalization,relaxed-simd-deterministic=y", file).ExitCode);
    }
}
