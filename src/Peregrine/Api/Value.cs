using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Peregrine;

/// <summary>A WebAssembly value: a number, a vector or a reference.</summary>
/// <remarks>Immutable; 32 bytes on 64-bit systems. Numbers convert implicitly, references by <see cref="FromReference"/>.
/// A function reference is a <see cref="Function"/>, an external reference any .NET object, a null reference null.
/// <see href="https://webassembly.github.io/spec/core/exec/runtime.html#syntax-val"/></remarks>
public readonly struct Value : IEquatable<Value>
{
    private readonly object? _reference;

    internal Value(ValKind kind, ulong low, ulong high, object? reference)
    {
        Kind = kind;
        Low = low;
        High = high;
        _reference = reference;
    }

    /// <summary>The null reference.</summary>
    public static Value Null => new(ValKind.Ref, 0, 0, null);

    /// <summary>The class of the value.</summary>
    public ValKind Kind { get; }

    /// <summary>The bits of a number, zero-extended, or the low half of a vector.</summary>
    internal ulong Low { get; }

    /// <summary>The high half of a vector.</summary>
    internal ulong High { get; }

    /// <summary>The reference of a value of kind <see cref="ValKind.Ref"/>, without the check.</summary>
    internal object? Reference => _reference;

    /// <summary>A 32-bit integer.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Value(int value) => new(ValKind.I32, (uint)value, 0, null);

    /// <summary>A 32-bit integer.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Value(uint value) => new(ValKind.I32, value, 0, null);

    /// <summary>A 64-bit integer.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Value(long value) => new(ValKind.I64, (ulong)value, 0, null);

    /// <summary>A 64-bit integer.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Value(ulong value) => new(ValKind.I64, value, 0, null);

    /// <summary>A 32-bit floating-point number.</summary>
    /// <param name="value">The number; its bits are kept, NaN payloads included.</param>
    public static implicit operator Value(float value) => new(ValKind.F32, BitConverter.SingleToUInt32Bits(value), 0, null);

    /// <summary>A 64-bit floating-point number.</summary>
    /// <param name="value">The number; its bits are kept, NaN payloads included.</param>
    public static implicit operator Value(double value) => new(ValKind.F64, BitConverter.DoubleToUInt64Bits(value), 0, null);

    /// <summary>A vector.</summary>
    /// <param name="value">Lane 0 in the lowest bits.</param>
    public static implicit operator Value(Vector128<byte> value) => new(ValKind.V128, value.AsUInt64()[0], value.AsUInt64()[1], null);

    /// <summary>A reference to a function.</summary>
    /// <param name="value">The function, or null.</param>
    public static implicit operator Value(Function? value) => new(ValKind.Ref, 0, 0, value);

    /// <summary>A reference.</summary>
    /// <param name="value">A <see cref="Function"/> for function references, any object for external ones, null for a null reference.</param>
    public static Value FromReference(object? value) => new(ValKind.Ref, 0, 0, value);

    /// <summary>Equality of kind and bits; references by identity.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Inequality of kind or bits.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>The value as a signed 32-bit integer.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public int AsInt32() => (int)Require(ValKind.I32).Low;

    /// <summary>The value as a signed 64-bit integer.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public long AsInt64() => (long)Require(ValKind.I64).Low;

    /// <summary>The value as a 32-bit floating-point number.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public float AsSingle() => BitConverter.UInt32BitsToSingle((uint)Require(ValKind.F32).Low);

    /// <summary>The value as a 64-bit floating-point number.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public double AsDouble() => BitConverter.UInt64BitsToDouble(Require(ValKind.F64).Low);

    /// <summary>The value as a vector, lane 0 in the lowest bits.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public Vector128<byte> AsVector128()
    {
        Require(ValKind.V128);
        return Vector128.Create(Low, High).AsByte();
    }

    /// <summary>The object that the value refers to, or null.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public object? AsReference() => Require(ValKind.Ref)._reference;

    /// <summary>The function that the value refers to, or null.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind, or refers to something else.</exception>
    public Function? AsFunction() => AsReference() switch
    {
        null => null,
        Function function => function,
        var other => throw new InvalidOperationException($"the value refers to a {other.GetType().Name}, not to a function"),
    };

    /// <summary>The value as a plain .NET object: <see cref="int"/>, <see cref="long"/>, <see cref="float"/>, <see cref="double"/>, <see cref="Vector128{T}"/> or the reference; allocates for numbers.</summary>
    public object? ToObject() => Kind switch
    {
        ValKind.I32 => AsInt32(),
        ValKind.I64 => AsInt64(),
        ValKind.F32 => AsSingle(),
        ValKind.F64 => AsDouble(),
        ValKind.V128 => AsVector128(),
        _ => _reference,
    };

    /// <inheritdoc/>
    public bool Equals(Value other) => Kind == other.Kind && Low == other.Low && High == other.High && ReferenceEquals(_reference, other._reference);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Low, High, _reference is null ? 0 : RuntimeHelpers.GetHashCode(_reference));

    /// <summary>The number, the vector as <c>0x</c> and 32 digits, or the reference's own text.</summary>
    public override string ToString() => Kind switch
    {
        ValKind.I32 => AsInt32().ToString(CultureInfo.InvariantCulture),
        ValKind.I64 => AsInt64().ToString(CultureInfo.InvariantCulture),
        ValKind.F32 => AsSingle().ToString(CultureInfo.InvariantCulture),
        ValKind.F64 => AsDouble().ToString(CultureInfo.InvariantCulture),
        ValKind.V128 => $"0x{High:x16}{Low:x16}",
        _ => _reference?.ToString() ?? "null",
    };

    /// <summary>Zero, or the null reference: what locals and table elements start with.</summary>
    internal static Value Default(ValType type) => new(type.Kind, 0, 0, null);

    private Value Require(ValKind kind) =>
        Kind == kind ? this : throw new InvalidOperationException($"the value is of kind {Kind}, not {kind}");
}
