using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

internal static partial class I32
{
    [MethodImpl(AggressiveInlining)]
    public static int DivS(int a, int b)
    {
        if (b == 0)
        {
            Trap.Throw(TrapKind.IntegerDivideByZero);
        }

        if (b == -1 && a == int.MinValue)
        {
            Trap.Throw(TrapKind.IntegerOverflow);
        }

        return a / b;
    }

    [MethodImpl(AggressiveInlining)]
    public static int DivU(int a, int b)
    {
        if (b == 0)
        {
            Trap.Throw(TrapKind.IntegerDivideByZero);
        }

        return (int)((uint)a / (uint)b);
    }

    [MethodImpl(AggressiveInlining)]
    public static int RemS(int a, int b)
    {
        if (b == 0)
        {
            Trap.Throw(TrapKind.IntegerDivideByZero);
        }

        // The processor faults on MinValue / -1, whose remainder is defined as 0.
        return b == -1 ? 0 : a % b;
    }

    [MethodImpl(AggressiveInlining)]
    public static int RemU(int a, int b)
    {
        if (b == 0)
        {
            Trap.Throw(TrapKind.IntegerDivideByZero);
        }

        return (int)((uint)a % (uint)b);
    }
}
