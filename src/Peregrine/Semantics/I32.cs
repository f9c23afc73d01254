using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

/// <summary>The semantics of the <c>i32</c> instructions, one method each.</summary>
internal static partial class I32
{
    [MethodImpl(AggressiveInlining)]
    public static int Eqz(int a) => a == 0 ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Eq(int a, int b) => a == b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Ne(int a, int b) => a != b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int LtS(int a, int b) => a < b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int LtU(int a, int b) => (uint)a < (uint)b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int GtS(int a, int b) => a > b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int GtU(int a, int b) => (uint)a > (uint)b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int LeS(int a, int b) => a <= b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int LeU(int a, int b) => (uint)a <= (uint)b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int GeS(int a, int b) => a >= b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int GeU(int a, int b) => (uint)a >= (uint)b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Clz(int a) => BitOperations.LeadingZeroCount((uint)a);

    [MethodImpl(AggressiveInlining)]
    public static int Ctz(int a) => BitOperations.TrailingZeroCount(a);

    [MethodImpl(AggressiveInlining)]
    public static int Popcnt(int a) => BitOperations.PopCount((uint)a);

    [MethodImpl(AggressiveInlining)]
    public static int Add(int a, int b) => unchecked(a + b);

    [MethodImpl(AggressiveInlining)]
    public static int Sub(int a, int b) => unchecked(a - b);

    [MethodImpl(AggressiveInlining)]
    public static int Mul(int a, int b) => unchecked(a * b);

    [MethodImpl(AggressiveInlining)]
    public static int And(int a, int b) => a & b;

    [MethodImpl(AggressiveInlining)]
    public static int Or(int a, int b) => a | b;

    [MethodImpl(AggressiveInlining)]
    public static int Xor(int a, int b) => a ^ b;

    [MethodImpl(AggressiveInlining)]
    public static int Shl(int a, int b) => a << b;

    [MethodImpl(AggressiveInlining)]
    public static int ShrS(int a, int b) => a >> b;

    [MethodImpl(AggressiveInlining)]
    public static int ShrU(int a, int b) => a >>> b;

    [MethodImpl(AggressiveInlining)]
    public static int Rotl(int a, int b) => (int)BitOperations.RotateLeft((uint)a, b);

    [MethodImpl(AggressiveInlining)]
    public static int Rotr(int a, int b) => (int)BitOperations.RotateRight((uint)a, b);
}
