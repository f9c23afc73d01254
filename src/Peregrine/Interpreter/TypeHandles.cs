using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Peregrine.Interpreter;

/// <summary>Handles to a module's defined types, which its code holds so that instructions reach a type in two loads.</summary>
/// <remarks>Not thread-safe. Lives at least as long as the code.</remarks>
internal sealed unsafe class TypeHandles(DefinedType[] types)
{
    private nint[]? _handles;

    ~TypeHandles()
    {
        foreach (nint handle in _handles ?? [])
        {
            if (handle != 0)
            {
                GCHandle<DefinedType>.FromIntPtr(handle).Dispose();
            }
        }
    }

    /// <summary>The handle of the type with an index.</summary>
    public nint Of(int index)
    {
        ref nint handle = ref (_handles ??= new nint[types.Length])[index];
        if (handle == 0)
        {
            handle = GCHandle<DefinedType>.ToIntPtr(new GCHandle<DefinedType>(types[index]));
        }

        return handle;
    }

    /// <summary>The type whose handle lies in the code at an address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DefinedType Read(byte* at) => GCHandle<DefinedType>.FromIntPtr(*(nint*)at).Target;
}
