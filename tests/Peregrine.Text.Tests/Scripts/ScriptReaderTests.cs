using Peregrine.Text.Lexing;
using Peregrine.Text.Scripts;
using Xunit;

namespace Peregrine.Text.Tests.Scripts;

public class ScriptReaderTests
{
    [Fact]
    public void CommandsKnowTheirLines()
    {
        var commands = Read("(module)\n\n(register \"a\" $m)\n(assert_return (invoke \"f\"))");

        Assert.Equal([1, 3, 4], commands.Select(command => command.Line));
    }

    [Fact]
    public void ABrokenCommandDoesNotHideTheNext()
    {
        var commands = Read("(module)\n(assert_foo)\n(invoke \"f\")");

        Assert.IsType<BrokenCommand>(commands[1]);
        Assert.IsType<ActionCommand>(commands[2]);
    }

    [Fact]
    public void FieldsWithoutAModuleAreOneModule()
    {
        var command = Assert.IsType<ModuleCommand>(Assert.Single(Read("(func $f) (memory 0) (func (call $f))")));

        Assert.NotEmpty(command.Module.ToBinary());
    }

    [Fact]
    public void ComponentsAreSkipped() =>
        Assert.IsType<SkippedCommand>(Assert.Single(Read("(assert_invalid (component (core module)) \"x\")")));

    [Fact]
    public void ModulesComeInAllForms()
    {
        var commands = Read("(module binary \"\\00asm\" \"\\01\\00\\00\\00\") (module $q quote \"(func\" \")\") (module definition $d (func)) (module instance $i $d)");

        Assert.Equal(8, ((ModuleCommand)commands[0]).Module.ToBinary().Length);
        Assert.Equal(("q", ScriptModuleForm.Quote), (((ModuleCommand)commands[1]).Module.Name, ((ModuleCommand)commands[1]).Module.Form));
        Assert.True(((ModuleCommand)commands[2]).IsDefinition);
        Assert.NotEmpty(((ModuleCommand)commands[2]).Module.ToBinary());
        Assert.Equal(new InstanceCommand(1, "i", "d"), commands[3]);
    }

    [Theory]
    [InlineData("(i32.const -1)", "(i32.const 4294967295)", true)]
    [InlineData("(f32.const nan)", "(f32.const nan:canonical)", true)]
    [InlineData("(f32.const -nan)", "(f32.const nan:canonical)", true)]
    [InlineData("(f32.const nan:0x600000)", "(f32.const nan:canonical)", false)]
    [InlineData("(f32.const nan:0x600000)", "(f32.const nan:arithmetic)", true)]
    [InlineData("(f64.const nan:0x1)", "(f64.const nan:arithmetic)", false)]
    [InlineData("(f64.const nan:0x1)", "(f64.const nan:0x1)", true)]
    [InlineData("(f64.const inf)", "(f64.const nan:canonical)", false)]
    [InlineData("(f64.const 0)", "(f64.const -0)", false)]
    [InlineData("(i64.const 1)", "(i32.const 1)", false)]
    [InlineData("(v128.const f32x4 1 nan 2 -nan)", "(v128.const f32x4 1 nan:canonical 2 nan:arithmetic)", true)]
    [InlineData("(v128.const f64x2 nan:0x1 0)", "(v128.const f64x2 nan:canonical 0)", false)]
    [InlineData("(v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 -1)", "(v128.const i32x4 0x03020100 0x07060504 0x0b0a0908 0xff0e0d0c)", true)]
    [InlineData("(ref.null extern)", "(ref.null)", true)]
    [InlineData("(ref.null func)", "(ref.func)", false)]
    [InlineData("(ref.extern 3)", "(ref.extern 3)", true)]
    [InlineData("(ref.extern 3)", "(ref.extern 4)", false)]
    [InlineData("(ref.host 3)", "(ref.any)", true)]
    [InlineData("(i32.const 2)", "(either (i32.const 1) (i32.const 2))", true)]
    [InlineData("(i32.const 3)", "(either (i32.const 1) (i32.const 2))", false)]
    public void ResultsMatchPatterns(string argument, string pattern, bool matches)
    {
        var command = Assert.IsType<AssertReturnCommand>(Assert.Single(Read($"(assert_return (invoke \"f\" {argument}) {pattern})")));
        var written = command.Action.Arguments![0];
        var value = written.Kind != ValKind.Ref ? new Value(written.Kind, written.Low, written.High, null)
            : Value.FromReference(written.Reference == ScriptReference.Null ? null : new HostReference(written.Low));

        Assert.Equal(matches, command.Results[0].Matches(value));
    }

    [Fact]
    public void HeadersTurnFeaturesOnAndOff()
    {
        var header = ScriptHeader.Read(";;! threads = true\n;; other\n;;! simd = false\n\n(module)\n;;! gc = false");

        Assert.Equal((WasmFeatures.Wasm3 | WasmFeatures.Threads) & ~WasmFeatures.Simd, header.Apply(WasmFeatures.Wasm3));
        Assert.True(header["threads"]);
        Assert.False(header["gc"]);
    }

    private static Command[] Read(string text) => [.. ScriptReader.Read(new SourceText(text))];
}
