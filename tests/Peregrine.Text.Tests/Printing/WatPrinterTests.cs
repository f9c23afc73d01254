using Peregrine.Binary;
using Peregrine.Syntax;
using Xunit;

namespace Peregrine.Text.Tests.Printing;

public class WatPrinterTests
{
    [Fact]
    public void Flat_instructions_stand_one_per_line_and_blocks_indent()
    {
        string text = Print("(module (func $f (param $x i32) (result i32) (local i64 f32) block $l (result i32) local.get $x br $l end))");
        Assert.Equal(
            """
            (module
              (type (;0;) (func (param i32) (result i32)))
              (func $f (;0;) (type 0) (param $x i32) (result i32)
                (local i64 f32)
                block $l (result i32) (;@1;)
                  local.get $x
                  br $l
                end)
            )

            """,
            text);
    }

    [Fact]
    public void Folded_instructions_hold_their_operands()
    {
        string text = Print(
            "(module (func (param i32) (result i32) local.get 0 if (result i32) i32.const 1 i32.const 2 i32.add else i32.const 3 end))",
            new PrintOptions { Fold = true });
        Assert.Equal(
            """
            (module
              (type (;0;) (func (param i32) (result i32)))
              (func (;0;) (type 0) (param i32) (result i32)
                (if (result i32) (;@1;)
                  (local.get 0)
                  (then
                    (i32.add
                      (i32.const 1)
                      (i32.const 2)))
                  (else
                    (i32.const 3))))
            )

            """,
            text);
    }

