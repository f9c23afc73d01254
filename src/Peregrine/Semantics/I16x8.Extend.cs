using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class I16x8
{
    [MethodImpl(AggressiveInlining)]
    public static v128 ExtendLowI8x16S(v128 a) => Vector128.WidenLower(a.AsSByte()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtendHighI8x16S(v128 a) => Vector128.WidenUpper(a.AsSByte()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtendLowI8x16U(v128 a) => Vector128.WidenLower(a).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtendHighI8x16U(v128 a) => Vector128.WidenUpper(a).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtmulLowI8x16S(v128 a, v128 b) =>
        AdvSimd.IsSupported ? AdvSimd.MultiplyWideningLower(a.GetLower().AsSByte(), b.GetLower().AsSByte()).AsByte()
        : (Vector128.WidenLower(a.AsSByte()) * Vector128.WidenLower(b.AsSByte())).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtmulHighI8x16S(v128 a, v128 b) =>
        AdvSimd.IsSupported ? AdvSimd.MultiplyWideningUpper(a.AsSByte(), b.AsSByte()).AsByte()
        : (Vector128.WidenUpper(a.AsSByte()) * Vector128.WidenUpper(b.AsSByte())).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtmulLowI8x16U(v128 a, v128 b) =>
        AdvSimd.IsSupported ? AdvSimd.MultiplyWideningLower(a.GetLower(), b.GetLower()).AsByte()
        : (Vector128.WidenLower(a) * Vector128.WidenLower(b)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtmulHighI8x16U(v128 a, v128 b) =>
        AdvSimd.IsSupported ? AdvSimd.MultiplyWideningUpper(a, b).AsByte()
        : (Vector128.WidenUpper(a) * Vector128.WidenUpper(b)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtaddPairwiseI8x16S(v128 a) =>
        Ssse3.IsSupported ? Ssse3.MultiplyAddAdjacent(v128.One, a.AsSByte()).AsByte()
        : AdvSimd.IsSupported ? AdvSimd.AddPairwiseWidening(a.AsSByte()).AsByte()
        : (((a.AsInt16() << 8) >> 8) + (a.AsInt16() >> 8)).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtaddPairwiseI8x16U(v128 a) =>
        Ssse3.IsSupported ? Ssse3.MultiplyAddAdjacent(a, Vector128<sbyte>.One).AsByte()
        : AdvSimd.IsSupported ? AdvSimd.AddPairwiseWidening(a).AsByte()
        : ((a.AsUInt16() & Vector128.Create((ushort)0xFF)) + (a.AsUInt16() >>> 8)).AsByte();
}
