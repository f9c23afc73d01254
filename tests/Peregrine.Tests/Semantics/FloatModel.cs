using System.Globalization;
using System.Numerics;

namespace Peregrine.Tests.Semantics;

/// <summary>The spec's definitions of the float operators, by comparisons and exact integers.</summary>
internal static class FloatModel
{
    public static double Trunc(double a)
    {
        if (double.IsNaN(a) || Math.Abs(a) >= 4503599627370496)
        {
            return a;
        }

        return double.CopySign((long)a, a);
    }

    public static double Floor(double a) => double.CopySign(Trunc(a) > a ? Trunc(a) - 1 : Trunc(a), a);

    public static double Ceil(double a) => double.CopySign(Trunc(a) < a ? Trunc(a) + 1 : Trunc(a), a);

    public static double Nearest(double a)
    {
        if (double.IsNaN(a) || Math.Abs(a) >= 4503599627370496)
        {
            return a;
        }

        var floor = Floor(a);
        var up = a - floor > 0.5 || (a - floor == 0.5 && (long)floor % 2 != 0);
        return double.CopySign(up ? floor + 1 : floor, a);
    }

    public static double Min(double a, double b) =>
        double.IsNaN(a) || double.IsNaN(b) ? double.NaN : a < b || (a == b && double.IsNegative(a)) ? a : b;

    public static double Max(double a, double b) =>
        double.IsNaN(a) || double.IsNaN(b) ? double.NaN : a > b || (a == b && double.IsPositive(a)) ? a : b;

    /// <summary>-1, 0, 1, or 2 for unordered.</summary>
    public static int Compare(double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? 2 : a < b ? -1 : a > b ? 1 : 0;

    /// <summary>The integer's decimal digits, read back: correctly rounded, by other code than a conversion.</summary>
    public static float Single(BigInteger a) => float.Parse(a.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static double Double(BigInteger a) => double.Parse(a.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static float Demote(double a) => float.Parse(a.ToString("E800", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The truncated value, or null for a NaN or one outside the range.</summary>
    public static BigInteger? Truncate(double a, BigInteger least, BigInteger greatest) =>
        double.IsFinite(a) && new BigInteger(Math.Truncate(a)) is var integer && integer >= least && integer <= greatest ? integer : null;

    public static BigInteger Saturate(double a, BigInteger least, BigInteger greatest) =>
        Truncate(a, least, greatest) ?? (double.IsNaN(a) ? 0 : a < 0 ? least : greatest);
}
