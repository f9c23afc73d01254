using Peregrine.Binary;
using Xunit;

namespace Peregrine.Tests.Binary;

public class ModuleDecoderTests
{
    private const string Header = "00 61 73 6d 01 00 00 00 ";

    // (type (func)) and (func (type 0))
    private const string Function = "01 04 01 60 00 00  03 02 01 00 ";

    [Theory]
    [InlineData("", "unexpected end")]
    [InlineData("00 61 73", "unexpected end")]
    [InlineData("00 61 73 6d 01 00", "unexpected end")]
    [InlineData("01 61 73 6d 01 00 00 00", "magic header not detected")]
    [InlineData("00 61 73 6d 02 00 00 00", "unknown binary version")]
    [InlineData("00 61 73 6d 0d 00 01 00", "unknown binary version: this is a component")]
    [InlineData(Header + "0e 01 00", "malformed section id")]
    [InlineData(Header + "01 05 00", "length out of bounds")]
    [InlineData(Header + "01 01 00 01 01 00", "unexpected content after last section")]
    [InlineData(Header + "02 01 00 01 01 00", "unexpected content after last section")]
    [InlineData(Header + "08 01 00 08 01 00", "unexpected content after last section")]
    [InlineData(Header + "01 02 00 00", "section size mismatch")]
    [InlineData(Header + "00 00", "unexpected end")]
    [InlineData(Header + "00 03 05 61 62", "length out of bounds")]
    [InlineData(Header + "00 02 01 ff", "malformed UTF-8 encoding")]
    [InlineData(Header + "01 02 01 41", "malformed definition type")]
    [InlineData(Header + "01 04 01 60 01 01", "malformed value type")]
    [InlineData(Header + "01 05 01 60 01 64 41", "malformed heap type")]
    [InlineData(Header + "01 04 01 5e 78 02", "malformed mutability")]
    [InlineData(Header + "01 04 01 5e 61 00", "malformed storage type")]
    [InlineData(Header + "02 04 01 00 00 05", "malformed import kind")]
    [InlineData(Header + "04 04 01 7f 00 00", "malformed reference type")]
    [InlineData(Header + "04 04 01 70 08 00", "malformed limits flags")]
    [InlineData(Header + "04 05 01 40 01 70 00", "malformed table")]
    [InlineData(Header + "05 03 01 10 00", "malformed limits flags")]
    [InlineData(Header + "05 02 01 08", "malformed limits flags")]
    [InlineData(Header + "05 04 01 08 00 41", "invalid custom page size")]
    [InlineData(Header + "05 08 01 00 80 80 80 80 80 80", "unexpected end")]
    [InlineData(Header + "05 0d 01 00 80 80 80 80 80 80 80 80 80 80 00", "integer representation too long")]
    [InlineData(Header + "05 0c 01 00 80 80 80 80 80 80 80 80 80 02", "integer too large")]
    [InlineData(Header + "0d 03 01 01 00", "malformed tag attribute")]
    [InlineData(Header + "06 06 01 7f 04 41 00 0b", "malformed mutability")]
    [InlineData(Header + "06 05 01 7f 00 41 00", "unexpected end of section or function")]
    [InlineData(Header + "06 05 01 7f 00 ff 0b", "illegal opcode")]
    [InlineData(Header + "07 04 01 00 05 00", "malformed export kind")]
    [InlineData(Header + "09 02 01 08", "malformed elements segment kind")]
    [InlineData(Header + "09 04 01 01 01 00", "malformed element kind")]
    [InlineData(Header + "0b 02 01 03", "malformed data segment kind")]
    [InlineData(Header + "0b 04 01 01 02 61", "unexpected end of section or function")]
    [InlineData(Header + "0c 01 01", "data count and data section have inconsistent lengths")]
    [InlineData(Header + Function, "function and code section have inconsistent lengths")]
    [InlineData(Header + "0a 04 01 02 00 0b", "function and code section have inconsistent lengths")]
    [InlineData(Header + Function + "0a 0c 01 0a 02 ff ff ff ff 0f 7f 02 7e 0b", "too many locals")]
    [InlineData(Header + Function + "0a 04 01 09 00 0b", "length out of bounds")]
    [InlineData(Header + Function + "0a 06 01 04 00 ff 00 0b 7f 00", "illegal opcode ff")]
    public void Malformed_modules_are_refused_in_the_words_of_the_conformance_suite(string module, string message)
    {
        var exception = Assert.Throws<MalformedModuleException>(() => ModuleDecoder.Decode(Bytes(module), WasmFeatures.All));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.InRange(exception.Position.Offset, 0, Bytes(module).Length);
    }

