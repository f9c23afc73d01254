using System.Text.Json;
using Xunit;

namespace Peregrine.Cli.Tests;

public sealed class ToolCommandTests : IDisposable
{
    private const string Simd = """(module (func (export "f") (result v128) (v128.const i32x4 1 2 3 4)))""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ParseAndPrintAreInverse()
    {
        string binary = Path.Combine(_folder.Path, "m.wasm");
        Assert.Equal(0, CliProcess.Run("parse", "examples/mandelbrot.wat", "-o", binary).ExitCode);
        string text = _folder.Write("m.wat", CliProcess.Run("print", binary).Output);
        string folded = _folder.Write("f.wat", CliProcess.Run("print", "--fold", binary).Output);
        foreach (string file in new[] { text, folded })
        {
            string again = file + ".wasm";
            Assert.Equal(0, CliProcess.Run("parse", file, "-o", again).ExitCode);
            Assert.Equal(File.ReadAllBytes(binary), File.ReadAllBytes(again));
        }
    }

    [Fact]
    public void ValidateNamesTheMissingFeature()
    {
        string file = _folder.Write("simd.wat", Simd);
        Assert.Equal($"{file}: valid\n", CliProcess.Run("validate", file).Output);
        var refused = CliProcess.Run("validate", "-W", "simd=n", file);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("simd", refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, CliProcess.Run("validate", "-W", "wasm1", file).ExitCode);
    }

    [Fact]
    public void ErrorsInTextNameLineAndColumn()
    {
        var invalid = CliProcess.Run("validate", _folder.Write("bad.wat", "(module\n  (func (result i32)\n    i64.const 1))"));
        Assert.Equal(1, invalid.ExitCode);
        Assert.Contains("type mismatch", invalid.Error, StringComparison.Ordinal);
        Assert.Matches(@"3:\d+", invalid.Error);
        var malformed = CliProcess.Run("validate", _folder.Write("worse.wat", "(module\n  (func i32.frobnicate))"));
        Assert.Contains("unknown operator", malformed.Error, StringComparison.Ordinal);
        Assert.Contains("2:9", malformed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ObjdumpDisassemblesWithOffsets()
    {
        var result = CliProcess.Run("objdump", "-f", "escape", "examples/mandelbrot.wat");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("<escape> [f64 f64] -> [i32]", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"[0-9a-f]{6}: a2 +f64\.mul", result.Output);
        Assert.Equal(1, CliProcess.Run("objdump", "-f", "nobody", "examples/mandelbrot.wat").ExitCode);
    }

    [Fact]
    public void ObjdumpWritesJsonForPrograms()
    {
        using var json = JsonDocument.Parse(CliProcess.Run("objdump", "--json", "examples/mandelbrot.wat").Output);
        Assert.Equal("fd_write", json.RootElement.GetProperty("imports")[0].GetProperty("name").GetString());
        Assert.Equal(4, json.RootElement.GetProperty("functions").GetArrayLength());
        Assert.Contains(json.RootElement.GetProperty("exports").EnumerateArray(), e => e.GetProperty("name").GetString() == "_start");
    }

    [Fact]
    public void HelpHasExamplesAndVersionIsANumber()
    {
        Assert.Contains("Example", CliProcess.Run("run", "--help").Output, StringComparison.Ordinal);
        Assert.Contains("objdump", CliProcess.Run("help").Output, StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d+\.\d+", CliProcess.Run("--version").Output);
    }

    [Fact]
    public void OutputInAPipeCarriesNoColour() =>
        Assert.DoesNotContain('\u001b', CliProcess.Run("no-such-file.wasm").Error);
}
