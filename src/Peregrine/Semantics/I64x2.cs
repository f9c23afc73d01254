using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

/// <summary>The semantics of the <c>i64x2</c> instructions, one method each.</summary>
internal static partial class I64x2
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Neg(v128 a) => (-a.AsInt64()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Abs(v128 a)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            return Vector128.Abs(a.AsInt64()).AsByte();
        }

        // The library's own fallback throws for the least value, which is its own absolute value here.
        var sign = Vector128.LessThan(a.AsInt64(), Vector128<long>.Zero);
        return ((a.AsInt64() ^ sign) - sign).AsByte();
    }

    [MethodImpl(AggressiveInlining)]
    public static int AllTrue(v128 a) => Vector128.EqualsAny(a.AsUInt64(), Vector128<ulong>.Zero) ? 0 : 1;

    [MethodImpl(AggressiveInlining)]
    public static int Bitmask(v128 a) => (int)a.AsUInt64().ExtractMostSignificantBits();

    [MethodImpl(AggressiveInlining)]
    public static v128 Shl(v128 a, int count) => (a.AsUInt64() << (count & 63)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ShrS(v128 a, int count)
    {
        if (Sse2.IsSupported && !Avx512F.VL.IsSupported)
        {
            // There is no arithmetic shift of 64 bits: extend the shifted sign bit upwards.
            var sign = Vector128.Create(1UL << 63) >>> (count & 63);
            return (((a.AsUInt64() >>> (count & 63)) ^ sign) - sign).AsByte();
        }

        return (a.AsInt64() >> (count & 63)).AsByte();
    }

    [MethodImpl(AggressiveInlining)]
    public static v128 ShrU(v128 a, int count) => (a.AsUInt64() >>> (count & 63)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Add(v128 a, v128 b) => (a.AsUInt64() + b.AsUInt64()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Sub(v128 a, v128 b) => (a.AsUInt64() - b.AsUInt64()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Mul(v128 a, v128 b) => (a.AsUInt64() * b.AsUInt64()).AsByte();
}
