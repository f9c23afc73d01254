using Xunit;

namespace Peregrine.Text.Tests.Parsing;

/// <summary>Every message begins with the suite's wording, and every position is right.</summary>
public class WatErrorTests
{
    [Theory]
    [InlineData("(module\n  (func (foo)))", "unknown operator foo", 2, 10)]
    [InlineData("(module\n  (func (i32.const)))", "unexpected token )", 2, 19)]
    [InlineData("(module (func", "unexpected token end of text", 1, 14)]
    [InlineData("(module))", "unexpected token )", 1, 9)]
    [InlineData("(func (i32.const 0x1_0000_0000))", "constant out of range", 1, 18)]
    [InlineData("(func (i32.const 0x))", "unknown operator 0x", 1, 18)]
    [InlineData("(func (i32.const 1.5))", "unexpected token 1.5", 1, 18)]
    [InlineData("(func (f32.const 1e39))", "constant out of range", 1, 18)]
    [InlineData("(func br $l)", "unknown label $l", 1, 10)]
    [InlineData("(func local.get $x)", "unknown local $x", 1, 17)]
    [InlineData("(func call $f)", "unknown func $f", 1, 12)]
    [InlineData("(func global.get $g)", "unknown global $g", 1, 18)]
    [InlineData("(func table.get $t)", "unknown table $t", 1, 17)]
    [InlineData("(func i32.load $m)", "unknown memory $m", 1, 16)]
    [InlineData("(func throw $e)", "unknown tag $e", 1, 13)]
    [InlineData("(func data.drop $d)", "unknown data segment $d", 1, 17)]
    [InlineData("(func elem.drop $d)", "unknown elem segment $d", 1, 17)]
    [InlineData("(func (type $t))", "unknown type $t", 1, 13)]
    [InlineData("(type $s (struct)) (func struct.get $s $f)", "unknown field $f", 1, 40)]
    [InlineData("(func $f)\n(func $f)", "duplicate func $f", 2, 7)]
    [InlineData("(func (param $x i32) (local $x i32))", "duplicate local $x", 1, 29)]
    [InlineData("(type (struct (field $x i32) (field $x i32)))", "duplicate field $x", 1, 37)]
    [InlineData("(func block $a end $b)", "mismatching label $b", 1, 20)]
    [InlineData("(func block)", "unexpected token )", 1, 12)]
    [InlineData("(func end)", "unexpected token end", 1, 7)]
    [InlineData("(func (if (i32.const 0)))", "unexpected token )", 1, 24)]
    [InlineData("(func (if (then) (then)))", "unexpected token (", 1, 18)]
    [InlineData("(func (i32.eqz block end))", "unexpected token block", 1, 16)]
    [InlineData("(type $t (func)) (func (type $t) (result i32))", "inline function type", 1, 24)]
    [InlineData("(func (type 3) (result i32))", "unknown type 3", 1, 7)]
    [InlineData("(func i32.load align=3)", "alignment must be a power of two", 1, 16)]
    [InlineData("(func) (import \"\" \"\" (func))", "import after function", 1, 8)]
    [InlineData("(memory 0) (func (import \"\" \"\"))", "import after memory", 1, 12)]
    [InlineData("(func $f) (start $f) (start $f)", "multiple start sections", 1, 22)]
    [InlineData("(export \"\\ff\" (func 0))", "malformed UTF-8 encoding", 1, 9)]
    [InlineData("(func (v128.const i32x4 0 0 0))", "wrong number of lane literals", 1, 19)]
    [InlineData("(func (i8x16.shuffle 1 2))", "invalid lane length", 1, 22)]
    [InlineData("(func (i8x16.extract_lane_s 256))", "i8 constant out of range", 1, 29)]
    [InlineData("(memory 0 (pagesize 3))", "invalid custom page size", 1, 21)]
    [InlineData("(func (@metadata.code.branch_hint \"\\02\") br_if 0)", "@metadata.code.branch_hint annotation: invalid value", 1, 7)]
    [InlineData("(func (@custom \"x\"))", "misplaced @custom annotation", 1, 7)]
    [InlineData("(; ;", "unclosed comment", 1, 1)]
    [InlineData("\"", "unclosed string", 1, 1)]
    [InlineData("(func $)", "empty identifier", 1, 7)]
    [InlineData("é", "illegal character", 1, 1)]
    public void TextErrorsSayWhatAndWhere(string text, string message, int line, int column)
    {
        var error = Assert.Throws<MalformedModuleException>(() => WatModule.ToBinary(text));

        Assert.StartsWith(message, error.Reason, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Position.Line, error.Position.Column));
        Assert.EndsWith($"(at {line}:{column})", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(module\n  (func\n    (drop\n      (i32.add\n        (i64.const 1)\n        (i32.const 2)))))", "type mismatch", 4, 7)]
    [InlineData("(func\n  i32.const 1\n  i64.eqz\n  drop)", "type mismatch", 3, 3)]
    [InlineData("(func)\n(func\n  call 7)", "unknown function", 3, 3)]
    [InlineData("(func)\n(export \"a\" (func 0))\n(export \"a\" (func 0))", "duplicate export name", 3, 1)]
    [InlineData("(global i32\n  (i64.const 1))", "type mismatch", 2, 16)]
    public void ValidationErrorsOfTextHaveLineAndColumn(string text, string message, int line, int column)
    {
        using var engine = new Engine(new EngineOptions { Execution = "none" });

        var error = Assert.Throws<InvalidModuleException>(() => WatModule.Load(engine, text));

        Assert.StartsWith(message, error.Reason, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Position.Line, error.Position.Column));
    }

    [Fact]
    public void CharactersThatTurnTextAroundAreRefused()
    {
        var error = Assert.Throws<MalformedModuleException>(() => WatModule.ToBinary("(module) ;; \u202e"));

        Assert.StartsWith("likely-confusing character", error.Reason, StringComparison.Ordinal);
        WatModule.ToBinary("(module (export \"\\u{202e}\" (func 0)))");
    }
}
