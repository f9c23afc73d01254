using System.Text;
using Peregrine.Text.Scripts;
using Xunit;

namespace Peregrine.Text.Tests.Scripts;

/// <summary>What a script's header and place mean for the engine that it runs on.</summary>
public class ScriptEngineTests
{
    [Theory]
    [InlineData(";;! nan_canonicalization = true\n(module)", false, true)]
    [InlineData(";;! nan_canonicalization = false\n(module)", false, false)]
    [InlineData("(module)", false, false)]
    [InlineData("(module)", true, true)]
    public void TheHeaderAsksForCanonicalNans(string text, bool isOnOtherwise, bool expected)
    {
        var options = new EngineOptions { NanCanonicalization = isOnOtherwise };
        using var engine = ScriptEngine.Create("a.wast", Encoding.UTF8.GetBytes(text), options);

        Assert.Equal(expected, engine.NanCanonicalization);
        Assert.Equal(isOnOtherwise, options.NanCanonicalization);
    }

    [Fact]
    public void HeaderAndPlaceDecideTheFeatures()
    {
        var options = new EngineOptions { Features = WasmFeatures.All };
        using var headed = ScriptEngine.Create("a.wast", ";;! simd = false\n(module)"u8, options);
        using var placed = ScriptEngine.Create("suite/proposals/threads/a.wast", "(module)"u8, options);

        Assert.Equal(WasmFeatures.All & ~WasmFeatures.Simd, headed.Features);
        Assert.Equal(WasmFeatures.Threads, placed.Features & (WasmFeatures.Threads | WasmFeatures.Memory64));
        Assert.Equal(WasmFeatures.All, options.Features);
    }

    [Theory]
    [InlineData("misc_testsuite/canonicalize-nan-scalar.wast")]
    [InlineData("misc_testsuite/simd/canonicalize-nan.wast")]
    public void TheSuitesScriptsOfCanonicalNansPass(string script)
    {
        if (Suites.Folder is not { } folder)
        {
            return;
        }

        string path = Path.Combine(folder, script);
        byte[] text = File.ReadAllBytes(path);
        using var engine = ScriptEngine.Create(path, text, new EngineOptions { Features = WasmFeatures.All });
        var outcome = new WastRunner(engine, WastOptions.Wasmtime).Run(text, path);

        Assert.Empty(outcome.Failures);
        Assert.True(outcome.Passed > 0);
    }

    [Fact]
    public void WithoutMemory64LimitsOfQuotedModulesHave32Bits()
    {
        const string Script = """
            (assert_malformed (module quote "(memory 0x1_0000_0000)") "i32 constant out of range")
            (assert_malformed (module quote "(memory 0 0x1_0000_0000)") "i32 constant out of range")
            """;
        using var narrow = new Engine(new EngineOptions { Features = WasmFeatures.Wasm2 });
        using var wide = new Engine(new EngineOptions { Features = WasmFeatures.Wasm3 });

        Assert.Equal(2, new WastRunner(narrow, WastOptions.Specification).Run(Encoding.UTF8.GetBytes(Script), "a.wast").Passed);
        Assert.Equal(0, new WastRunner(wide, WastOptions.Specification).Run(Encoding.UTF8.GetBytes(Script), "a.wast").Passed);
    }
}
