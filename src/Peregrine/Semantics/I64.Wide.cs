using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
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
        if (ArmBase.Arm64.IsSupported)
        {
            high = ArmBase.Arm64.MultiplyHigh(a, b);
        }
        else
        {
            // Read as unsigned, a negative factor is 2^64 too large.
            high = unchecked((long)MultiplyHigh((ulong)a, (ulong)b) - ((a >> 63) & b) - ((b >> 63) & a));
        }

        return unchecked(a * b);
    }

    [MethodImpl(AggressiveInlining)]
    public static long MulWideU(long a, long b, out long high)
    {
        high = unchecked((long)MultiplyHigh((ulong)a, (ulong)b));
        return unchecked(a * b);
    }

    // Math.BigMul returns the other half through memory, which costs more than a second multiplication.
    [MethodImpl(AggressiveInlining)]
    private static ulong MultiplyHigh(ulong a, ulong b) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b)
        : ArmBase.Arm64.IsSupported ? ArmBase.Arm64.MultiplyHigh(a, b)
        : Math.BigMul(a, b, out _);
}
