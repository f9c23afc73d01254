using System.Runtime.InteropServices;
using Peregrine.Collections;

namespace Peregrine.Interpreter;

/// <summary>Unmanaged memory for code, freed as a whole.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed unsafe class CodeArena
{
    private const int ChunkBytes = 64 << 10;

    private readonly ItemList<Chunk> _chunks = [];
    private byte* _next;
    private byte* _end;

    ~CodeArena()
    {
        foreach (var chunk in _chunks)
        {
            HandlerAddresses.Forget(chunk.Start, chunk.Start + chunk.Length);
            NativeMemory.AlignedFree(chunk.Start);
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
            _chunks.Add(new Chunk { Start = _next, Length = length });
        }

        byte* allocated = _next;
        _next += bytes;
        return allocated;
    }

    private struct Chunk
    {
        public byte* Start;
        public int Length;
    }
}
