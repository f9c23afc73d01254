using System.Text;
using Peregrine.Instructions;

namespace Peregrine.Text.Parsing;

/// <summary>Tells keywords in the wrong place (unexpected token) from words that are none (unknown operator); used for errors only.</summary>
internal static class Keywords
{
    private const string Words =
        "i8 i16 i32 i64 f32 f64 v128 i8x16 i16x8 i32x4 i64x2 f32x4 f64x2 func extern any eq i31 struct array exn none nofunc noextern noexn cont nocont "
        + "funcref externref anyref eqref i31ref structref arrayref exnref nullref nullfuncref nullexternref nullexnref contref nullcontref ref null mut field sub final rec "
        + "type param result local import export table memory global tag elem data declare offset item start module binary quote definition instance "
        + "shared unshared pagesize then else end do catch catch_ref catch_all catch_all_ref delegate on switch exact descriptor describes inf nan nan:canonical nan:arithmetic seq_cst acq_rel "
        + "register invoke get assert_return assert_trap assert_invalid assert_malformed assert_unlinkable assert_exhaustion assert_exception "
        + "assert_suspension assert_malformed_custom assert_invalid_custom either thread wait script input output component "
        + "ref.extern ref.host ref.struct ref.array ref.any";

    private static HashSet<string>? s_words;

    public static bool IsKnown(ReadOnlySpan<byte> word)
    {
        if (MnemonicTable.TryFind(word, out _))
        {
            return true;
        }

        if (word.StartsWith("offset="u8) || word.StartsWith("align="u8))
        {
            return Lexing.IntegerLiteral.TryReadUnsigned(word[(word.IndexOf((byte)'=') + 1)..], ulong.MaxValue, out _) != Lexing.NumberStatus.NotANumber;
        }

        s_words ??= [.. Words.Split(' ')];
        return s_words.Contains(Encoding.UTF8.GetString(word)) || (word.StartsWith("nan:"u8) && Lexing.FloatLiteral.TryRead(word, 64, out _) != Lexing.NumberStatus.NotANumber);
    }
}
