using System.Globalization;
using Peregrine.Runtime.Objects;
using Peregrine.Text.Parsing;

namespace Peregrine.Text.Scripts;

/// <summary>What a result is expected to be.</summary>
internal abstract record ResultPattern
{
    public abstract bool Matches(Value value);

    /// <summary>A value as messages show it: exact bits, so that NaNs can be told apart.</summary>
    public static string Describe(Value value) => value.Kind switch
    {
        ValKind.Ref => value.Reference switch { null => "(ref.null)", var reference => $"({reference})" },
        ValKind.V128 => $"(v128 {value.High:x16}_{value.Low:x16})",
        ValKind.I32 or ValKind.F32 => $"({value.Kind.ToString().ToLowerInvariant()} {value.Low:x8})",
        _ => $"({value.Kind.ToString().ToLowerInvariant()} {value.Low:x16})",
    };
}

/// <summary>What one number is expected to be.</summary>
/// <param name="Nan">Whether any NaN of a sort will do.</param>
/// <param name="Bits">The exact bits otherwise.</param>
internal readonly record struct NumberPattern(NanPattern Nan, ulong Bits)
{
    public bool Matches(ulong bits, int width)
    {
        ulong fraction = width == 32 ? (1UL << 23) - 1 : (1UL << 52) - 1;
        ulong quiet = (fraction + 1) >> 1;
        ulong infinity = width == 32 ? 0x7F80_0000UL : 0x7FF0_0000_0000_0000UL;
        return Nan switch
        {
            NanPattern.Canonical => (bits & (infinity | fraction)) == (infinity | quiet),
            NanPattern.Arithmetic => (bits & (infinity | quiet)) == (infinity | quiet),
            _ => bits == Bits,
        };
    }

    public string ToString(int width) => Nan switch
    {
        NanPattern.Canonical => "nan:canonical",
        NanPattern.Arithmetic => "nan:arithmetic",
        _ => Bits.ToString(width == 32 ? "x8" : "x16", CultureInfo.InvariantCulture),
    };
}

/// <summary>The sorts of NaN that scripts expect.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/syntax/values.html#canonical-nan"/></remarks>
internal enum NanPattern : byte
{
    None,

    /// <summary>Only the highest bit of the payload is set.</summary>
    Canonical,

    /// <summary>The highest bit of the payload is set.</summary>
    Arithmetic,
}

/// <summary>A number.</summary>
internal sealed record NumberResult(ValKind Kind, NumberPattern Pattern) : ResultPattern
{
    public override bool Matches(Value value) => value.Kind == Kind && Pattern.Matches(value.Low, Kind is ValKind.F32 or ValKind.I32 ? 32 : 64);

    public override string ToString() => $"({Kind.ToString().ToLowerInvariant()}.const {Pattern.ToString(Kind is ValKind.F32 or ValKind.I32 ? 32 : 64)})";
}

/// <summary>A vector, lane by lane.</summary>
internal sealed record VectorResult(VectorShape Shape, NumberPattern[] Lanes) : ResultPattern
{
    public override bool Matches(Value value)
    {
        if (value.Kind != ValKind.V128)
        {
            return false;
        }

        int bits = VectorParser.LaneBits(Shape);
        ulong mask = ulong.MaxValue >> (64 - bits);
        for (int i = 0; i < Lanes.Length; i++)
        {
            int at = i * bits;
            ulong half = at < 64 ? value.Low : value.High;
            if (!Lanes[i].Matches((half >> (at % 64)) & mask, bits))
            {
                return false;
            }
        }

        return true;
    }

    public override string ToString() =>
        $"(v128.const {Shape.ToString().ToLowerInvariant()} {string.Join(' ', Lanes.Select(lane => lane.ToString(VectorParser.LaneBits(Shape) == 32 ? 32 : 64)))})";
}

/// <summary>A reference.</summary>
/// <param name="Reference">The sort.</param>
/// <param name="Number">Number of an object of the host, or null for any.</param>
internal sealed record ReferenceResult(ScriptReference Reference, ulong? Number) : ResultPattern
{
    public override bool Matches(Value value)
    {
        if (value.Kind != ValKind.Ref)
        {
            return false;
        }

        object? reference = value.Reference;
        return Reference switch
        {
            ScriptReference.Null => reference is null,
            ScriptReference.Extern or ScriptReference.Host => Number is null ? reference is not null : reference is HostReference host && host.Number == Number,
            ScriptReference.Function => reference is Function,
            ScriptReference.Struct => reference is StructObject,
            ScriptReference.Array => reference is ArrayObject,
            ScriptReference.I31 => reference is I31,
            ScriptReference.Eq => reference is StructObject or ArrayObject or I31,
            ScriptReference.Exception => reference is ExceptionObject,
            _ => reference is not null,
        };
    }

    public override string ToString() => $"(ref.{Reference.ToString().ToLowerInvariant()}{(Number is { } number ? $" {number}" : "")})";
}

/// <summary>(either …): one of several.</summary>
internal sealed record EitherResult(ResultPattern[] Alternatives) : ResultPattern
{
    public override bool Matches(Value value) => Array.Exists(Alternatives, alternative => alternative.Matches(value));

    public override string ToString() => $"(either {string.Join(' ', (object[])Alternatives)})";
}
