using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

/// <summary>The semantics of the <c>f64</c> instructions, one method each.</summary>
/// <remarks>
/// A compiler that inlines these must hide constant operands from the JIT, which replaces x * 1, x / 1, x - 0 and
/// x + -0 by x and so lets a signalling NaN pass that the instruction would have quieted.
/// </remarks>
internal static partial class F64
{
    [MethodImpl(AggressiveInlining)]
    public static int Eq(double a, double b) => a == b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Ne(double a, double b) => a != b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Lt(double a, double b) => a < b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Gt(double a, double b) => a > b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Le(double a, double b) => a <= b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Ge(double a, double b) => a >= b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static double Ceil(double a) => Math.Ceiling(a);

    [MethodImpl(AggressiveInlining)]
    public static double Floor(double a) => Math.Floor(a);

    [MethodImpl(AggressiveInlining)]
    public static double Trunc(double a) => Math.Truncate(a);

    [MethodImpl(AggressiveInlining)]
    public static double Nearest(double a) => Math.Round(a);

    [MethodImpl(AggressiveInlining)]
    public static double Sqrt(double a) => Math.Sqrt(a);

    [MethodImpl(AggressiveInlining)]
    public static double Add(double a, double b) => a + b;

    [MethodImpl(AggressiveInlining)]
    public static double Sub(double a, double b) => a - b;

    [MethodImpl(AggressiveInlining)]
    public static double Mul(double a, double b) => a * b;

    [MethodImpl(AggressiveInlining)]
    public static double Div(double a, double b) => a / b;

    [MethodImpl(AggressiveInlining)]
    public static double Abs(double a) => Math.Abs(a);

    [MethodImpl(AggressiveInlining)]
    public static double Neg(double a) => -a;

    [MethodImpl(AggressiveInlining)]
    public static double Copysign(double a, double b) => Math.CopySign(a, b);

    [MethodImpl(AggressiveInlining)]
    public static double ConvertI32S(int a) => a;

    [MethodImpl(AggressiveInlining)]
    public static double ConvertI32U(int a) => (long)(uint)a;

    [MethodImpl(AggressiveInlining)]
    public static double ConvertI64S(long a) => a;

    [MethodImpl(AggressiveInlining)]
    public static double ConvertI64U(long a) => (ulong)a;

    [MethodImpl(AggressiveInlining)]
    public static double PromoteF32(float a) => a;

    [MethodImpl(AggressiveInlining)]
    public static double ReinterpretI64(long a) => BitConverter.Int64BitsToDouble(a);
}
