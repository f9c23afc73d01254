using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class I16x8
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Eq(v128 a, v128 b) => Vector128.Equals(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Ne(v128 a, v128 b) => ~Vector128.Equals(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 LtS(v128 a, v128 b) => Vector128.LessThan(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 LtU(v128 a, v128 b) => Vector128.LessThan(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 GtS(v128 a, v128 b) => Vector128.GreaterThan(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 GtU(v128 a, v128 b) => Vector128.GreaterThan(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 LeS(v128 a, v128 b) => Vector128.LessThanOrEqual(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 LeU(v128 a, v128 b) => Vector128.LessThanOrEqual(a.AsUInt16(), b.AsUInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 GeS(v128 a, v128 b) => Vector128.GreaterThanOrEqual(a.AsInt16(), b.AsInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 GeU(v128 a, v128 b) => Vector128.GreaterThanOrEqual(a.AsUInt16(), b.AsUInt16()).AsByte();
}
