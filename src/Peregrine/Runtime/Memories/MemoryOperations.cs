using System.Runtime.InteropServices;

namespace Peregrine.Runtime.Memories;

/// <summary>The bulk instructions on linear memories: each checks its bounds first and writes nothing when they are exceeded.</summary>
/// <remarks>
/// Every address and count is unsigned, zero-extended from i32 where the memory is 32-bit; counts may exceed 2 GiB. Safe because a range is
/// checked against a length that never shrinks while the memory is alive, and a base that can move does so only on the calling thread.
/// A shared memory may be written concurrently, as the threads proposal allows.
/// </remarks>
internal static unsafe class MemoryOperations
{
    /// <summary><c>memory.copy</c>; the ranges may overlap. False when either is out of bounds.</summary>
    public static bool TryCopy(MemoryDescriptor* destination, ulong destinationAddress, MemoryDescriptor* source, ulong sourceAddress, ulong count)
    {
        if (!source->Contains(sourceAddress, count) || !destination->Contains(destinationAddress, count))
        {
            return false;
        }

        NativeMemory.Copy(source->Base + sourceAddress, destination->Base + destinationAddress, (nuint)count);
        return true;
    }

    /// <summary><c>memory.fill</c>. False when out of bounds.</summary>
    public static bool TryFill(MemoryDescriptor* memory, ulong address, byte value, ulong count)
    {
        if (!memory->Contains(address, count))
        {
            return false;
        }

        NativeMemory.Fill(memory->Base + address, (nuint)count, value);
        return true;
    }

    /// <summary><c>memory.init</c>; a dropped segment is empty. False when either range is out of bounds.</summary>
    public static bool TryInit(MemoryDescriptor* memory, ulong address, ReadOnlySpan<byte> segment, ulong segmentOffset, ulong count)
    {
        if (count > (ulong)segment.Length || segmentOffset > (ulong)segment.Length - count || !memory->Contains(address, count))
        {
            return false;
        }

        segment.Slice((int)segmentOffset, (int)count).CopyTo(new Span<byte>(memory->Base + address, (int)count));
        return true;
    }
}
