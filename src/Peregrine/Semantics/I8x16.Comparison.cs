using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class I8x16
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Eq(v128 a, v128 b) => Vector128.Equals(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 Ne(v128 a, v128 b) => ~Vector128.Equals(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 LtS(v128 a, v128 b) => Vector128.LessThan(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 LtU(v128 a, v128 b) => Vector128.LessThan(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 GtS(v128 a, v128 b) => Vector128.GreaterThan(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 GtU(v128 a, v128 b) => Vector128.GreaterThan(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 LeS(v128 a, v128 b) => Vector128.LessThanOrEqual(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 LeU(v128 a, v128 b) => Vector128.LessThanOrEqual(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 GeS(v128 a, v128 b) => Vector128.GreaterThanOrEqual(a.AsSByte(), b.AsSByte()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 GeU(v128 a, v128 b) => Vector128.GreaterThanOrEqual(a, b);
}
