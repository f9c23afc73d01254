using System.Globalization;

namespace Peregrine.Text.Printing;

/// <summary>Floating-point literals that read back to the same bits: the shortest decimal, or a NaN with its payload.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/values.html#floating-point"/></remarks>
internal static class FloatText
{
    public static string F32(uint bits) =>
        (bits & 0x7F80_0000) == 0x7F80_0000
            ? Special(bits >> 31 != 0, bits & 0x7F_FFFF, 0x40_0000)
            : BitConverter.UInt32BitsToSingle(bits).ToString("R", CultureInfo.InvariantCulture);

    public static string F64(ulong bits) =>
        (bits & 0x7FF0_0000_0000_0000) == 0x7FF0_0000_0000_0000
            ? Special(bits >> 63 != 0, bits & 0xF_FFFF_FFFF_FFFF, 0x8_0000_0000_0000)
            : BitConverter.UInt64BitsToDouble(bits).ToString("R", CultureInfo.InvariantCulture);

    private static string Special(bool negative, ulong payload, ulong canonical)
    {
        string sign = negative ? "-" : "";
        return payload == 0 ? sign + "inf" : payload == canonical ? sign + "nan" : string.Create(CultureInfo.InvariantCulture, $"{sign}nan:0x{payload:x}");
    }
}
