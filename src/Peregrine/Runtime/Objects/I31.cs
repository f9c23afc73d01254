using System.Runtime.CompilerServices;

namespace Peregrine.Runtime.Objects;

/// <summary>A 31-bit integer as a reference. Two of equal value are equal references to the guest, though not always the same object.</summary>
internal sealed class I31
{
    private const int CacheStart = -1024;
    private const int CacheEnd = 1024;
    private static readonly I31[] _cache = MakeCache();

    private I31(int value) => Value = value;

    /// <summary>The value, sign-extended from 31 bits: <c>i31.get_s</c>.</summary>
    public int Value { get; }

    /// <summary>The value, zero-extended: <c>i31.get_u</c>.</summary>
    public int Unsigned => Value & int.MaxValue;

    /// <summary><c>ref.i31</c>: keeps the low 31 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I31 Of(int value)
    {
        value = value << 1 >> 1;
        return (uint)(value - CacheStart) < (uint)(CacheEnd - CacheStart) ? _cache[value - CacheStart] : new I31(value);
    }

    /// <summary><c>ref.eq</c> on any two references, null included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool ReferencesEqual(object? left, object? right) =>
        ReferenceEquals(left, right) || (left is I31 a && right is I31 b && a.Value == b.Value);

    public override string ToString() => $"i31 {Value}";

    private static I31[] MakeCache()
    {
        var cache = new I31[CacheEnd - CacheStart];
        for (int i = 0; i < cache.Length; i++)
        {
            cache[i] = new I31(i + CacheStart);
        }

        return cache;
    }
}
