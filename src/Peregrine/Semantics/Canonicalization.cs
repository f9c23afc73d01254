using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

// Canonicalize replaces every NaN by the positive canonical one, the choice of the spec's deterministic profile.
internal static partial class F32
{
    [MethodImpl(AggressiveInlining)]
    public static float Canonicalize(float a) => float.IsNaN(a) ? BitConverter.UInt32BitsToSingle(0x7FC0_0000) : a;
}

internal static partial class F64
{
    [MethodImpl(AggressiveInlining)]
    public static double Canonicalize(double a) => double.IsNaN(a) ? BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0000) : a;
}

internal static partial class F32x4
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Canonicalize(v128 a) =>
        Vector128.ConditionalSelect(Vector128.Equals(a.AsSingle(), a.AsSingle()).AsUInt32(), a.AsUInt32(), Vector128.Create(0x7FC0_0000u)).AsByte();
}

internal static partial class F64x2
{
    [MethodImpl(AggressiveInlining)]
    public static v128 Canonicalize(v128 a) =>
        Vector128.ConditionalSelect(Vector128.Equals(a.AsDouble(), a.AsDouble()).AsUInt64(), a.AsUInt64(), Vector128.Create(0x7FF8_0000_0000_0000UL)).AsByte();
}
