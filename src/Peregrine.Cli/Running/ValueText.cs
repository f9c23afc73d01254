using System.Globalization;
using Peregrine.Cli.Diagnostics;

namespace Peregrine.Cli.Running;

/// <summary>Values as words on a command line.</summary>
internal static class ValueText
{
    /// <summary>Reads the arguments of a function: decimal or hexadecimal integers, floating-point numbers, <c>null</c> for references.</summary>
    /// <exception cref="UsageException">A word does not fit its parameter.</exception>
    public static Value[] Parse(string function, FunctionType type, string[] words)
    {
        if (words.Length != type.Parameters.Length)
        {
            throw new UsageException($"'{function}' takes {type.Parameters.Length} arguments {type}, {words.Length} given");
        }

        return [.. words.Select((word, i) => Parse(word, type.Parameters[i], i))];
    }

    public static string Print(Value value, ValType type) => value.Kind switch
    {
        ValKind.I32 => value.AsInt32().ToString(CultureInfo.InvariantCulture),
        ValKind.I64 => value.AsInt64().ToString(CultureInfo.InvariantCulture),
        ValKind.F32 => Print(value.AsSingle().ToString("R", CultureInfo.InvariantCulture)),
        ValKind.F64 => Print(value.AsDouble().ToString("R", CultureInfo.InvariantCulture)),
        ValKind.V128 => value.ToString(),
        _ => value.AsReference() is null ? "null" : $"<{type}>",
    };

    private static string Print(string number) => number switch
    {
        "NaN" => "nan",
        "Infinity" => "inf",
        "-Infinity" => "-inf",
        _ => number,
    };

    private static Value Parse(string word, ValType type, int position)
    {
        var culture = CultureInfo.InvariantCulture;
        switch (type.Kind)
        {
            case ValKind.I32 when TryInteger(word, int.MinValue, uint.MaxValue, out long i32):
                return (int)i32;
            case ValKind.I64 when TryInteger(word, long.MinValue, long.MaxValue, out long i64):
                return i64;
            case ValKind.I64 when ulong.TryParse(word, NumberStyles.None, culture, out ulong u64):
                return u64;
            case ValKind.F32 when float.TryParse(Name(word), NumberStyles.Float, culture, out float f32):
                return f32;
            case ValKind.F64 when double.TryParse(Name(word), NumberStyles.Float, culture, out double f64):
                return f64;
            case ValKind.Ref when word == "null" && type.IsNullable:
                return Value.Null;
            default:
                throw new UsageException($"argument {position + 1}, '{word}', is no {type}");
        }
    }

    private static string Name(string word) => word switch { "nan" => "NaN", "inf" => "Infinity", "-inf" => "-Infinity", _ => word };

    private static bool TryInteger(string word, long minimum, long maximum, out long value)
    {
        bool negative = word.StartsWith('-');
        string digits = negative ? word[1..] : word;
        bool parsed = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out bits);
        value = negative ? unchecked(-(long)bits) : (long)bits;
        bool fits = negative ? bits <= 1UL + long.MaxValue && value >= minimum : bits <= (ulong)maximum;
        return parsed && fits;
    }
}
