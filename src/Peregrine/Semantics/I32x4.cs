using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

/// <summary>The semantics of the <c>i32x4</c> instructions, one method each.</summary>
internal static partial class I32x4
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Neg(v128 a) => (-a.AsInt32()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Abs(v128 a)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            return Vector128.Abs(a.AsInt32()).AsByte();
        }

        // The library's own fallback throws for the least value, which is its own absolute value here.
        var sign = Vector128.LessThan(a.AsInt32(), Vector128<int>.Zero);
        return ((a.AsInt32() ^ sign) - sign).AsByte();
    }

    [MethodImpl(AggressiveInlining)]
    public static int AllTrue(v128 a) => Vector128.EqualsAny(a.AsUInt32(), Vector128<uint>.Zero) ? 0 : 1;

    [MethodImpl(AggressiveInlining)]
    public static int Bitmask(v128 a) => (int)a.AsUInt32().ExtractMostSignificantBits();

    [MethodImpl(AggressiveInlining)]
    public static v128 Shl(v128 a, int count) => (a.AsUInt32() << (count & 31)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ShrS(v128 a, int count) => (a.AsInt32() >> (count & 31)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ShrU(v128 a, int count) => (a.AsUInt32() >>> (count & 31)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Add(v128 a, v128 b) => (a.AsUInt32() + b.AsUInt32()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Sub(v128 a, v128 b) => (a.AsUInt32() - b.AsUInt32()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Mul(v128 a, v128 b) => (a.AsUInt32() * b.AsUInt32()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 MinS(v128 a, v128 b) => Vector128.Min(a.AsInt32(), b.AsInt32()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 MinU(v128 a, v128 b) => Vector128.Min(a.AsUInt32(), b.AsUInt32()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 MaxS(v128 a, v128 b) => Vector128.Max(a.AsInt32(), b.AsInt32()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 MaxU(v128 a, v128 b) => Vector128.Max(a.AsUInt32(), b.AsUInt32()).AsByte();
}
