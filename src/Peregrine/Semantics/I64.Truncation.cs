using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

internal static partial class I64
{
    [MethodImpl(AggressiveInlining)]
    public static bool CanTruncF32S(float a) => a >= -9223372036854775808f && a < 9223372036854775808f;

    [MethodImpl(AggressiveInlining)]
    public static long TruncF32SUnchecked(float a) => float.ConvertToIntegerNative<long>(a);

    [MethodImpl(AggressiveInlining)]
    public static long TruncF32S(float a)
    {
        if (!CanTruncF32S(a))
        {
            TruncationTrap.Throw(a);
        }

        return TruncF32SUnchecked(a);
    }

    [MethodImpl(AggressiveInlining)]
    public static long TruncSatF32S(float a) => (long)a;

    [MethodImpl(AggressiveInlining)]
    public static bool CanTruncF32U(float a) => a > -1f && a < 18446744073709551616f;

    [MethodImpl(AggressiveInlining)]
    public static long TruncF32UUnchecked(float a) => unchecked((long)float.ConvertToIntegerNative<ulong>(a));

    [MethodImpl(AggressiveInlining)]
    public static long TruncF32U(float a)
    {
        if (!CanTruncF32U(a))
        {
            TruncationTrap.Throw(a);
        }

        return TruncF32UUnchecked(a);
    }

    [MethodImpl(AggressiveInlining)]
    public static long TruncSatF32U(float a) => unchecked((long)(ulong)a);

    [MethodImpl(AggressiveInlining)]
    public static bool CanTruncF64S(double a) => a >= -9223372036854775808d && a < 9223372036854775808d;

    [MethodImpl(AggressiveInlining)]
    public static long TruncF64SUnchecked(double a) => double.ConvertToIntegerNative<long>(a);

    [MethodImpl(AggressiveInlining)]
    public static long TruncF64S(double a)
    {
        if (!CanTruncF64S(a))
        {
            TruncationTrap.Throw(a);
        }

        return TruncF64SUnchecked(a);
    }

    [MethodImpl(AggressiveInlining)]
    public static long TruncSatF64S(double a) => (long)a;

    [MethodImpl(AggressiveInlining)]
    public static bool CanTruncF64U(double a) => a > -1d && a < 18446744073709551616d;

    [MethodImpl(AggressiveInlining)]
    public static long TruncF64UUnchecked(double a) => unchecked((long)double.ConvertToIntegerNative<ulong>(a));

    [MethodImpl(AggressiveInlining)]
    public static long TruncF64U(double a)
    {
        if (!CanTruncF64U(a))
        {
            TruncationTrap.Throw(a);
        }

        return TruncF64UUnchecked(a);
    }

    [MethodImpl(AggressiveInlining)]
    public static long TruncSatF64U(double a) => unchecked((long)(ulong)a);
}
