using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

/// <summary>The semantics of the <c>f32x4</c> instructions, one method each.</summary>
internal static partial class F32x4
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Splat(float a) => Vector128.Create(a).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static float ExtractLane(v128 a, byte lane) => a.AsSingle().GetElement(lane & 3);

    [MethodImpl(AggressiveInlining)]
    public static v128 ReplaceLane(v128 a, byte lane, float b) => a.AsSingle().WithElement(lane & 3, b).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Eq(v128 a, v128 b) => Vector128.Equals(a.AsSingle(), b.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Ne(v128 a, v128 b) => ~Vector128.Equals(a.AsSingle(), b.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Lt(v128 a, v128 b) => Vector128.LessThan(a.AsSingle(), b.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Gt(v128 a, v128 b) => Vector128.GreaterThan(a.AsSingle(), b.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Le(v128 a, v128 b) => Vector128.LessThanOrEqual(a.AsSingle(), b.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Ge(v128 a, v128 b) => Vector128.GreaterThanOrEqual(a.AsSingle(), b.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Ceil(v128 a) => Vector128.Ceiling(a.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Floor(v128 a) => Vector128.Floor(a.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Trunc(v128 a) => Vector128.Truncate(a.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Nearest(v128 a) => Vector128.Round(a.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Sqrt(v128 a) => Vector128.Sqrt(a.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Abs(v128 a) => Vector128.Abs(a.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Neg(v128 a) => (-a.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Add(v128 a, v128 b) => (a.AsSingle() + b.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Sub(v128 a, v128 b) => (a.AsSingle() - b.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Mul(v128 a, v128 b) => (a.AsSingle() * b.AsSingle()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Div(v128 a, v128 b) => (a.AsSingle() / b.AsSingle()).AsByte();
}
