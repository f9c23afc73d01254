using System.Text;
using Xunit;

namespace Peregrine.Text.Tests.Parsing;

/// <summary>Whatever the text, nothing but the documented exceptions comes out.</summary>
public class WatRobustnessTests
{
    private const string Module = """
        (module $m (@name "x") (@custom "c" (after func) "data")
          (rec (type $s (sub final (struct (field $x (mut i8)) (field (ref null $a))))) (type $a (array (mut i64))))
          (type $f (func (param $p i32) (result f64)))
          (import "m" "n" (func $i (type $f))) (import "q" (item "a") (item "b") (global i32))
          (table $t (export "t") i64 1 2 funcref (ref.null func)) (memory (export "m") (data "\00\u{41}" (i16 1 2)))
          (elem (table $t) (offset (i64.const 0)) func $g) (elem declare funcref (item ref.func $g) (ref.func $i))
          (tag $e (param i32)) (global $x (mut v128) (v128.const i32x4 1 0x2 -3 4))
          (func $g (export "g") (param i32) (result i32) (local $l i64) (local f32 f64)
            (block $b (result i32) (@metadata.code.branch_hint "\01") (if (local.get 0) (then (br_table $b 0 (i32.const 1) (i32.const 2))) (else nop))
              (try_table (catch $e $b) (catch_all 0) (throw $e (i32.load8_u offset=4 align=1 (i32.const 0)))) i32.const 1)
            drop try $q nop catch $e drop rethrow $q end loop (try (do) (delegate 0)) end
            (call_indirect $t (type $f) (i32.const 0) (i64.const 1)) drop memory.init 0 0 ref.test (ref $s) br_on_cast 0 anyref (ref $s)
            struct.get $s $x i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 (select (result i32) (i32.const 1) (i32.const 2) (i32.const 3)))
          (start $g))
        """;

    [Fact]
    public void TheModuleItselfIsFine() => WatModule.ToBinary(Module);

    [Fact]
    public void TruncatedTextIsRefused()
    {
        byte[] text = Encoding.UTF8.GetBytes(Module);
        for (int length = 0; length < text.Length; length++)
        {
            TryParse(text.AsSpan(0, length).ToArray());
        }
    }

    [Fact]
    public void TextWithATokenLeftOutOrDoubledIsParsedOrRefused()
    {
        string[] tokens = Module.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal).Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < tokens.Length; i++)
        {
            TryParse(Encoding.UTF8.GetBytes(string.Join(' ', tokens.Where((_, index) => index != i))));
            TryParse(Encoding.UTF8.GetBytes(string.Join(' ', tokens.SelectMany((token, index) => Enumerable.Repeat(token, index == i ? 2 : 1)))));
        }
    }

    [Fact]
    public void TextWithChangedBytesIsParsedOrRefused()
    {
        var random = new Random(7);
        byte[] original = Encoding.UTF8.GetBytes(Module);
        for (int i = 0; i < 3000; i++)
        {
            byte[] text = [.. original];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                text[random.Next(text.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : original[random.Next(original.Length)];
            }

            TryParse(text);
        }
    }

    private static void TryParse(byte[] text)
    {
        try
        {
            WatModule.ToBinary(text);
        }
        catch (WasmException)
        {
        }
    }
}
