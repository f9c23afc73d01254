using Peregrine.Binary;
using Peregrine.Syntax;
using Xunit;

namespace Peregrine.Text.Tests.Parsing;

public class WatEncodingTests
{
    [Theory]
    [InlineData("i32.const -1", "41 7f")]
    [InlineData("i32.const 0xffffffff", "41 7f")]
    [InlineData("i64.const 128", "42 80 01")]
    [InlineData("f32.const 1.5", "43 00 00 c0 3f")]
    [InlineData("f64.const -nan:0x1", "44 01 00 00 00 00 00 f0 ff")]
    [InlineData("i32.load", "28 02 00")]
    [InlineData("i64.load8_u offset=16 align=1", "31 00 10")]
    [InlineData("i32.load $m offset=1", "28 42 01 01")]
    [InlineData("v128.load8_lane 3", "fd 54 00 00 03")]
    [InlineData("v128.load16_lane $m offset=2 3", "fd 55 41 01 02 03")]
    [InlineData("v128.load16_lane 1 3", "fd 55 41 01 00 03")]
    [InlineData("v128.load16_lane 3 nop", "fd 55 01 00 03 01")]
    [InlineData("memory.copy", "fc 0a 00 00")]
    [InlineData("memory.copy $m 0", "fc 0a 01 00")]
    [InlineData("memory.init $d", "fc 08 00 00")]
    [InlineData("memory.init $m $d", "fc 08 00 01")]
    [InlineData("table.init 2 1", "fc 0c 01 02")]
    [InlineData("select", "1b")]
    [InlineData("select (result i32) (result)", "1c 01 7f")]
    [InlineData("ref.null func", "d0 70")]
    [InlineData("ref.null $t", "d0 00")]
    [InlineData("ref.test (ref $t)", "fb 14 00")]
    [InlineData("ref.test (ref null $t)", "fb 15 00")]
    [InlineData("ref.cast anyref", "fb 17 6e")]
    [InlineData("br_on_cast 0 (ref null any) (ref $t)", "fb 18 01 00 6e 00")]
    [InlineData("br_table 0 0 0", "0e 02 00 00 00")]
    [InlineData("call_indirect (type $t)", "11 00 00")]
    [InlineData("call_indirect 3 (param i32)", "11 01 03")]
    [InlineData("array.new_fixed $t 3", "fb 08 00 03")]
    [InlineData("v128.const i16x8 0 1 2 3 4 5 6 -1", "fd 0c 00 00 01 00 02 00 03 00 04 00 05 00 06 00 ff ff")]
    [InlineData("i8x16.extract_lane_s 15", "fd 15 0f")]
    [InlineData("atomic.fence", "fe 03 00")]
    [InlineData("block (result i32) i32.const 1 end", "02 7f 41 01 0b")]
    [InlineData("block (param i32) (result) end", "02 01 0b")]
    [InlineData("block $a block $b br $a br $b br 2 end end", "02 40 02 40 0c 01 0c 00 0c 02 0b 0b")]
    [InlineData("block $a block $a br $a end br $a end", "02 40 02 40 0c 00 0b 0c 00 0b")]
    [InlineData("if $a nop else $a nop end $a", "04 40 01 05 01 0b")]
    [InlineData("(if (result i32) (i32.const 1) (then (i32.const 2)) (else (i32.const 3)))", "41 01 04 7f 41 02 05 41 03 0b")]
    [InlineData("(if $l (block (br $f)) (then (br $l)))", "02 40 0c 01 0b 04 40 0c 00 0b")]
    [InlineData("(i32.sub (i32.add (i32.const 1) (i32.const 2)) (i32.const 3))", "41 01 41 02 6a 41 03 6b")]
    [InlineData("(loop (nop) nop)", "03 40 01 01 0b")]
    [InlineData("(try_table $l (catch $e $f) (catch_all_ref 0) (br $l))", "1f 40 02 00 00 00 03 00 0c 00 0b")]
    [InlineData("(try $l (do nop) (catch $e (rethrow $l)) (catch_all))", "06 40 01 07 00 09 00 19 0b")]
    [InlineData("(try $l (do nop) (delegate $f))", "06 40 01 18 00")]
    [InlineData("try nop delegate 0", "06 40 01 18 00")]
    [InlineData("try catch $e catch_all end", "06 40 07 00 19 0b")]
    public void InstructionsAreEncoded(string text, string expected)
    {
        // The block gives the labels something to leave, so that $f means the same in every row.
        var module = WatParser.Parse($"(type $t (func)) (import \"\" \"\" (memory 0)) (import \"\" \"\" (memory $m 0)) (tag $e) (data $d \"\") (func block $f {text} end)");

        byte[] body = module.Slice(module.Bodies[0].Range).ToArray();
        Assert.Equal($"00 02 40 {expected} 0b 0b", string.Join(' ', body.Select(b => b.ToString("x2"))));
    }

    [Fact]
    public void ImplicitTypesFollowTheExplicitOnes()
    {
        var module = WatParser.Parse("(func (param i32)) (type (func)) (func (param i32)) (func) (func (result i64))");

        Assert.Equal(3, module.Types.Count);
        Assert.Equal([1u, 1u, 0u, 2u], module.Functions.Select(function => function.TypeIndex));
    }

    [Fact]
    public void ImplicitTypesAreNotFoundInRecursionGroups()
    {
        var module = WatParser.Parse("(rec (type (func)) (type (func (param i32)))) (type (sub (func))) (func) (func (param i32))");

        Assert.Equal([3u, 4u], module.Functions.Select(function => function.TypeIndex));
    }

