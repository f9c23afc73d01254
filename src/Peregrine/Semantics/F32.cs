using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

/// <summary>The semantics of the <c>f32</c> instructions, one method each.</summary>
/// <remarks>
/// A compiler that inlines these must hide constant operands from the JIT, which replaces demote(promote(x)), x * 1, x / 1, x - 0 and
/// x + -0 by x and so lets a signalling NaN pass that the instruction would have quieted.
/// </remarks>
internal static partial class F32
{
    [MethodImpl(AggressiveInlining)]
    public static int Eq(float a, float b) => a == b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Ne(float a, float b) => a != b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Lt(float a, float b) => a < b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Gt(float a, float b) => a > b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Le(float a, float b) => a <= b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static int Ge(float a, float b) => a >= b ? 1 : 0;

    [MethodImpl(AggressiveInlining)]
    public static float Ceil(float a) => MathF.Ceiling(a);

    [MethodImpl(AggressiveInlining)]
    public static float Floor(float a) => MathF.Floor(a);

    [MethodImpl(AggressiveInlining)]
    public static float Trunc(float a) => MathF.Truncate(a);

    [MethodImpl(AggressiveInlining)]
    public static float Nearest(float a) => MathF.Round(a);

    [MethodImpl(AggressiveInlining)]
    public static float Sqrt(float a) => MathF.Sqrt(a);

    [MethodImpl(AggressiveInlining)]
    public static float Add(float a, float b) => a + b;

    [MethodImpl(AggressiveInlining)]
    public static float Sub(float a, float b) => a - b;

    [MethodImpl(AggressiveInlining)]
    public static float Mul(float a, float b) => a * b;

    [MethodImpl(AggressiveInlining)]
    public static float Div(float a, float b) => a / b;

    [MethodImpl(AggressiveInlining)]
    public static float Abs(float a) => MathF.Abs(a);

    [MethodImpl(AggressiveInlining)]
    public static float Neg(float a) => -a;

    [MethodImpl(AggressiveInlining)]
    public static float Copysign(float a, float b) => MathF.CopySign(a, b);

    [MethodImpl(AggressiveInlining)]
    public static float ConvertI32S(int a) => a;

    [MethodImpl(AggressiveInlining)]
    public static float ConvertI32U(int a) => (long)(uint)a;

    [MethodImpl(AggressiveInlining)]
    public static float ConvertI64S(long a) => a;

    [MethodImpl(AggressiveInlining)]
    public static float ConvertI64U(long a) => (ulong)a;

    [MethodImpl(AggressiveInlining)]
    public static float DemoteF64(double a) => (float)a;

    [MethodImpl(AggressiveInlining)]
    public static float ReinterpretI32(int a) => BitConverter.Int32BitsToSingle(a);
}
