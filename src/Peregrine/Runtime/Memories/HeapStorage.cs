using System.Runtime.InteropServices;

namespace Peregrine.Runtime.Memories;

/// <summary>Storage from the C heap, for systems where no address space can be reserved; moves when it grows unless its whole maximum was allocated at once.</summary>
/// <remarks>Invariant: <c>Base</c> owns <c>_capacity</c> bytes, and every byte at or above the memory's length is zero.</remarks>
internal sealed unsafe class HeapStorage : MemoryStorage
{
    // Wide enough for every atomic and vector access.
    private const nuint Alignment = 64;

    private readonly ulong _maximum;
    private readonly bool _movable;
    private ulong _capacity;

    private HeapStorage(byte* bytes, ulong capacity, ulong maximum, bool movable)
    {
        Base = bytes;
        _capacity = capacity;
        _maximum = maximum;
        _movable = movable;
    }

    public static HeapStorage? TryCreate(ulong length, ulong maximum, bool movable)
    {
        var capacity = movable ? length : maximum;
        var bytes = Allocate(capacity);
        return bytes == null ? null : new HeapStorage(bytes, capacity, maximum, movable);
    }

    public override bool TryGrow(ulong length, ulong newLength)
    {
        if (newLength <= _capacity)
        {
            return true;
        }

        if (!_movable || newLength > _maximum || newLength > (ulong)nint.MaxValue)
        {
            return false;
        }

        // A quarter more than asked for, so that growing page by page copies each byte a bounded number of times.
        var capacity = Math.Min(_maximum, newLength + (newLength >> 2));
        var bytes = Allocate(capacity);
        if (bytes == null && (bytes = Allocate(capacity = newLength)) == null)
        {
            return false;
        }

        NativeMemory.Copy(Base, bytes, (nuint)length);
        NativeMemory.AlignedFree(Base);
        Base = bytes;
        _capacity = capacity;
        return true;
    }

    public override void Free(ulong length)
    {
        NativeMemory.AlignedFree(Base);
        Base = null;
    }

    private static byte* Allocate(ulong capacity)
    {
        if (capacity > (ulong)nint.MaxValue - (uint)Alignment)
        {
            return null;
        }

        try
        {
            var bytes = (byte*)NativeMemory.AlignedAlloc(Math.Max((nuint)capacity, Alignment), Alignment);
            NativeMemory.Clear(bytes, (nuint)capacity);
            return bytes;
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }
}
