using Xunit;

namespace Peregrine.Conformance.Tests;

/// <summary>The scripts of proposals that are validated but not executed.</summary>
public class ProposalTests
{
    private const string Descriptors = "spec-testsuite/proposals/custom-descriptors";
    private const string StackSwitching = "stack-switching";
    private const string MiscStackSwitching = "misc_testsuite/stack-switching";

    private const WasmFeatures ThreeWith = WasmFeatures.Wasm3 | WasmFeatures.BranchHinting;

    /// <summary>The scripts of custom descriptors.</summary>
    public static TheoryData<string> DescriptorFiles => [.. Suites.Files(Descriptors, "*.wast")];

    /// <summary>The scripts of stack switching.</summary>
    public static TheoryData<string> StackSwitchingFiles => [.. Suites.Files(StackSwitching, "*.wast"), .. Suites.Files(MiscStackSwitching, "*.wast")];

    /// <summary>Modules with custom descriptors and exact types are accepted or refused, with the suite's wording.</summary>
    [SuiteTheory(Descriptors)]
    [MemberData(nameof(DescriptorFiles))]
    public void Modules_with_descriptors_are_accepted_or_refused(string file) => Check(file, ThreeWith | WasmFeatures.CustomDescriptors, comparesMessages: true);

    /// <summary>Modules with continuations are accepted or refused.</summary>
    [SuiteTheory(StackSwitching)]
    [MemberData(nameof(StackSwitchingFiles))]
    public void Modules_with_continuations_are_accepted_or_refused(string file) =>
        Check(file, ThreeWith | WasmFeatures.StackSwitching, comparesMessages: file.StartsWith(StackSwitching, StringComparison.Ordinal));

    private static void Check(string file, WasmFeatures features, bool comparesMessages)
    {
        var (failures, modules) = ValidationScript.Check(Suites.FullPath(file), features, comparesMessages);
        var surprises = ExpectedFailures.Surprises(file, failures);
        Assert.True(surprises.Count == 0, string.Join('\n', surprises));
        Assert.True(modules > 0, "the script has no modules");
    }
}
