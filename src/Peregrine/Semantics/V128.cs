using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

/// <summary>The semantics of the <c>v128</c> instructions that treat the vector as 128 bits, one method each.</summary>
internal static class V128
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Not(v128 a) => ~a;

    [MethodImpl(AggressiveInlining)]
    public static v128 And(v128 a, v128 b) => a & b;

    [MethodImpl(AggressiveInlining)]
    public static v128 Andnot(v128 a, v128 b) => Vector128.AndNot(a, b);

    [MethodImpl(AggressiveInlining)]
    public static v128 Or(v128 a, v128 b) => a | b;

    [MethodImpl(AggressiveInlining)]
    public static v128 Xor(v128 a, v128 b) => a ^ b;

    [MethodImpl(AggressiveInlining)]
    public static v128 Bitselect(v128 a, v128 b, v128 mask) => Vector128.ConditionalSelect(mask, a, b);

    [MethodImpl(AggressiveInlining)]
    public static int AnyTrue(v128 a) => a != v128.Zero ? 1 : 0;
}
