using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Semantics;

internal static partial class I64x2
{
    [MethodImpl(AggressiveInlining)]
    public static v128 ExtendLowI32x4S(v128 a) => Vector128.WidenLower(a.AsInt32()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtendHighI32x4S(v128 a) => Vector128.WidenUpper(a.AsInt32()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtendLowI32x4U(v128 a) => Vector128.WidenLower(a.AsUInt32()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtendHighI32x4U(v128 a) => Vector128.WidenUpper(a.AsUInt32()).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtmulLowI32x4S(v128 a, v128 b) =>
        Sse41.IsSupported ? Sse41.Multiply(Sse2.Shuffle(a.AsInt32(), 0b01_01_00_00), Sse2.Shuffle(b.AsInt32(), 0b01_01_00_00)).AsByte()
        : AdvSimd.IsSupported ? AdvSimd.MultiplyWideningLower(a.GetLower().AsInt32(), b.GetLower().AsInt32()).AsByte()
        : (Vector128.WidenLower(a.AsInt32()) * Vector128.WidenLower(b.AsInt32())).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtmulHighI32x4S(v128 a, v128 b) =>
        Sse41.IsSupported ? Sse41.Multiply(Sse2.Shuffle(a.AsInt32(), 0b11_11_10_10), Sse2.Shuffle(b.AsInt32(), 0b11_11_10_10)).AsByte()
        : AdvSimd.IsSupported ? AdvSimd.MultiplyWideningUpper(a.AsInt32(), b.AsInt32()).AsByte()
        : (Vector128.WidenUpper(a.AsInt32()) * Vector128.WidenUpper(b.AsInt32())).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtmulLowI32x4U(v128 a, v128 b) =>
        Sse41.IsSupported ? Sse2.Multiply(Sse2.Shuffle(a.AsUInt32(), 0b01_01_00_00), Sse2.Shuffle(b.AsUInt32(), 0b01_01_00_00)).AsByte()
        : AdvSimd.IsSupported ? AdvSimd.MultiplyWideningLower(a.GetLower().AsUInt32(), b.GetLower().AsUInt32()).AsByte()
        : (Vector128.WidenLower(a.AsUInt32()) * Vector128.WidenLower(b.AsUInt32())).AsByte();

    [MethodImpl(AggressiveInlining)]
    public static v128 ExtmulHighI32x4U(v128 a, v128 b) =>
        Sse41.IsSupported ? Sse2.Multiply(Sse2.Shuffle(a.AsUInt32(), 0b11_11_10_10), Sse2.Shuffle(b.AsUInt32(), 0b11_11_10_10)).AsByte()
        : AdvSimd.IsSupported ? AdvSimd.MultiplyWideningUpper(a.AsUInt32(), b.AsUInt32()).AsByte()
        : (Vector128.WidenUpper(a.AsUInt32()) * Vector128.WidenUpper(b.AsUInt32())).AsByte();
}
