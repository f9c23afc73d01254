using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Peregrine.Runtime.Memories;

/// <summary>What engines see of a linear memory: an unmanaged struct at an address that is stable for as long as its <see cref="LinearMemory"/> is reachable.</summary>
/// <remarks>
/// Compiled code uses the offsets, so they are part of the contract. <see cref="Base"/> changes only by growing a memory that is neither shared
/// nor guarded. Disposing the memory sets <see cref="Base"/> to null and <see cref="Length"/> to 0, so that checked accesses trap.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal unsafe struct MemoryDescriptor
{
    public const int BaseOffset = 0;
    public const int LengthOffset = 8;

    /// <summary>The address of byte 0.</summary>
    [FieldOffset(BaseOffset)] public byte* Base;

    /// <summary>The current length in bytes; for a shared memory to be read with acquire semantics (<see cref="CurrentLength"/>).</summary>
    [FieldOffset(LengthOffset)] public ulong Length;

    /// <summary>The largest length in bytes that the memory's type and address type allow.</summary>
    [FieldOffset(16)] public ulong MaximumLength;

    /// <summary>1 when addresses are i64.</summary>
    [FieldOffset(24)] public byte Is64;

    /// <summary>1 when the memory is shared between threads.</summary>
    [FieldOffset(25)] public byte Shared;

    /// <summary>1 when the mode is <see cref="MemoryMode.GuardPages"/>.</summary>
    [FieldOffset(26)] public byte GuardPages;

    /// <summary>The binary logarithm of the page size in bytes, 0 to 16.</summary>
    [FieldOffset(28)] public int PageSizeLog2;

    /// <summary>The length in bytes, read with acquire semantics.</summary>
    public readonly ulong CurrentLength => Volatile.Read(in Length);

    /// <summary>Whether the bytes from <paramref name="address"/> on lie inside the memory.</summary>
    public readonly bool Contains(ulong address, ulong count)
    {
        var length = CurrentLength;
        return count <= length && address <= length - count;
    }

    /// <summary>Where an access of <paramref name="width"/> bytes at address plus offset goes; null when it is out of bounds, even if the sum overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly byte* Find(ulong address, ulong offset, uint width)
    {
        var start = address + offset;
        var length = CurrentLength;
        return start >= offset && length >= width && start <= length - width ? Base + start : null;
    }
}
