using System.Runtime.InteropServices;
using Peregrine.Collections;

namespace Peregrine.Interpreter;

/// <summary>Unmanaged memory for code, freed as a whole.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed unsafe class CodeArena
{
    private const int ChunkBytes = 64 << 10;

    private readonly ItemList<(nint Start, int Length)> _chunks = [];
    private byte* _next;
    private byte* _end;

    ~CodeArena()
    {
        foreach (var (start, length) in _chunks)
        {
            HandlerAddresses.Forget((byte*)start, (byte*)start + length);
            NativeMemory.AlignedFree((void*)start);
        }
    }

    /// <summary>So many bytes, aligned to 16; the content is undefined.</summary>
    public byte* Allocate(int bytes)
    {
        bytes = (bytes + 15) & ~15;
        if (bytes > _end - _next)
        {
            int length = Math.Max(bytes, ChunkBytes);
            _next = (byte*)NativeMemory.AlignedAlloc((nuint)length, 64);
            _end = _next + length;
            _chunks.Add(((nint)_next, length));
        }

        byte* allocated = _next;
        _next += bytes;
        return allocated;
    }
}