    [Fact]
    public void Skeleton_leaves_out_bodies_and_contents()
    {
        string text = Print("(module (memory 1) (data (i32.const 0) \"secret\") (func (export \"f\") nop))", new PrintOptions { Skeleton = true });
        Assert.Contains("(func (;0;) (type 0) ...)", text, StringComparison.Ordinal);
        Assert.Contains("(data (;0;) (i32.const 0) ...)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Offsets_stand_in_front_of_instructions()
    {
        Assert.Contains("(;17;) nop", Print("(module (func nop))", new PrintOptions { Offsets = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_no_identifiers_are_quoted_made_unique_or_annotated()
    {
        var module = Decode("(module (func) (func) (func) (func) (start 1))");
        module.Names = new NameSection { Functions = { [0] = "a b", [1] = "f", [2] = "f", [3] = "" } };
        string text = WatPrinter.Print(module);
        Assert.Contains("(func $\"a b\" (;0;)", text, StringComparison.Ordinal);
        Assert.Contains("(func $f (;1;)", text, StringComparison.Ordinal);
        Assert.Contains("(func $\"#func2 f\" (;2;) (@name \"f\")", text, StringComparison.Ordinal);
        Assert.Contains("(func $#func3 (;3;) (@name \"\")", text, StringComparison.Ordinal);
        Assert.Contains("(start $f)", text, StringComparison.Ordinal);
        Assert.Equal(module.Names.Functions, Decode(text).Names.Functions);
    }

    [Fact]
    public void All_kinds_of_names_survive()
    {
        var module = Decode("(module (type (struct (field i32))) (func (param i32) (local i64) block end) (table 1 funcref) (memory 1) "
            + "(global i32 (i32.const 0)) (tag) (elem func) (data \"\"))");
        var names = new NameSection
        {
            Module = "m",
            Functions = { [0] = "f" },
            Locals = { [(0, 0)] = "p", [(0, 1)] = "p" },
            Labels = { [(0, 0)] = "l" },
            Types = { [0] = "t" },
            Tables = { [0] = "tab" },
            Memories = { [0] = "mem" },
            Globals = { [0] = "g" },
            ElementSegments = { [0] = "e" },
            DataSegments = { [0] = "d" },
            Fields = { [(0, 0)] = "field" },
            Tags = { [0] = "tag" },
        };
        module.Names = names;
        var again = Decode(WatPrinter.Print(module)).Names;
        Assert.Equal(Bytes(names), Bytes(again));

        static string Bytes(NameSection names)
        {
            var writer = new ByteWriter();
            names.Write(writer);
            return Convert.ToHexStringLower(writer.Written);
        }
    }

    [Fact]
    public void Names_can_be_left_out()
    {
        var module = Decode("(module $m (func $f (param $x i32)) (start $f))");
        string text = WatPrinter.Print(module, new PrintOptions { Names = false });
        Assert.Contains("(start 0)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("$", text.Replace("(@custom", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(func i32.const 0 (@metadata.code.branch_hint \"\\01\") if nop end)", false)]
    [InlineData("(func i32.const 0 (@metadata.code.branch_hint \"\\01\") if nop end)", true)]
    [InlineData("(@custom \"x\" (before first) \"\\00\\ff\") (@custom \"y\" (after func) \"q\\\"\") (func)", false)]
    [InlineData("(import \"m\" (item \"a\" (func)) (item \"b\" (global (mut i32))))", false)]
    [InlineData("(import \"m\" (item \"a\") (item \"b\") (global (mut i32)))", false)]
    [InlineData("(func (drop (f64.const -0.0)) (drop (f64.const nan:0x123)) (drop (f32.const -nan)) (drop (f32.const 0x1p-149)) (drop (f64.const -inf)))", true)]
    [InlineData("(memory i64 1 2) (memory 3 4 shared) (memory 0 (pagesize 1)) (table i64 1 funcref)", false)]
    [InlineData("(rec) (rec (type (sub (func)))) (type (sub final (struct))) (type $t (sub 0 (func)))", false)]
    [InlineData("(func (try (do nop) (catch_all rethrow 0)) (try (do) (delegate 0)))", true)]
    [InlineData("(func block $l block $l br 1 br $l end end)", false)]
    public void Modules_survive_printing(string fields, bool fold)
    {
        var module = Decode($"(module {fields})");
        byte[] original = ModuleEncoder.Encode(module, EncodeMode.Canonical);
        string text = WatPrinter.Print(module, new PrintOptions { Fold = fold });
        Assert.True(original.AsSpan().SequenceEqual(ModuleEncoder.Encode(Decode(text), EncodeMode.Canonical)), text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Deep_nesting_prints_in_linear_space(bool fold)
    {
        string blocks = string.Concat(Enumerable.Repeat("block ", 20_000)) + string.Concat(Enumerable.Repeat("end ", 20_000));
        var module = Decode($"(module (func {blocks}) (func (result i32) i32.const 0 {string.Concat(Enumerable.Repeat("i32.eqz ", 20_000))}))");
        string text = WatPrinter.Print(module, new PrintOptions { Fold = fold });
        Assert.InRange(text.Length, 100_000, 10_000_000);
        Assert.Equal(ModuleEncoder.Encode(module), ModuleEncoder.Encode(Decode(text)));
    }

    [Fact]
    public void Malformed_bodies_print_as_far_as_they_go()
    {
        // (func) whose body is nop and an opcode that does not exist.
        byte[] bytes = Convert.FromHexString("0061736d01000000" + "010401600000" + "03020100" + "0a06010400" + "01ff0b");
        Assert.Contains(";; malformed: illegal opcode ff", WatPrinter.Print(bytes), StringComparison.Ordinal);
        Assert.Contains(";; malformed: illegal opcode ff", WatPrinter.Print(bytes, new PrintOptions { Fold = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Strings_show_what_is_readable_and_escape_the_rest()
    {
        var module = Decode("(module (func) (export \"\\u{e9}\\u{202e}\\\"\\00\" (func 0)) (memory 0) (data \"\\e9a\"))");
        string text = WatPrinter.Print(module);
        Assert.Contains("(export \"é\\u{202e}\\\"\\u{0}\"", text, StringComparison.Ordinal);
        Assert.Contains("(data (;0;) \"\\e9a\")", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_modules_print_or_are_refused()
    {
        var random = new Random(7);
        byte[] seed = ModuleEncoder.Encode(WatParser.Parse(
            "(module $m (type (struct (field i32))) (memory 1) (func $f (param $x i32) (result i32) (if (result i32) (local.get $x) (then (i32.load offset=4 (i32.const 1))) (else (i32.const 2))) "
            + "(drop (struct.new 0 (i32.const 1))) (br_table 0 0 (i32.const 1))) (data (i32.const 0) \"abc\"))"));
        for (int round = 0; round < 3000; round++)
        {
            byte[] mutant = [.. seed];
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                mutant[random.Next(8, mutant.Length)] ^= (byte)(1 << random.Next(8));
            }

            try
            {
                WatPrinter.Print(mutant, new PrintOptions { Fold = random.Next(2) == 0, Offsets = true });
            }
            catch (WasmException)
            {
                // Refused.
            }
        }
    }

    private static ModuleSyntax Decode(string text) =>
        ModuleDecoder.Decode(ModuleEncoder.Encode(WatParser.Parse(System.Text.Encoding.UTF8.GetBytes(text))), WasmFeatures.All);

    private static string Print(string text, PrintOptions? options = null) => WatPrinter.Print(Decode(text), options);
}
