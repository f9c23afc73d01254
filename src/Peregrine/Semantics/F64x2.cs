using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

/// <summary>The semantics of the <c>f64x2</c> instructions, one method each.</summary>
internal static partial class F64x2
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Splat(double a) => Vector128.Create(a).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static double ExtractLane(v128 a, byte lane) => a.AsDouble().GetElement(lane & 1);

    [MethodImpl(AggressiveInlining)]
    public static v128 ReplaceLane(v128 a, byte lane, double b) => a.AsDouble().WithElement(lane & 1, b).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Eq(v128 a, v128 b) => Vector128.Equals(a.AsDouble(), b.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Ne(v128 a, v128 b) => ~Vector128.Equals(a.AsDouble(), b.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Lt(v128 a, v128 b) => Vector128.LessThan(a.AsDouble(), b.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Gt(v128 a, v128 b) => Vector128.GreaterThan(a.AsDouble(), b.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Le(v128 a, v128 b) => Vector128.LessThanOrEqual(a.AsDouble(), b.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Ge(v128 a, v128 b) => Vector128.GreaterThanOrEqual(a.AsDouble(), b.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Ceil(v128 a) => Vector128.Ceiling(a.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Floor(v128 a) => Vector128.Floor(a.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Trunc(v128 a) => Vector128.Truncate(a.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Nearest(v128 a) => Vector128.Round(a.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Sqrt(v128 a) => Vector128.Sqrt(a.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Abs(v128 a) => Vector128.Abs(a.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Neg(v128 a) => (-a.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Add(v128 a, v128 b) => (a.AsDouble() + b.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Sub(v128 a, v128 b) => (a.AsDouble() - b.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Mul(v128 a, v128 b) => (a.AsDouble() * b.AsDouble()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Div(v128 a, v128 b) => (a.AsDouble() / b.AsDouble()).AsByte();
}
