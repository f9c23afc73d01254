using System.Text;
using Xunit;

namespace Peregrine.Cli.Tests;

public sealed class RunCommandTests : IDisposable
{
    private const string Arithmetic = """
        (module
          (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
          (func (export "swap") (param i64 f64) (result f64 i64) (local.get 1) (local.get 0))
          (func $divide (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
          (func (export "divide") (param i32 i32) (result i32) (call $divide (local.get 0) (local.get 1))))
        """;

    private const string Exit = """
        (module
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (func (export "_start") (call $exit (i32.const 7))))
        """;

    /// <summary>Prints its arguments, joined without separators: what the guest really got.</summary>
    private const string PrintArguments = """
        (module
          (import "wasi_snapshot_preview1" "args_sizes_get" (func $sizes (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "args_get" (func $get (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (func (export "_start")
            (drop (call $sizes (i32.const 0) (i32.const 4)))
            (drop (call $get (i32.const 1024) (i32.const 4096)))
            (i32.store (i32.const 8) (i32.const 4096))
            (i32.store (i32.const 12) (i32.load (i32.const 4)))
            (drop (call $write (i32.const 1) (i32.const 8) (i32.const 1) (i32.const 16)))))
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RunIsTheDefaultVerbAndTheExampleOfTheReadmeRuns()
    {
        var result = CliProcess.Run("examples/mandelbrot.wat");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(32, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("::::", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void InvokePrintsEachResultOnItsLine()
    {
        string file = _folder.Write("a.wat", Arithmetic);
        Assert.Equal("5\n", CliProcess.Run("run", "--invoke", "add", file, "7", "-2").Output);
        Assert.Equal("1.5\n-9000000000\n", CliProcess.Run("--invoke", "swap", file, "-9000000000", "1.5").Output);
    }

    [Fact]
    public void InvokeWithWrongArgumentsIsAUsageError()
    {
        string file = _folder.Write("a.wat", Arithmetic);
        var count = CliProcess.Run("run", "--invoke", "add", file, "7");
        Assert.Equal(2, count.ExitCode);
        Assert.Contains("'add' takes 2 arguments", count.Error, StringComparison.Ordinal);
        var kind = CliProcess.Run("run", "--invoke", "add", file, "7", "x");
        Assert.Equal(2, kind.ExitCode);
        Assert.Contains("argument 2, 'x', is no i32", kind.Error, StringComparison.Ordinal);
        var unknown = CliProcess.Run("run", "--invoke", "sub", file);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("'add', 'swap', 'divide'", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TrapShowsTheWasmFramesAndExitsWith134()
    {
        var result = CliProcess.Run("run", "--invoke", "divide", _folder.Write("a.wat", Arithmetic), "1", "0");
        Assert.Equal(134, result.ExitCode);
        Assert.Contains("wasm trap: integer divide by zero", result.Error, StringComparison.Ordinal);
        Assert.Matches("0: 0x[0-9a-f]+: a!divide\n.*1: 0x[0-9a-f]+: a!", result.Error);
    }

    [Fact]
    public void ExitCodeOfTheGuestIsPassedOn() => Assert.Equal(7, CliProcess.Run(_folder.Write("exit.wat", Exit)).ExitCode);

    [Fact]
    public void EverythingBehindTheFileBelongsToTheGuest()
    {
        string file = _folder.Write("args.wat", PrintArguments);
        Assert.Equal("me\0--dir\0-W\0--help\0", CliProcess.Run("run", "--argv0", "me", file, "--dir", "-W", "--help").Output);
    }

    [Fact]
    public void ModuleOnStandardInputMayBeText()
    {
        var result = CliProcess.RunWithInput(Encoding.UTF8.GetBytes(Arithmetic), "run", "--invoke", "add", "-", "1", "2");
        Assert.Equal("3\n", result.Output);
    }

    [Fact]
    public void PreloadedModuleProvidesImports()
    {
        string library = _folder.Write("library.wat", """(module (func (export "twice") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2))))""");
        string user = _folder.Write("user.wat", """
            (module (import "lib" "twice" (func $twice (param i32) (result i32)))
              (func (export "go") (result i32) (call $twice (i32.const 21))))
            """);
        Assert.Equal("42\n", CliProcess.Run("run", "--preload", $"lib={library}", "--invoke", "go", user).Output);
    }

    [Fact]
    public void MissingImportIsNamedWithItsType()
    {
        string file = _folder.Write("user.wat", """(module (import "lib" "twice" (func (param i32) (result i32))))""");
        var result = CliProcess.Run(file);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("unknown import", result.Error, StringComparison.Ordinal);
        Assert.Contains("lib", result.Error, StringComparison.Ordinal);
        Assert.Contains("twice", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown-imports-default", 0, "0\n", "")]
    [InlineData("unknown-imports-trap", 134, "", "lib::twice")]
    public void UnknownImportsCanBeReplaced(string key, int exitCode, string output, string error)
    {
        string file = _folder.Write("user.wat", """
            (module (import "lib" "twice" (func $twice (param i32) (result i32)))
              (func (export "go") (result i32) (call $twice (i32.const 21))))
            """);
        var result = CliProcess.Run("run", "-W", key, "--invoke", "go", file);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(output, result.Output);
        Assert.Contains(error, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void EndlessRecursionTrapsAtTheConfiguredDepth()
    {
        string file = _folder.Write("deep.wat", """(module (func $f (export "f") (call $f)))""");
        var result = CliProcess.Run("run", "-W", "max-wasm-stack=64k", "--invoke", "f", file);
        Assert.Equal(134, result.ExitCode);
        Assert.Contains("call stack exhausted", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFileIsAFailureWithItsName()
    {
        var result = CliProcess.Run("no-such-file.wasm");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no-such-file.wasm", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-W", "no-such-key", "no key 'no-such-key'")]
    [InlineData("-W", "max-instances=many", "expected a number")]
    [InlineData("--engine", "steam", "no engine 'steam'")]
    [InlineData("--dir", "/no/such/folder", "no folder '/no/such/folder'")]
    public void WrongOptionsAreUsageErrors(string option, string value, string message)
    {
        var result = CliProcess.Run("run", option, value, _folder.Write("exit.wat", Exit));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-W", "custom-page-sizes")]
    [InlineData("-O", "guard-pages")]
    [InlineData("-S", "inherit-env")]
    public void OptionGroupsListTheirKeys(string group, string key)
    {
        var result = CliProcess.Run("run", group, "help", _folder.Write("exit.wat", Exit));
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(key, result.Output, StringComparison.Ordinal);
    }
}
