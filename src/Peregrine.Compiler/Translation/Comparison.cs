using System.Reflection.Emit;

namespace Peregrine.Compiler.Translation;

/// <summary>What two operands, or one and zero, are compared for.</summary>
internal enum Comparison : byte
{
    Equal,
    NotEqual,
    Less,
    LessUnsigned,
    Greater,
    GreaterUnsigned,
    LessOrEqual,
    LessOrEqualUnsigned,
    GreaterOrEqual,
    GreaterOrEqualUnsigned,
    FloatEqual,
    FloatNotEqual,
    FloatLess,
    FloatGreater,
    FloatLessOrEqual,
    FloatGreaterOrEqual,

    /// <summary>One operand is zero, or null.</summary>
    Zero,
}

/// <summary>The CIL of comparisons.</summary>
internal static class Comparisons
{
    /// <summary>The comparison with its operands exchanged.</summary>
    public static Comparison Mirror(Comparison comparison) => comparison switch
    {
        Comparison.Less => Comparison.Greater,
        Comparison.LessUnsigned => Comparison.GreaterUnsigned,
        Comparison.Greater => Comparison.Less,
        Comparison.GreaterUnsigned => Comparison.LessUnsigned,
        Comparison.LessOrEqual => Comparison.GreaterOrEqual,
        Comparison.LessOrEqualUnsigned => Comparison.GreaterOrEqualUnsigned,
        Comparison.GreaterOrEqual => Comparison.LessOrEqual,
        Comparison.GreaterOrEqualUnsigned => Comparison.LessOrEqualUnsigned,
        Comparison.FloatLess => Comparison.FloatGreater,
        Comparison.FloatGreater => Comparison.FloatLess,
        Comparison.FloatLessOrEqual => Comparison.FloatGreaterOrEqual,
        Comparison.FloatGreaterOrEqual => Comparison.FloatLessOrEqual,
        _ => comparison,
    };

    /// <summary>The branch that is taken when the comparison holds, or when it does not.</summary>
    /// <remarks>With a NaN, floating-point comparisons other than "not equal" do not hold: their negations are the unordered branches.</remarks>
    public static OpCode Branch(Comparison comparison, bool whenTrue) => comparison switch
    {
        Comparison.Equal or Comparison.FloatEqual => whenTrue ? OpCodes.Beq : OpCodes.Bne_Un,
        Comparison.NotEqual or Comparison.FloatNotEqual => whenTrue ? OpCodes.Bne_Un : OpCodes.Beq,
        Comparison.Less => whenTrue ? OpCodes.Blt : OpCodes.Bge,
        Comparison.LessUnsigned => whenTrue ? OpCodes.Blt_Un : OpCodes.Bge_Un,
        Comparison.Greater => whenTrue ? OpCodes.Bgt : OpCodes.Ble,
        Comparison.GreaterUnsigned => whenTrue ? OpCodes.Bgt_Un : OpCodes.Ble_Un,
        Comparison.LessOrEqual => whenTrue ? OpCodes.Ble : OpCodes.Bgt,
        Comparison.LessOrEqualUnsigned => whenTrue ? OpCodes.Ble_Un : OpCodes.Bgt_Un,
        Comparison.GreaterOrEqual => whenTrue ? OpCodes.Bge : OpCodes.Blt,
        Comparison.GreaterOrEqualUnsigned => whenTrue ? OpCodes.Bge_Un : OpCodes.Blt_Un,
        Comparison.FloatLess => whenTrue ? OpCodes.Blt : OpCodes.Bge_Un,
        Comparison.FloatGreater => whenTrue ? OpCodes.Bgt : OpCodes.Ble_Un,
        Comparison.FloatLessOrEqual => whenTrue ? OpCodes.Ble : OpCodes.Bgt_Un,
        Comparison.FloatGreaterOrEqual => whenTrue ? OpCodes.Bge : OpCodes.Blt_Un,
        _ => whenTrue ? OpCodes.Brfalse : OpCodes.Brtrue,
    };

    /// <summary>The instruction that gives 1 or 0, and whether its result has to be inverted.</summary>
    public static (OpCode Code, bool Inverted) Value(Comparison comparison) => comparison switch
    {
        Comparison.Equal or Comparison.FloatEqual => (OpCodes.Ceq, false),
        Comparison.NotEqual or Comparison.FloatNotEqual => (OpCodes.Ceq, true),
        Comparison.Less or Comparison.FloatLess => (OpCodes.Clt, false),
        Comparison.LessUnsigned => (OpCodes.Clt_Un, false),
        Comparison.Greater or Comparison.FloatGreater => (OpCodes.Cgt, false),
        Comparison.GreaterUnsigned => (OpCodes.Cgt_Un, false),
        Comparison.LessOrEqual => (OpCodes.Cgt, true),
        Comparison.LessOrEqualUnsigned or Comparison.FloatLessOrEqual => (OpCodes.Cgt_Un, true),
        Comparison.GreaterOrEqual => (OpCodes.Clt, true),
        Comparison.GreaterOrEqualUnsigned or Comparison.FloatGreaterOrEqual => (OpCodes.Clt_Un, true),
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };
}
