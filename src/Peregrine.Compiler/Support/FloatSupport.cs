using System.Runtime.CompilerServices;

namespace Peregrine.Compiler.Support;

/// <summary>Hides constants and conversions from RyuJIT where its simplifications would let signalling NaNs pass.</summary>
internal static class FloatSupport
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float OpaqueFloat(int bits) => BitConverter.Int32BitsToSingle(bits);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double OpaqueDouble(long bits) => BitConverter.Int64BitsToDouble(bits);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float OpaqueDemotion(double value) => (float)value;
}
