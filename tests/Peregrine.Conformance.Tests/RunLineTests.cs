using Xunit;

namespace Peregrine.Conformance.Tests;

/// <summary>Features by RUN lines.</summary>
public class RunLineTests
{
    [Theory]
    [InlineData("(module)", RunLine.Default)]
    [InlineData(";; RUN: wast --assert default % -f wasm1,-floats\n", WasmFeatures.Mvp | WasmFeatures.MutableGlobal | WasmFeatures.GcTypes)]
    [InlineData(";; RUN: wast % -f=-simd,-gc\n", RunLine.Default & ~(WasmFeatures.Simd | WasmFeatures.Gc))]
    [InlineData(";; RUN: wast % \\\n;;   -f stack-switching\n", RunLine.Default | WasmFeatures.StackSwitching)]
    [InlineData(";; RUN: wast % -f mvp,reference-types\n", WasmFeatures.Mvp | WasmFeatures.Floats | WasmFeatures.GcTypes | WasmFeatures.ReferenceTypes)]
    [InlineData(";; RUN: wast % -f gc,cm-gc\n", RunLine.Default)]
    public void Features_are_those_of_the_line(string text, WasmFeatures expected) => Assert.Equal(expected, RunLine.Features(text));

    [Fact]
    public void Unknown_features_are_an_error() => Assert.Throws<FormatException>(() => RunLine.Features(";; RUN: wast % -f no-such-thing\n"));
}
