using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

/// <summary>The semantics of the <c>i64</c> instructions, one method each.</summary>
internal static partial class I64
{
    [MethodImpl(AggressiveInlining)]
    public static int Eqz(long a) => a == 0 ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Eq(long a, long b) => a == b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Ne(long a, long b) => a != b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int LtS(long a, long b) => a < b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int LtU(long a, long b) => (ulong)a < (ulong)b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int GtS(long a, long b) => a > b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int GtU(long a, long b) => (ulong)a > (ulong)b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int LeS(long a, long b) => a <= b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int LeU(long a, long b) => (ulong)a <= (ulong)b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int GeS(long a, long b) => a >= b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int GeU(long a, long b) => (ulong)a >= (ulong)b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static long Clz(long a) => BitOperations.LeadingZeroCount((ulong)a);

    [MethodImpl(AggressiveInlining)]
    public static long Ctz(long a) => BitOperations.TrailingZeroCount(a);

    [MethodImpl(AggressiveInlining)]
    public static long Popcnt(long a) => BitOperations.PopCount((ulong)a);

    [MethodImpl(AggressiveInlining)]
    public static long Add(long a, long b) => unchecked(a + b);

    [MethodImpl(AggressiveInlining)]
    public static long Sub(long a, long b) => unchecked(a - b);

    [MethodImpl(AggressiveInlining)]
    public static long Mul(long a, long b) => unchecked(a * b);

    [MethodImpl(AggressiveInlining)]
    public static long And(long a, long b) => a & b;

    [MethodImpl(AggressiveInlining)]
    public static long Or(long a, long b) => a | b;

    [MethodImpl(AggressiveInlining)]
    public static long Xor(long a, long b) => a ^ b;

    [MethodImpl(AggressiveInlining)]
    public static long Shl(long a, long b) => a << (int)b;

    [MethodImpl(AggressiveInlining)]
    public static long ShrS(long a, long b) => a >> (int)b;

    [MethodImpl(AggressiveInlining)]
    public static long ShrU(long a, long b) => a >>> (int)b;

    [MethodImpl(AggressiveInlining)]
    public static long Rotl(long a, long b) => (long)BitOperations.RotateLeft((ulong)a, (int)b);

    [MethodImpl(AggressiveInlining)]
    public static long Rotr(long a, long b) => (long)BitOperations.RotateRight((ulong)a, (int)b);
}
