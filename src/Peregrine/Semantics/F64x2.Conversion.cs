using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class F64x2
{
    [MethodImpl(AggressiveInlining)]
    public static v128 ConvertLowI32x4S(v128 a) =>
        Sse2.IsSupported ? Sse2.ConvertToVector128Double(a.AsInt32()).AsByte()
        : Vector128.ConvertToDouble(Vector128.WidenLower(a.AsInt32())).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ConvertLowI32x4U(v128 a)
    {
        if (Avx512F.VL.IsSupported)
        {
            return Avx512F.VL.ConvertToVector128Double(a.AsUInt32()).AsByte();
        }

        if (Sse2.IsSupported)
        {
            // The bits below the exponent of 2^52 are the integer itself.
            const double TwoTo52 = 4503599627370496;
            var biased = Sse2.UnpackLow(a.AsUInt32(), Vector128.Create(0x43300000u)).AsDouble();
            return (biased - Vector128.Create(TwoTo52)).AsByte();
        }

        return Vector128.ConvertToDouble(Vector128.WidenLower(a.AsUInt32())).AsByte();
    }

    [MethodImpl(AggressiveInlining)]
    public static v128 PromoteLowF32x4(v128 a) =>
        Sse2.IsSupported ? Sse2.ConvertToVector128Double(a.AsSingle()).AsByte()
        : Vector128.WidenLower(a.AsSingle()).AsByte();
}
