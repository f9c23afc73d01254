using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

internal static partial class I64
{
    [MethodImpl(AggressiveInlining)]
    public static long Add128(long aLow, long aHigh, long bLow, long bHigh, out long high)
    {
        var low = unchecked((ulong)aLow + (ulong)bLow);
        var carry = low < (ulong)aLow ? 1L : 0;
        high = unchecked(aHigh + bHigh + carry);
        return (long)low;
    }

    [MethodImpl(AggressiveInlining)]
    public static long Sub128(long aLow, long aHigh, long bLow, long bHigh, out long high)
    {
        var borrow = (ulong)aLow < (ulong)bLow ? 1L : 0;
        high = unchecked(aHigh - bHigh - borrow);
        return unchecked(aLow - bLow);
    }

    [MethodImpl(AggressiveInlining)]
    public static long MulWideS(long a, long b, out long high)
    {
        high = Math.BigMul(a, b, out var low);
        return low;
    }

    [MethodImpl(AggressiveInlining)]
    public static long MulWideU(long a, long b, out long high)
    {
        high = (long)Math.BigMul((ulong)a, (ulong)b, out var low);
        return (long)low;
    }
}
