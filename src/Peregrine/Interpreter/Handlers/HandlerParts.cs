using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Peregrine.Interpreter;

/// <summary>What handlers are made of: the work of one instruction without its dispatch, for handlers that do several.</summary>
/// <remarks>Each is inlined. The reason for their existence: a handler of more than 100 bytes of CIL gets a stack frame.</remarks>
internal static unsafe partial class HandlerParts
{
    /// <summary>The f32 in the low half of d0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Single(double accumulator) => Vector128.CreateScalarUnsafe(accumulator).AsSingle().ToScalar();

    /// <summary>An f32 in the low half of d0; the high half means nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Widened(float value) => Vector128.CreateScalarUnsafe(value).AsDouble().ToScalar();
}
