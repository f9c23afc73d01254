using Peregrine.Text;
using Xunit;

namespace Peregrine.Conformance.Tests;

/// <summary>The scripts of wasm-tools: every core module is accepted or refused as the RUN line says; what must not parse is refused with its place.</summary>
public class WasmToolsTests
{
    private const string Scripts = "wasm-tools-cli";
    private const string BadTexts = "wasm-tools-parse-fail";

    /// <summary>The scripts that are not about components.</summary>
    public static TheoryData<string> ScriptFiles =>
        [.. Suites.Files(Scripts, "*.wast").Where(static file => !file.Contains("/component-model/", StringComparison.Ordinal))];

    /// <summary>The texts that are no modules.</summary>
    public static TheoryData<string> BadTextFiles => [.. Suites.Files(BadTexts, "*.wat")];

    /// <summary>Every module of a script is accepted or refused as the script says; messages are wasm-tools' own and not compared.</summary>
    [SuiteTheory(Scripts)]
    [MemberData(nameof(ScriptFiles))]
    public void Modules_are_accepted_or_refused_as_the_script_says(string file)
    {
        string path = Suites.FullPath(file);
        var (failures, modules) = ValidationScript.Check(path, RunLine.Features(File.ReadAllText(path)));
        var surprises = ExpectedFailures.Surprises(file, failures);
        Assert.True(surprises.Count == 0, string.Join('\n', surprises));
        Assert.True(modules > 0 || failures.Count > 0, "the script has no modules");
    }

    /// <summary>A text that is no module is refused with line and column.</summary>
    [SuiteTheory(BadTexts)]
    [MemberData(nameof(BadTextFiles))]
    public void A_bad_text_is_refused_with_line_and_column(string file)
    {
        using var engine = new Engine(new EngineOptions { Features = WasmFeatures.AllValidated, Execution = "none" });
        var exception = Assert.ThrowsAny<WasmException>(() => WatModule.LoadFile(engine, Suites.FullPath(file)));
        var position = exception switch
        {
            MalformedModuleException malformed => malformed.Position,
            InvalidModuleException invalid => invalid.Position,
            _ => ModulePosition.None,
        };
        Assert.True(position is { Line: > 0, Column: > 0 }, $"{exception}");
    }

    /// <summary>The table of expected failures names files that are there.</summary>
    [SuiteFact(Scripts)]
    public void Expected_failures_name_existing_files() =>
        Assert.All(ExpectedFailures.Rows, static row => Assert.True(File.Exists(Suites.FullPath(row.Path.Split('@')[0])), $"{row.Path} ({row.Reason})"));
}
