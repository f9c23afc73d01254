using Peregrine.Binary;
using Peregrine.Syntax;
using Xunit;

namespace Peregrine.Text.Tests.Printing;

/// <summary>Printing and parsing gives back an equal module: equal bytes in the encoder's canonical form.</summary>
public class RoundTripTests
{
    // Scripts of components, and texts that are to be refused.
    private static readonly string[] s_excluded = ["component-model", "missing-features"];

    public static TheoryData<string, bool> Suites
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string suite in (string[])["spec-testsuite", "spec-core-extra", "threads", "stack-switching", "misc_testsuite", "wasm-tools-cli"])
            {
                data.Add(suite, false);
                data.Add(suite, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Every_module_of_the_suites_survives_printing(string suite, bool fold)
    {
        var failures = new List<string>();
        int modules = 0;
        int unread = 0;
        foreach (var module in SuiteModules.In(suite).Where(static module => !Array.Exists(s_excluded, module.File.Contains)))
        {
            modules++;
            if (Original(module) is not { } original)
            {
                unread++;
            }
            else if (Difference(original, new PrintOptions { Fold = fold }) is { } difference)
            {
                failures.Add($"{module}: {difference}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {modules}\n{string.Join('\n', failures.Take(60))}");

        // Which texts are accepted is for the parser's tests to say.
        Assert.True(unread * 50 <= modules, $"{unread} of {modules} modules were not read at all");
    }

    private static ModuleSyntax? Original(SuiteModule module)
    {
        try
        {
            return Decode(module.Binary ?? ModuleEncoder.Encode(WatParser.Parse(module.Text)));
        }
        catch (WasmException)
        {
            return null;
        }
    }

    private static string? Difference(ModuleSyntax syntax, PrintOptions options)
    {
        byte[] original = ModuleEncoder.Encode(syntax, EncodeMode.Canonical);
        string text = WatPrinter.Print(syntax, options);
        try
        {
            byte[] again = ModuleEncoder.Encode(Decode(ModuleEncoder.Encode(WatParser.Parse(text))), EncodeMode.Canonical);
            int equal = original.AsSpan().CommonPrefixLength(again);
            return equal == original.Length && equal == again.Length ? null : $"differs at 0x{equal:x} of 0x{original.Length:x} and 0x{again.Length:x}\n{Head(text)}";
        }
        catch (WasmException exception)
        {
            return $"{exception.Message}\n{Head(text)}";
        }
    }

    // Whether there is a data count depends on instructions in the text format.
    private static ModuleSyntax Decode(byte[] bytes)
    {
        var module = ModuleDecoder.Decode(bytes, WasmFeatures.AllValidated);
        module.DataCount = null;
        return module;
    }

    private static string Head(string text) => text.Length < 1500 ? text : text[..1500];
}
