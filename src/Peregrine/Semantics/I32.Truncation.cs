using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

internal static partial class I32
{
    [MethodImpl(AggressiveInlining)]
    public static bool CanTruncF32S(float a) => a >= -2147483648f && a < 2147483648f;

    [MethodImpl(AggressiveInlining)]
    public static int TruncF32SUnchecked(float a) => float.ConvertToIntegerNative<int>(a);

    [MethodImpl(AggressiveInlining)]
    public static int TruncF32S(float a)
    {
        if (!CanTruncF32S(a))
        {
            TruncationTrap.Throw(a);
        }

        return TruncF32SUnchecked(a);
    }

    [MethodImpl(AggressiveInlining)]
    public static int TruncSatF32S(float a) => (int)a;

    [MethodImpl(AggressiveInlining)]
    public static bool CanTruncF32U(float a) => a > -1f && a < 4294967296f;

    [MethodImpl(AggressiveInlining)]
    public static int TruncF32UUnchecked(float a) => unchecked((int)float.ConvertToIntegerNative<long>(a));

    [MethodImpl(AggressiveInlining)]
    public static int TruncF32U(float a)
    {
        if (!CanTruncF32U(a))
        {
            TruncationTrap.Throw(a);
        }

        return TruncF32UUnchecked(a);
    }

    [MethodImpl(AggressiveInlining)]
    public static int TruncSatF32U(float a) => unchecked((int)(uint)a);

    [MethodImpl(AggressiveInlining)]
    public static bool CanTruncF64S(double a) => a > -2147483649d && a < 2147483648d;

    [MethodImpl(AggressiveInlining)]
    public static int TruncF64SUnchecked(double a) => double.ConvertToIntegerNative<int>(a);

    [MethodImpl(AggressiveInlining)]
    public static int TruncF64S(double a)
    {
        if (!CanTruncF64S(a))
        {
            TruncationTrap.Throw(a);
        }

        return TruncF64SUnchecked(a);
    }

    [MethodImpl(AggressiveInlining)]
    public static int TruncSatF64S(double a) => (int)a;

    [MethodImpl(AggressiveInlining)]
    public static bool CanTruncF64U(double a) => a > -1d && a < 4294967296d;

    [MethodImpl(AggressiveInlining)]
    public static int TruncF64UUnchecked(double a) => unchecked((int)double.ConvertToIntegerNative<long>(a));

    [MethodImpl(AggressiveInlining)]
    public static int TruncF64U(double a)
    {
        if (!CanTruncF64U(a))
        {
            TruncationTrap.Throw(a);
        }

        return TruncF64UUnchecked(a);
    }

    [MethodImpl(AggressiveInlining)]
    public static int TruncSatF64U(double a) => unchecked((int)(uint)a);
}
