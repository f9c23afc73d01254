using System.Numerics;
using System.Runtime.Intrinsics;
using Xunit;
using v128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Peregrine.Tests.Semantics;

/// <summary>Runs an operation over all combinations of edge values and compares it with a model in plain arithmetic.</summary>
internal static class Model
{
    public static void Unary<A, R>(string name, A[] values, Func<A, R> operation, Func<A, R> model)
    {
        foreach (var a in values)
        {
            Same(name, model(a), operation(a), a);
        }
    }

    public static void Binary<A, B, R>(string name, A[] left, B[] right, Func<A, B, R> operation, Func<A, B, R> model)
    {
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                Same(name, model(a, b), operation(a, b), a, b);
            }
        }
    }

    /// <summary>Each value once in each lane.</summary>
    public static IEnumerable<v128> Vectors<T>(T[] values)
    {
        for (var first = 0; first < values.Length; first++)
        {
            yield return Vector(values, first);
        }
    }

    /// <summary>Each pair of values once in each lane.</summary>
    public static IEnumerable<(v128 A, v128 B)> Pairs<A, B>(A[] left, B[] right)
    {
        foreach (var a in Vectors(left))
        {
            foreach (var b in Vectors(right))
            {
                yield return (a, b);
            }
        }
    }

    public static void Lanes<A, R>(string name, A[] values, Func<v128, v128> operation, Func<A, R> model)
    {
        foreach (var a in Vectors(values))
        {
            var actual = operation(a);
            for (var lane = 0; lane < Vector128<R>.Count; lane++)
            {
                var x = a.As<byte, A>().GetElement(lane);
                Same(name, model(x), actual.As<byte, R>().GetElement(lane), x);
            }
        }
    }

    public static void Lanes<A, B, R>(string name, A[] left, B[] right, Func<v128, v128, v128> operation, Func<A, B, R> model)
    {
        foreach (var (a, b) in Pairs(left, right))
        {
            var actual = operation(a, b);
            for (var lane = 0; lane < Vector128<R>.Count; lane++)
            {
                var x = a.As<byte, A>().GetElement(lane);
                var y = b.As<byte, B>().GetElement(lane);
                Same(name, model(x, y), actual.As<byte, R>().GetElement(lane), x, y);
            }
        }
    }

    /// <summary>For operations whose result lanes are not made of the same lanes of the operands.</summary>
    public static void Whole<A, R>(string name, A[] values, Func<v128, v128> operation, Func<A[], R[]> model)
    {
        foreach (var a in Vectors(values))
        {
            SameLanes(name, model(Split<A>(a)), operation(a));
        }
    }

    public static void Whole<A, R>(string name, A[] values, Func<v128, v128, v128> operation, Func<A[], A[], R[]> model)
    {
        foreach (var (a, b) in Pairs(values, values))
        {
            SameLanes(name, model(Split<A>(a), Split<A>(b)), operation(a, b));
        }
    }

    public static T[] Split<T>(v128 vector)
    {
        var lanes = new T[Vector128<T>.Count];
        vector.As<byte, T>().CopyTo(lanes);
        return lanes;
    }

    public static void SameLanes<R>(string name, R[] expected, v128 actual)
    {
        for (var lane = 0; lane < expected.Length; lane++)
        {
            Same<R>(name, expected[lane], actual.As<byte, R>().GetElement(lane));
        }
    }

    /// <summary>
    /// Equality of bits, except that where the model gives a NaN any arithmetic NaN is right, and only a canonical one
    /// when no operand was another NaN.
    /// </summary>
    public static void Same<R>(string name, R expected, R actual, params object?[] operands)
    {
        var right = (expected, actual) switch
        {
            (float e, float x) when float.IsNaN(e) =>
                (BitConverter.SingleToInt32Bits(x) & 0x7FC00000) == 0x7FC00000 && (HasOtherNaN(operands) || (BitConverter.SingleToInt32Bits(x) & 0x3FFFFF) == 0),
            (double e, double x) when double.IsNaN(e) =>
                (BitConverter.DoubleToInt64Bits(x) & 0x7FF8000000000000) == 0x7FF8000000000000
                    && (HasOtherNaN(operands) || (BitConverter.DoubleToInt64Bits(x) & 0x7FFFFFFFFFFFF) == 0),
            (float e, float x) => BitConverter.SingleToInt32Bits(e) == BitConverter.SingleToInt32Bits(x),
            (double e, double x) => BitConverter.DoubleToInt64Bits(e) == BitConverter.DoubleToInt64Bits(x),
            _ => EqualityComparer<R>.Default.Equals(expected, actual),
        };
        if (!right)
        {
            Assert.Fail($"{name}({string.Join(", ", operands.Select(Text))}): expected {Text(expected)}, got {Text(actual)}");
        }
    }

    private static bool HasOtherNaN(object?[] operands) => operands.Length == 0 || operands.Any(o => o switch
    {
        float f => float.IsNaN(f) && (BitConverter.SingleToInt32Bits(f) & int.MaxValue) != 0x7FC00000,
        double d => double.IsNaN(d) && (BitConverter.DoubleToInt64Bits(d) & long.MaxValue) != 0x7FF8000000000000,
        _ => false,
    });

    private static string Text(object? value) => value switch
    {
        float f => $"{f:R} (0x{BitConverter.SingleToInt32Bits(f):X8})",
        double d => $"{d:R} (0x{BitConverter.DoubleToInt64Bits(d):X16})",
        _ => value?.ToString() ?? "null",
    };

    private static v128 Vector<T>(T[] values, int first)
    {
        var lanes = new T[Vector128<T>.Count];
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            // A step other than 1 keeps neighbours apart and still brings each value into each lane.
            lanes[lane] = values[(first + (lane * 3)) % values.Length];
        }

        return Vector128.Create(lanes).AsByte();
    }
}
