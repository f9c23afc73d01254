using System.Runtime.CompilerServices;
using Peregrine.Runtime.Objects;

namespace Peregrine.Compiler.Support;

/// <summary>The i31 instructions.</summary>
internal static class I31Support
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static object Of(int value) => I31.Of(value);

    public static int Get(object? reference) => NotNull(reference).Value;

    public static int GetUnsigned(object? reference) => NotNull(reference).Unsigned;

    private static I31 NotNull(object? reference)
    {
        if (reference is null)
        {
            Trap.Throw(TrapKind.NullI31Reference);
        }

        return Unsafe.As<I31>(reference);
    }
}
