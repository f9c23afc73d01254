namespace Peregrine.Tests.Semantics;

/// <summary>Operands at the borders of each type.</summary>
internal static class EdgeValues
{
    public static readonly sbyte[] I8 = [0, 1, 2, 3, 7, 8, 15, 63, 64, 100, 126, 127, -1, -2, -3, -8, -63, -64, -65, -100, -126, -127, -128];

    public static readonly short[] I16 =
    [
        0, 1, 2, 127, 128, 129, 255, 256, 257, 0x4000, 0x5555, 0x7F80, 32766, 32767,
        -1, -2, -127, -128, -129, -255, -256, -257, -0x4000, -0x5555, -32767, -32768,
    ];

    public static readonly int[] I32 =
    [
        0, 1, 2, 3, 5, 31, 32, 33, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 0x1000001, 0x12345678, 0x55555555, int.MaxValue - 1, int.MaxValue,
        -1, -2, -3, -7, -128, -129, -32768, -32769, -65536, -0x55555556, int.MinValue + 1, int.MinValue,
    ];

    public static readonly long[] I64 =
    [
        0, 1, 2, 3, 63, 64, 65, 255, 32768, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x100000000, 0x1_0000_0001, 0x20_0000_0000_0001, 0x123456789ABCDEF0,
        0x0000_0080_0000_8000, 0x7FFF_FF40_0000_0001, 0x5555555555555555, long.MaxValue - 1, long.MaxValue,
        -1, -2, -7, -128, -32769, -0x80000000L, -0x80000001L, -0x100000000L, -0x123456789ABCDEF0, -1024, -1025, long.MinValue + 1, long.MinValue,
    ];

    public static readonly float[] F32 =
    [
        0f, F(0x80000000), 1f, -1f, 0.5f, -0.5f, 1.5f, -1.5f, 2.5f, -2.5f, 0.49999997f, -0.49999997f, 0.99999994f, -0.99999994f, 3.7f, -3.7f, 1e10f, -1e10f, 0.1f,
        8388607.5f, 8388609f, 16777216f, 127.5f, 255.9f, 32767.9f, 65535f,
        2147483520f, 2147483648f, -2147483648f, -2147483904f, 4294967040f, 4294967296f, 9223371487098961920f, 9223372036854775808f,
        -9223372036854775808f, -9223373136366403584f, 18446742974197923840f, 18446744073709551616f,
        float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon, 1.17549435e-38f, float.PositiveInfinity, float.NegativeInfinity,
        F(0x7FC00000), F(0xFFC00000), F(0x7FC01234), F(0xFFFFFFFF), F(0x7FA00000), F(0xFFA00000), F(0x7F800001),
    ];

    public static readonly double[] F64 =
    [
        0d, D(0x8000000000000000), 1d, -1d, 0.5, -0.5, 1.5, -1.5, 2.5, -2.5, 0.49999999999999994, -0.49999999999999994, 0.9999999999999999, -0.9999999999999999,
        3.7, -3.7, 1e300, -1e300, 0.1, 4503599627370495.5, 4503599627370497d, 9007199254740993d, 16777217d, 1.00000005960464478,
        2147483647d, 2147483647.9, 2147483648d, -2147483648d, -2147483648.9, -2147483649d, 4294967295d, 4294967295.9, 4294967296d,
        9223372036854774784d, 9223372036854775808d, -9223372036854775808d, -9223372036854777856d, 18446744073709549568d, 18446744073709551616d,
        3.4028235677973366e38, 3.4028234663852886e38, 1e-45, 7e-46, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon,
        2.2250738585072014e-308, double.PositiveInfinity, double.NegativeInfinity,
        D(0x7FF8000000000000), D(0xFFF8000000000000), D(0x7FF8000000001234), D(0xFFFFFFFFFFFFFFFF), D(0x7FF4000000000000), D(0xFFF4000000000000), D(0x7FF0000000000001),
    ];

    // Through memory: the JIT quiets a signalling NaN that it knows at compile time.
    private static float F(uint bits) => BitConverter.ToSingle(BitConverter.GetBytes(bits));

    private static double D(ulong bits) => BitConverter.ToDouble(BitConverter.GetBytes(bits));
}
