using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class I64x2
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Eq(v128 a, v128 b) => Vector128.Equals(a.AsUInt64(), b.AsUInt64()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 Ne(v128 a, v128 b) => ~Vector128.Equals(a.AsUInt64(), b.AsUInt64()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 LtS(v128 a, v128 b) => Vector128.LessThan(a.AsInt64(), b.AsInt64()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 GtS(v128 a, v128 b) => Vector128.GreaterThan(a.AsInt64(), b.AsInt64()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 LeS(v128 a, v128 b) => Vector128.LessThanOrEqual(a.AsInt64(), b.AsInt64()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 GeS(v128 a, v128 b) => Vector128.GreaterThanOrEqual(a.AsInt64(), b.AsInt64()).AsByte();
}
