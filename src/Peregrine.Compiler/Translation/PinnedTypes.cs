using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Peregrine.Compiler.Translation;

/// <summary>The types of a module in an array that does not move, so that code reaches them by their address.</summary>
/// <remarks>Safe because what keeps the code alive keeps this object alive.</remarks>
internal sealed unsafe class PinnedTypes
{
    private readonly object[] _types;
    private readonly nint _address;

    public PinnedTypes(DefinedType[] types)
    {
        _types = GC.AllocateArray<object>(types.Length, pinned: true);
        types.CopyTo(_types, 0);
        _address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_types));
    }

    /// <summary>The address of the reference to a type.</summary>
    public nint Address(int index) => _address + (index * nint.Size);
}
