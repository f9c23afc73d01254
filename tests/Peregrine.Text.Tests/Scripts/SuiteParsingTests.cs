using Peregrine.Binary;
using Peregrine.Text.Lexing;
using Peregrine.Text.Scripts;
using Xunit;

namespace Peregrine.Text.Tests.Scripts;

/// <summary>Every script of the suites is read, every module in it translated, and every malformed text refused with the suite's wording.</summary>
public class SuiteParsingTests
{
    /// <summary>What is known to go wrong, with the reason.</summary>
    private static readonly (string File, int Line)[] s_known =
    [
        // Written against an older grammar, in which limits are 32-bit numbers; now they are malformed no more, but invalid.
        ("threads/memory.wast", 83),
        ("threads/memory.wast", 87),
        ("threads/memory.wast", 91),
    ];

    [Theory]
    [InlineData("spec-testsuite")]
    [InlineData("spec-core-extra")]
    [InlineData("threads")]
    [InlineData("misc_testsuite")]
    [InlineData("wasm-tools-cli")]
    public void TextModulesTranslateAndDecode(string suite)
    {
        var failures = new List<string>();
        foreach (string file in Suites.Scripts(suite))
        {
            foreach (var command in AllCommands(file))
            {
                if (command is BrokenCommand broken)
                {
                    failures.Add($"{file}:{broken.Line}: {broken.Message}");
                }
                else if (ModuleOf(command) is { Form: not ScriptModuleForm.Binary } module && ExpectsText(command))
                {
                    try
                    {
                        ModuleDecoder.Decode(module.ToBinary(), WasmFeatures.AllValidated);
                    }
                    catch (MalformedModuleException e)
                    {
                        failures.Add($"{file}:{command.Line}: {e.Message}");
                    }
                }
            }
        }

        failures.RemoveAll(static failure => s_known.Any(known => failure.Contains($"{known.File}:{known.Line}:", StringComparison.Ordinal)));
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Theory]
    [InlineData("spec-testsuite")]
    [InlineData("spec-core-extra")]
    [InlineData("threads")]
    [InlineData("misc_testsuite")]
    public void MalformedTextIsRefusedWithTheSuitesWording(string suite)
    {
        var failures = new List<string>();
        foreach (string file in Suites.Scripts(suite))
        {
            foreach (var command in AllCommands(file))
            {
                if (command is not AssertFailureCommand { Failure: FailureKind.Malformed or FailureKind.MalformedCustom or FailureKind.InvalidCustom, Module: { Form: not ScriptModuleForm.Binary } module } assertion)
                {
                    continue;
                }

                try
                {
                    module.ToBinary();
                    failures.Add($"{file}:{command.Line}: was accepted, expected {assertion.Message}");
                }
                catch (WasmException e)
                {
                    if (!e.Message.StartsWith(assertion.Message, StringComparison.Ordinal))
                    {
                        failures.Add($"{file}:{command.Line}: {e.Message}, expected {assertion.Message}");
                    }
                }
            }
        }

        failures.RemoveAll(static failure => s_known.Any(known => failure.Contains($"{known.File}:{known.Line}:", StringComparison.Ordinal)));
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    private static IEnumerable<Command> AllCommands(string file) => ScriptReader.Read(new SourceText(File.ReadAllBytes(file))).SelectMany(Flatten);

    private static IEnumerable<Command> Flatten(Command command) => command is ThreadCommand thread ? thread.Commands.SelectMany(Flatten) : [command];

    private static ScriptModule? ModuleOf(Command command) => (command as ModuleCommand)?.Module ?? (command as AssertFailureCommand)?.Module;

    private static bool ExpectsText(Command command) =>
        command is not AssertFailureCommand { Failure: FailureKind.Malformed or FailureKind.MalformedCustom or FailureKind.InvalidCustom };
}
