using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Peregrine.Wasi.Preview1;

/// <summary>A pointer and a length, or a pointer and a number of elements, as a guest passes them.</summary>
/// <param name="Pointer">Address in the guest's memory.</param>
/// <param name="Length">Length in bytes or elements.</param>
internal readonly record struct GuestArray(uint Pointer, uint Length);

/// <summary>The memory of a calling guest. Every access is checked; one outside tells so by false and touches nothing.</summary>
/// <remarks>
/// Safe because <see cref="_base"/> stays valid for <see cref="_length"/> bytes during a call: a memory shrinks never, and moves only when the
/// calling thread itself grows it. Words are little-endian and need no alignment.
/// </remarks>
internal readonly unsafe struct GuestMemory(byte* start, ulong length)
{
    private readonly byte* _base = start;
    private readonly ulong _length = length;

    /// <summary>The bytes of a range, of at most 2³¹−1; false if the range leaves the memory.</summary>
    public bool TryGetSpan(uint pointer, uint length, out Span<byte> span)
    {
        if (!Contains(pointer, length) || length > int.MaxValue)
        {
            span = default;
            return false;
        }

        span = new Span<byte>(_base + pointer, (int)length);
        return true;
    }

    /// <summary>Whether a range lies inside; an empty one may begin at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(uint pointer, ulong length) => pointer + length <= _length;

    public bool TryReadByte(uint pointer, out byte value)
    {
        bool inside = Contains(pointer, 1);
        value = inside ? _base[pointer] : default;
        return inside;
    }

    public bool TryReadUInt16(uint pointer, out ushort value)
    {
        bool inside = Contains(pointer, 2);
        value = inside ? BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(_base + pointer, 2)) : default;
        return inside;
    }

    public bool TryReadUInt32(uint pointer, out uint value)
    {
        bool inside = Contains(pointer, 4);
        value = inside ? BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(_base + pointer, 4)) : default;
        return inside;
    }

    public bool TryReadUInt64(uint pointer, out ulong value)
    {
        bool inside = Contains(pointer, 8);
        value = inside ? BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(_base + pointer, 8)) : default;
        return inside;
    }

    public bool TryWriteByte(uint pointer, byte value)
    {
        bool inside = Contains(pointer, 1);
        if (inside)
        {
            _base[pointer] = value;
        }

        return inside;
    }

    public bool TryWriteUInt16(uint pointer, ushort value)
    {
        bool inside = Contains(pointer, 2);
        if (inside)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(new Span<byte>(_base + pointer, 2), value);
        }

        return inside;
    }

    public bool TryWriteUInt32(uint pointer, uint value)
    {
        bool inside = Contains(pointer, 4);
        if (inside)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(new Span<byte>(_base + pointer, 4), value);
        }

        return inside;
    }

    public bool TryWriteUInt64(uint pointer, ulong value)
    {
        bool inside = Contains(pointer, 8);
        if (inside)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(new Span<byte>(_base + pointer, 8), value);
        }

        return inside;
    }
}
