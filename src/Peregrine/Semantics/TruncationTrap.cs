using System.Diagnostics.CodeAnalysis;

namespace Peregrine.Semantics;

/// <summary>The trap of a float that no integer of the asked type equals after truncation.</summary>
internal static class TruncationTrap
{
    // Only a throw, and open to the inliner, which is how the JIT learns that a call does not return and moves it out of the way.
    [DoesNotReturn]
    public static void Throw(double value) =>
        throw new TrapException(double.IsNaN(value) ? TrapKind.InvalidConversionToInteger : TrapKind.IntegerOverflow);
}
