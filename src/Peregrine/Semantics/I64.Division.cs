using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

internal static partial class I64
{
    [MethodImpl(AggressiveInlining)]
    public static long DivS(long a, long b)
    {
        if (b == 0)
        {
            Trap.Throw(TrapKind.IntegerDivideByZero);
        }

        if (b == -1 && a == long.MinValue)
        {
            Trap.Throw(TrapKind.IntegerOverflow);
        }

        return a / b;
    }

    [MethodImpl(AggressiveInlining)]
    public static long DivU(long a, long b)
    {
        if (b == 0)
        {
            Trap.Throw(TrapKind.IntegerDivideByZero);
        }

        return (long)((ulong)a / (ulong)b);
    }

    [MethodImpl(AggressiveInlining)]
    public static long RemS(long a, long b)
    {
        if (b == 0)
        {
            Trap.Throw(TrapKind.IntegerDivideByZero);
        }

        // The processor faults on MinValue / -1, whose remainder is defined as 0.
        return b == -1 ? 0 : a % b;
    }

    [MethodImpl(AggressiveInlining)]
    public static long RemU(long a, long b)
    {
        if (b == 0)
        {
            Trap.Throw(TrapKind.IntegerDivideByZero);
        }

        return (long)((ulong)a % (ulong)b);
    }
}
