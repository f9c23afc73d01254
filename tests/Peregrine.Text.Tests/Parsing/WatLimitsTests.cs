using Xunit;

namespace Peregrine.Text.Tests.Parsing;

/// <summary>How wide limits are depends on whether 64-bit memories are known.</summary>
public class WatLimitsTests
{
    [Theory]
    [InlineData("(memory 0x1_0000_0000)", 9)]
    [InlineData("(memory 0 0x1_0000_0000)", 11)]
    [InlineData("(memory i32 0x1_0000_0000)", 13)]
    [InlineData("(table 0x1_0000_0000 funcref)", 8)]
    [InlineData("(table 0 0x1_0000_0000 funcref)", 10)]
    [InlineData("(import \"\" \"\" (memory 0x1_0000_0000))", 23)]
    public void WithoutMemory64LimitsHave32Bits(string text, int column)
    {
        var error = Assert.Throws<MalformedModuleException>(() => WatParser.Parse(text, features: WasmFeatures.All & ~WasmFeatures.Memory64));

        Assert.StartsWith("i32 constant out of range", error.Message, StringComparison.Ordinal);
        Assert.Equal((1, column), (error.Position.Line, error.Position.Column));
        WatParser.Parse(text);
    }

    [Theory]
    [InlineData("(memory 0xffff_ffff)")]
    [InlineData("(memory i64 0x1_0000_0000)")]
    public void WhatFitsIsReadWithoutMemory64(string text) => WatParser.Parse(text, features: WasmFeatures.Wasm1);

    [Fact]
    public void LoadingUsesTheEnginesFeatures()
    {
        using var narrow = new Engine(new EngineOptions { Features = WasmFeatures.Wasm2 });
        using var wide = new Engine(new EngineOptions { Features = WasmFeatures.Wasm3 });

        Assert.StartsWith("i32 constant out of range", Assert.Throws<MalformedModuleException>(() => WatModule.Load(narrow, "(memory 0x1_0000_0000)")).Message, StringComparison.Ordinal);
        Assert.StartsWith("memory size", Assert.Throws<InvalidModuleException>(() => WatModule.Load(wide, "(memory 0x1_0000_0000)")).Message, StringComparison.Ordinal);
    }
}