    [Fact]
    public void SegmentsInPlaceOfLimitsTakeIndices()
    {
        var module = WatParser.Parse("(table funcref (elem $f $f)) (memory (data \"abc\")) (data $d \"\") (elem $e func) (func $f data.drop $d elem.drop $e)");

        Assert.Equal(new Limits(2, 2), module.Tables[0].Type.Limits);
        Assert.Equal(new Limits(1, 1), module.Memories[0].Type.Limits);
        Assert.Equal(2u, module.DataCount);
        Assert.Equal([0x00, 0xFC, 0x09, 0x01, 0xFC, 0x0D, 0x01, 0x0B], module.Slice(module.Bodies[0].Range).ToArray());
    }

    [Fact]
    public void InlineImportsAndExportsBecomeFields()
    {
        var module = WatParser.Parse("(func $f (export \"a\") (export \"b\") (import \"m\" \"n\") (param i32)) (export \"c\" (func $f))");

        Assert.Equal(("m", "n", ExternKind.Function), (module.Imports[0].Module, module.Imports[0].Name, module.Imports[0].Kind));
        Assert.Equal(["a", "b", "c"], module.Exports.Select(export => export.Name));
        Assert.Empty(module.Functions);
    }

    [Fact]
    public void CompactImportsAreGroups()
    {
        var module = WatParser.Parse("(import \"m\" (item \"a\" (func)) (item \"b\" (memory 1))) (import \"n\" (item \"c\") (item \"d\") (global $g i32)) (func global.get 1 global.get $g)");

        Assert.Equal(["a", "b", "c", "d"], module.Imports.Select(import => import.Name));
        Assert.Equal([(0, 2, false), (2, 2, true)], module.ImportGroups.Select(group => (group.First, group.Count, group.SharesType)));
        ModuleDecoder.Decode(ModuleEncoder.Encode(module), WasmFeatures.All);
    }

    [Fact]
    public void NumbersCanFillDataSegments()
    {
        var module = WatParser.Parse("(data (i8 1 -1) \"a\" (i16 0x102) (f32 1) (v128 i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15))");

        Assert.Equal("01ff610201" + "0000803f" + "000102030405060708090a0b0c0d0e0f", Convert.ToHexStringLower(module.Slice(module.DataSegments[0].Content)));
    }

    [Fact]
    public void IdentifiersAndNameAnnotationsGiveNames()
    {
        var names = WatParser.Parse("""
            (module $m
              (type $s (struct (field $x i32) (field (@name "why") i32)))
              (func $f (@name "eff") (param $p i32) (local (@name "ell") i32) block $b block end block $c end end)
              (memory $"mem \u{41}" 0) (table $t 0 funcref) (global $g i32 (i32.const 0)) (tag $e) (elem $el func) (data $d ""))
            """).Names;

        Assert.Equal("m", names.Module);
        Assert.Equal("eff", names.Functions[0]);
        Assert.Equal(("p", "ell"), (names.Locals[(0, 0)], names.Locals[(0, 1)]));
        Assert.Equal(("b", "c"), (names.Labels[(0, 0)], names.Labels[(0, 2)]));
        Assert.Equal(("x", "why"), (names.Fields[(0, 0)], names.Fields[(0, 1)]));
        Assert.Equal(("s", "mem A", "t", "g"), (names.Types[0], names.Memories[0], names.Tables[0], names.Globals[0]));
        Assert.Equal(("e", "el", "d"), (names.Tags[0], names.ElementSegments[0], names.DataSegments[0]));
    }

    [Fact]
    public void CustomAnnotationsBecomeSections()
    {
        var module = WatParser.Parse("(@custom \"a\" (before first) \"x\" \"y\") (func) (@custom \"b\" (after func)) (@custom \"c\")");

        Assert.Equal([("a", (byte)0), ("b", (byte)3), ("c", (byte)11)], module.CustomSections.Select(section => (section.Name, section.After)));
        Assert.Equal("xy"u8, module.Slice(module.CustomSections[0].Content));
    }

    [Fact]
    public void BranchHintsBecomeASection()
    {
        var module = WatParser.Parse("(func) (func (local i32) (@metadata.code.branch_hint \"\\01\") (if (i32.const 0) (then)) i32.const 0 (@metadata.code.branch_hint \"\\00\") br_if 0)");
        var decoded = ModuleDecoder.Decode(ModuleEncoder.Encode(module), WasmFeatures.All);

        var hints = Assert.Single(BranchHints.Read(decoded));
        Assert.Equal(1u, hints.Function);
        Assert.Equal([new BranchHint(5, true), new BranchHint(10, false)], hints.Hints);
    }

    [Fact]
    public void DeepNestingCostsMemoryOnly()
    {
        const int Depth = 200_000;
        string folded = string.Concat(Enumerable.Repeat("(i32.eqz ", Depth)) + "(i32.const 0)" + new string(')', Depth);
        string flat = string.Concat(Enumerable.Repeat("block $a ", Depth)) + string.Concat(Enumerable.Repeat("end ", Depth));
        string blocks = string.Concat(Enumerable.Repeat("(block (if (i32.const 0) (then ", Depth)) + string.Concat(Enumerable.Repeat(")))", Depth));
        string comments = string.Concat(Enumerable.Repeat("(;", Depth)) + string.Concat(Enumerable.Repeat(";)", Depth));

        var module = WatParser.Parse($"{comments}(func (drop {folded})) (func {flat}) (func {blocks})");

        Assert.Equal(3, module.Bodies.Count);
    }
}
