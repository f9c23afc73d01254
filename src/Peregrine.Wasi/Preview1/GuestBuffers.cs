namespace Peregrine.Wasi.Preview1;

/// <summary>The scattered buffers of a read or write: an array of pointers and lengths in the guest's memory.</summary>
/// <remarks>
/// The array is checked whole before anything is read or written. Another thread of the guest may change it meanwhile; each buffer is
/// therefore checked once more when it is used.
/// </remarks>
internal readonly ref struct GuestBuffers
{
    private const uint MaximumCount = 1 << 16;

    private readonly GuestMemory _memory;
    private readonly GuestArray _array;

    private GuestBuffers(GuestMemory memory, GuestArray array)
    {
        _memory = memory;
        _array = array;
    }

    public uint Count => _array.Length;

    /// <summary>Checks the array and every buffer.</summary>
    public static Errno TryCreate(GuestMemory memory, GuestArray array, out GuestBuffers buffers)
    {
        buffers = new GuestBuffers(memory, array);
        if (!memory.Contains(array.Pointer, (ulong)array.Length * 8))
        {
            return Errno.Fault;
        }

        if (array.Length > MaximumCount)
        {
            return Errno.Inval;
        }

        ulong total = 0;
        for (uint i = 0; i < array.Length; i++)
        {
            if (!buffers.TryGetRange(i, out GuestArray range) || !memory.Contains(range.Pointer, range.Length))
            {
                return Errno.Fault;
            }

            total += range.Length;
        }

        // The count of bytes that is reported has 32 bits.
        return total > uint.MaxValue ? Errno.Inval : Errno.Success;
    }

    /// <summary>A buffer, of a larger one the first 2³¹−1 bytes.</summary>
    public bool TryGetSpan(uint index, out Span<byte> span)
    {
        span = default;
        return TryGetRange(index, out GuestArray range) && _memory.TryGetSpan(range.Pointer, Math.Min(range.Length, int.MaxValue), out span);
    }

    private bool TryGetRange(uint index, out GuestArray range)
    {
        bool inside = _memory.TryReadUInt32(_array.Pointer + (index * 8), out uint pointer)
            & _memory.TryReadUInt32(_array.Pointer + (index * 8) + 4, out uint length);
        range = new GuestArray(pointer, length);
        return inside;
    }
}
