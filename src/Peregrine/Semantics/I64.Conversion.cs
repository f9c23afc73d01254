using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

internal static partial class I64
{
    [MethodImpl(AggressiveInlining)]
    public static long ExtendI32S(int a) => a;

    [MethodImpl(AggressiveInlining)]
    public static long ExtendI32U(int a) => (uint)a;

    [MethodImpl(AggressiveInlining)]
    public static long ReinterpretF64(double a) => BitConverter.DoubleToInt64Bits(a);

    [MethodImpl(AggressiveInlining)]
    public static long Extend8S(long a) => (sbyte)a;

    [MethodImpl(AggressiveInlining)]
    public static long Extend16S(long a) => (short)a;

    [MethodImpl(AggressiveInlining)]
    public static long Extend32S(long a) => (int)a;
}
