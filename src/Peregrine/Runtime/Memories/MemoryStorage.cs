namespace Peregrine.Runtime.Memories;

/// <summary>The bytes behind a linear memory: zeroed when they appear, owned until <see cref="Free"/>.</summary>
/// <remarks>Not thread-safe: <see cref="LinearMemory"/> serializes <see cref="TryGrow"/> and <see cref="Free"/>.</remarks>
internal abstract unsafe class MemoryStorage
{
    /// <summary>The address of byte 0, never null before <see cref="Free"/>.</summary>
    public byte* Base { get; protected set; }

    /// <summary>Makes the bytes from <paramref name="length"/> up to <paramref name="newLength"/> accessible and zero; may move <see cref="Base"/> where the storage says so.</summary>
    public abstract bool TryGrow(ulong length, ulong newLength);

    /// <summary>Returns the bytes to the operating system.</summary>
    public abstract void Free(ulong length);
}
