using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class I32x4
{
    [MethodImpl(AggressiveInlining)]
    public static v128 ExtendLowI16x8S(v128 a) => Vector128.WidenLower(a.AsInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtendHighI16x8S(v128 a) => Vector128.WidenUpper(a.AsInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtendLowI16x8U(v128 a) => Vector128.WidenLower(a.AsUInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtendHighI16x8U(v128 a) => Vector128.WidenUpper(a.AsUInt16()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtmulLowI16x8S(v128 a, v128 b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(Sse2.MultiplyLow(a.AsInt16(), b.AsInt16()), Sse2.MultiplyHigh(a.AsInt16(), b.AsInt16())).AsByte()
        : AdvSimd.IsSupported ? AdvSimd.MultiplyWideningLower(a.GetLower().AsInt16(), b.GetLower().AsInt16()).AsByte()
        : (Vector128.WidenLower(a.AsInt16()) * Vector128.WidenLower(b.AsInt16())).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtmulHighI16x8S(v128 a, v128 b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(Sse2.MultiplyLow(a.AsInt16(), b.AsInt16()), Sse2.MultiplyHigh(a.AsInt16(), b.AsInt16())).AsByte()
        : AdvSimd.IsSupported ? AdvSimd.MultiplyWideningUpper(a.AsInt16(), b.AsInt16()).AsByte()
        : (Vector128.WidenUpper(a.AsInt16()) * Vector128.WidenUpper(b.AsInt16())).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtmulLowI16x8U(v128 a, v128 b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(Sse2.MultiplyLow(a.AsUInt16(), b.AsUInt16()), Sse2.MultiplyHigh(a.AsUInt16(), b.AsUInt16())).AsByte()
        : AdvSimd.IsSupported ? AdvSimd.MultiplyWideningLower(a.GetLower().AsUInt16(), b.GetLower().AsUInt16()).AsByte()
        : (Vector128.WidenLower(a.AsUInt16()) * Vector128.WidenLower(b.AsUInt16())).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtmulHighI16x8U(v128 a, v128 b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(Sse2.MultiplyLow(a.AsUInt16(), b.AsUInt16()), Sse2.MultiplyHigh(a.AsUInt16(), b.AsUInt16())).AsByte()
        : AdvSimd.IsSupported ? AdvSimd.MultiplyWideningUpper(a.AsUInt16(), b.AsUInt16()).AsByte()
        : (Vector128.WidenUpper(a.AsUInt16()) * Vector128.WidenUpper(b.AsUInt16())).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtaddPairwiseI16x8S(v128 a) =>
        Sse2.IsSupported ? Sse2.MultiplyAddAdjacent(a.AsInt16(), Vector128<short>.One).AsByte()
        : AdvSimd.IsSupported ? AdvSimd.AddPairwiseWidening(a.AsInt16()).AsByte()
        : (((a.AsInt32() << 16) >> 16) + (a.AsInt32() >> 16)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtaddPairwiseI16x8U(v128 a) =>
        AdvSimd.IsSupported ? AdvSimd.AddPairwiseWidening(a.AsUInt16()).AsByte()
        : ((a.AsUInt32() & Vector128.Create(0xFFFFu)) + (a.AsUInt32() >>> 16)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 DotI16x8S(v128 a, v128 b)
    {
        var x = a.AsInt16();
        var y = b.AsInt16();
        if (Sse2.IsSupported)
        {
            return Sse2.MultiplyAddAdjacent(x, y).AsByte();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return AdvSimd.Arm64.AddPairwise(
                AdvSimd.MultiplyWideningLower(x.GetLower(), y.GetLower()),
                AdvSimd.MultiplyWideningUpper(x, y)).AsByte();
        }

        var even = ((a.AsInt32() << 16) >> 16) * ((b.AsInt32() << 16) >> 16);
        return (even + ((a.AsInt32() >> 16) * (b.AsInt32() >> 16))).AsByte();
    }
}
