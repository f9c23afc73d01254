using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace Peregrine.Runtime;

/// <summary>Zeroed unmanaged memory, and optionally a handle to a managed owner, freed with the store or at the latest when collected.</summary>
/// <remarks>Safe because the store holds all its blocks and everything that points into them holds the store. The handle is weak: it
/// leads from unmanaged data to an object that the store keeps alive anyway, and must not keep a forgotten store alive.</remarks>
internal sealed unsafe class NativeBlock : CriticalFinalizerObject, IDisposable
{
    private void* _address;
    private GCHandle _handle;

    public NativeBlock(nuint bytes, object? owner = null)
    {
        if (owner is not null)
        {
            _handle = GCHandle.Alloc(owner, GCHandleType.Weak);
        }

        // From calloc: large blocks are zero without being touched.
        _address = NativeMemory.AllocZeroed(Math.Max(bytes, 16));
    }

    ~NativeBlock() => Dispose();

    public void* Address => _address;

    /// <summary>The handle to the owner, or 0.</summary>
    public nint Handle => _handle.IsAllocated ? GCHandle.ToIntPtr(_handle) : 0;

    /// <summary>Changes the size; the contents stay, new bytes are zero, the address changes. False when there is no memory.</summary>
    public bool TryResize(nuint oldBytes, nuint newBytes)
    {
        try
        {
            _address = NativeMemory.Realloc(_address, Math.Max(newBytes, 16));
        }
        catch (OutOfMemoryException)
        {
            return false;
        }

        if (newBytes > oldBytes)
        {
            NativeMemory.Clear((byte*)_address + oldBytes, newBytes - oldBytes);
        }

        return true;
    }

    public void Dispose()
    {
        if (_address != null)
        {
            NativeMemory.Free(_address);
            _address = null;
        }

        if (_handle.IsAllocated)
        {
            _handle.Free();
        }

        GC.SuppressFinalize(this);
    }
}