    [Theory]
    [InlineData("01 02 01 4e 00", WasmFeatures.Wasm2, WasmFeatures.Gc)]
    [InlineData("01 03 01 4e 00", WasmFeatures.Wasm2, WasmFeatures.Gc)]
    [InlineData("01 05 01 50 00 5f 00", WasmFeatures.Wasm2, WasmFeatures.Gc)]
    [InlineData("01 03 01 5f 00", WasmFeatures.Wasm2, WasmFeatures.Gc)]
    [InlineData("01 05 01 60 01 6e 00", WasmFeatures.Wasm2, WasmFeatures.Gc)]
    [InlineData("01 06 01 60 01 64 70 00", WasmFeatures.Wasm2, WasmFeatures.FunctionReferences)]
    [InlineData("01 05 01 60 01 6f 00", WasmFeatures.Wasm1, WasmFeatures.ReferenceTypes)]
    [InlineData("01 05 01 60 01 7b 00", WasmFeatures.Wasm1, WasmFeatures.Simd)]
    [InlineData("01 05 01 60 01 69 00", WasmFeatures.Wasm2, WasmFeatures.Exceptions)]
    [InlineData("05 03 01 04 00", WasmFeatures.Wasm2, WasmFeatures.Memory64)]
    [InlineData("04 04 01 70 04 00", WasmFeatures.Wasm2, WasmFeatures.Memory64)]
    [InlineData("05 04 01 03 00 01", WasmFeatures.Wasm3, WasmFeatures.Threads)]
    [InlineData("05 04 01 08 00 00", WasmFeatures.Wasm3, WasmFeatures.CustomPageSizes)]
    [InlineData("0d 01 00", WasmFeatures.Wasm2, WasmFeatures.Exceptions)]
    [InlineData("02 06 01 00 00 04 00 00", WasmFeatures.Wasm2, WasmFeatures.Exceptions)]
    [InlineData("0c 01 00", WasmFeatures.Wasm1, WasmFeatures.BulkMemory)]
    [InlineData("09 04 01 01 00 00", WasmFeatures.Wasm1, WasmFeatures.BulkMemory)]
    [InlineData("0b 03 01 01 00", WasmFeatures.Wasm1, WasmFeatures.BulkMemory)]
    [InlineData("04 09 01 40 00 70 00 00 d0 70 0b", WasmFeatures.Wasm2, WasmFeatures.FunctionReferences)]
    public void Encodings_of_a_feature_that_is_off_are_refused_with_its_name(string sections, WasmFeatures features, WasmFeatures missing)
    {
        var exception = Assert.Throws<InvalidModuleException>(() => ModuleDecoder.Decode(Bytes(Header + sections), features));
        Assert.Equal(missing, exception.MissingFeature);
        Assert.Contains(FeatureGate.Key(missing), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compact_imports_need_their_feature()
    {
        byte[] module = Bytes(Header + "02 09 01 01 6d 00 7f 01 01 61 00 00");
        var exception = Assert.Throws<MalformedModuleException>(() => ModuleDecoder.Decode(module, WasmFeatures.Wasm3));
        Assert.StartsWith("malformed import kind 0x7f", exception.Message, StringComparison.Ordinal);
        Assert.Contains("compact-imports", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compact_import_groups_become_imports()
    {
        // Two imports with a description each, then two that share one.
        byte[] module = Bytes(Header + "02 1d 02  01 6d 00 7f 02 01 61 00 00 01 62 03 7f 00   01 6e 00 7e 03 7e 01 03 01 78 01 79 01 7a");
        var syntax = ModuleDecoder.Decode(module, WasmFeatures.All);
        Assert.Equal(["m.a Function", "m.b Global", "n.x Global", "n.y Global", "n.z Global"], syntax.Imports.Select(import => $"{import.Module}.{import.Name} {import.Kind}"));
        Assert.True(syntax.Imports[4].Global!.IsMutable);
        Assert.Equal(2, syntax.ImportGroups.Count);
        Assert.Equal(module, ModuleEncoder.Encode(syntax));
    }

    [Fact]
    public void Names_are_read_as_far_as_they_go()
    {
        // Function 0 is f; the second name runs out of the section.
        byte[] module = Bytes(Header + "00 11 04 6e 61 6d 65  00 02 01 4d  01 06 02 00 01 66 01 7f");
        var names = ModuleDecoder.Decode(module, WasmFeatures.All).Names;
        Assert.Equal("M", names.Module);
        Assert.Equal("f", names.Functions[0]);
        Assert.False(names.Functions.ContainsKey(1));
    }

    [Fact]
    public void Custom_sections_know_their_place()
    {
        byte[] module = Bytes(Header + "00 02 01 61  01 01 00  00 03 01 62 2a  05 01 00");
        var sections = ModuleDecoder.Decode(module, WasmFeatures.All).CustomSections;
        Assert.Equal([("a", 0, 0), ("b", 1, 1)], sections.Select(section => (section.Name, (int)section.After, section.Content.Length)));
    }

    [Fact]
    public void Huge_counts_allocate_nothing()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (string section in (string[])["01", "02", "03", "04", "05", "06", "07", "09", "0a", "0b", "0d"])
        {
            Assert.Throws<MalformedModuleException>(() => ModuleDecoder.Decode(Bytes($"{Header}{section} 05 ff ff ff ff 0f"), WasmFeatures.All));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    internal static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
