using Peregrine.Binary;
using Xunit;

namespace Peregrine.Tests.Binary;

public class ModuleEncoderTests
{
    private const string Header = "00 61 73 6d 01 00 00 00 ";

    [Theory]
    [InlineData("")]
    [InlineData("00: 01 61")]
    [InlineData("01: 01 60 00 00")]
    [InlineData("01: 02 4e 00 4e 01 50 00 60 00 00")]
    [InlineData("01: 01 4e 02 50 00 5f 01 78 01 4f 01 00 5e 7f 00")]
    [InlineData("01: 01 60 00 00 | 02: 03 01 6d 01 66 00 00 01 6d 01 74 01 70 01 01 02 01 6d 01 67 03 6e 01")]
    [InlineData("04: 03 70 00 01 6f 05 01 02 40 00 63 00 00 01 d0 70 0b")]
    [InlineData("05: 04 00 01 03 01 02 04 80 80 04 08 01 00")]
    [InlineData("06: 02 7f 01 41 00 0b 7e 00 42 7f 0b")]
    [InlineData("05: 01 00 01 | 0c: 02 | 0b: 02 01 01 61 00 41 00 0b 00")]
    [InlineData("09: 05 00 41 00 0b 00 01 00 01 00 03 00 00 05 64 70 01 d2 00 0b 06 01 41 00 0b 6f 01 d0 6f 0b")]
    [InlineData("01: 01 60 00 00 | 03: 01 00 | 08: 00 | 0a: 01 05 01 02 7f 01 0b | 00: 01 78 2a")]
    public void Modules_with_short_integers_are_copied_byte_by_byte(string sections)
    {
        byte[] module = Module(sections);
        Assert.Equal(Convert.ToHexStringLower(module), Convert.ToHexStringLower(ModuleEncoder.Encode(ModuleDecoder.Decode(module, WasmFeatures.All))));
    }

    [Fact]
    public void Offsets_lead_back_to_the_original()
    {
        // Sizes take more bytes than they need, so everything moves.
        byte[] module = ModuleDecoderTests.Bytes(Header + "01 84 00 01 60 00 00  03 82 00 01 00  0a 88 80 00 81 00 84 00 00 01 01 0b");
        var syntax = ModuleDecoder.Decode(module, WasmFeatures.All);
        var encoded = ModuleEncoder.EncodeWithOffsets(syntax);
        int body = Assert.Single(encoded.BodyOffsets);
        Assert.True(encoded.Bytes.Length < module.Length);
        Assert.Equal(syntax.Slice(syntax.Bodies[0].Range), encoded.Bytes.AsSpan(body, 4));
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(syntax.Bodies[0].Range.Start + i, encoded.Original(body + i));
        }

        Assert.Equal(-1, encoded.Original(3));
    }

    [Fact]
    public void Canonical_form_merges_locals_and_shortens_integers()
    {
        // (func (local i32 i32) (local) i32.const 1 drop), with each local in a group of its own and a long constant.
        byte[] module = ModuleDecoderTests.Bytes(Header + "01 04 01 60 00 00 03 02 01 00 0a 0f 01 0d 03 01 7f 00 7e 01 7f 41 81 80 00 1a 0b");
        string canonical = Convert.ToHexStringLower(ModuleEncoder.Encode(ModuleDecoder.Decode(module, WasmFeatures.All), EncodeMode.Canonical));
        Assert.EndsWith("0a09010701027f41011a0b", canonical, StringComparison.Ordinal);
    }

    [Fact]
    public void Canonical_form_moves_branch_hints_with_their_branches()
    {
        // The hint is for the br_if at offset 6 of the body, behind a constant of four bytes that shrinks to two.
        byte[] module = ModuleDecoderTests.Bytes(Header + "01 04 01 60 00 00 03 02 01 00"
            + "00 20 19 6d 65 74 61 64 61 74 61 2e 63 6f 64 65 2e 62 72 61 6e 63 68 5f 68 69 6e 74 01 00 01 05 01 01"
            + "0a 0a 01 08 00 41 81 80 00 0d 00 0b");
        var canonical = ModuleDecoder.Decode(ModuleEncoder.Encode(ModuleDecoder.Decode(module, WasmFeatures.All), EncodeMode.Canonical), WasmFeatures.All);
        var function = Assert.Single(BranchHints.Read(canonical));
        Assert.Equal(new BranchHint(3, true), Assert.Single(function.Hints));
    }

    [Fact]
    public void Names_are_written_sorted_behind_the_data()
    {
        var module = ModuleDecoder.Decode(ModuleDecoderTests.Bytes(Header), WasmFeatures.All);
        module.Names = new NameSection
        {
            Module = "m",
            Functions = { [3] = "c", [1] = "a" },
            Locals = { [(1, 2)] = "y", [(1, 0)] = "x", [(0, 0)] = "z" },
        };
        var names = ModuleDecoder.Decode(ModuleEncoder.Encode(module), WasmFeatures.All).Names;
        Assert.Equal("m", names.Module);
        Assert.Equal([1u, 3u], names.Functions.Keys);
        Assert.Equal([(0u, 0u), (1u, 0u), (1u, 2u)], names.Locals.Keys);
    }

    [Fact]
    public void Tools_and_features_are_read()
    {
        byte[] producers = ModuleDecoderTests.Bytes("01 08 6c 61 6e 67 75 61 67 65 01 01 43 02 31 37");
        Assert.Equal([("language", "C", "17")], ToolingSections.ReadProducers(producers, new(0, producers.Length)));
        byte[] features = ModuleDecoderTests.Bytes("02 2b 01 61 2d 01 62");
        Assert.Equal([('+', "a"), ('-', "b")], ToolingSections.ReadTargetFeatures(features, new(0, features.Length)));
    }

    /// <summary>A module of sections, each as its number, a colon and its content; the sizes are filled in.</summary>
    internal static byte[] Module(string sections)
    {
        var writer = new ByteWriter();
        writer.WriteBytes(ModuleDecoderTests.Bytes(Header));
        foreach (string section in sections.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = section.Split(':');
            writer.WriteBytes(ModuleDecoderTests.Bytes(parts[0]));
            writer.WriteSized(ModuleDecoderTests.Bytes(parts[1]));
        }

        return writer.ToArray();
    }
}
