using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Peregrine.Semantics;

/// <summary>The traps of arithmetic instructions, kept out of the methods that raise them so that those stay small enough to inline.</summary>
internal static class ArithmeticTrap
{
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void DivideByZero() => Trap.Throw(TrapKind.IntegerDivideByZero);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Overflow() => Trap.Throw(TrapKind.IntegerOverflow);

    /// <summary>Traps because <paramref name="value"/> is not a number or is too large for the integer type.</summary>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Truncation(double value) =>
        Trap.Throw(double.IsNaN(value) ? TrapKind.InvalidConversionToInteger : TrapKind.IntegerOverflow);
}
