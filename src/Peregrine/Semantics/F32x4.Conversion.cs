using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class F32x4
{
    [MethodImpl(AggressiveInlining)]
    public static v128 ConvertI32x4S(v128 a) => Vector128.ConvertToSingle(a.AsInt32()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ConvertI32x4U(v128 a) => Vector128.ConvertToSingle(a.AsUInt32()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 DemoteF64x2Zero(v128 a) =>
        Sse2.IsSupported ? Sse2.ConvertToVector128Single(a.AsDouble()).AsByte()
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ConvertToSingleLower(a.AsDouble()).ToVector128().AsByte()
        : Vector128.Narrow(a.AsDouble(), Vector128<double>.Zero).AsByte();
}
