using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace Peregrine.Runtime.Memories;

/// <summary>The storage of a linear memory, the same for every engine.</summary>
/// <remarks>
/// <para>
/// Guarded memories and shared ones never move. Another memory may move when it grows, which changes <see cref="MemoryDescriptor.Base"/>.
/// Fresh bytes are zero.
/// </para>
/// <para>
/// Owners keep the object reachable while code uses <see cref="Base"/> or <see cref="Descriptor"/>, and do not dispose of it meanwhile. The
/// descriptor itself outlives <see cref="Dispose"/> (as an empty memory) until the object is collected.
/// </para>
/// <para><see cref="Grow"/> and <see cref="Dispose"/> are thread-safe.</para>
/// </remarks>
internal sealed unsafe class LinearMemory : CriticalFinalizerObject, IDisposable
{
    private readonly Lock _lock = new();
    private readonly ulong _byteLimit;
    private readonly MemoryDescriptor* _descriptor;
    private MemoryStorage? _storage;

    private LinearMemory(in LinearMemoryParameters parameters, MemoryStorage storage, ulong length)
    {
        // The storage is assigned last: until then the caller of the constructor owns it.
        _descriptor = (MemoryDescriptor*)NativeMemory.AlignedAlloc((nuint)sizeof(MemoryDescriptor), (nuint)sizeof(MemoryDescriptor));
        *_descriptor = new MemoryDescriptor
        {
            Base = storage.Base,
            Length = length,
            MaximumLength = parameters.MaximumLength,
            Is64 = parameters.Is64 ? (byte)1 : (byte)0,
            Shared = parameters.Shared ? (byte)1 : (byte)0,
            GuardPages = storage is GuardedStorage ? (byte)1 : (byte)0,
            PageSizeLog2 = parameters.PageSizeLog2,
        };
        _byteLimit = parameters.ByteLimit;
        Mode = storage is GuardedStorage ? MemoryMode.GuardPages : MemoryMode.Checked;
        _storage = storage;
    }

    ~LinearMemory()
    {
        FreeStorage();
        NativeMemory.AlignedFree(_descriptor);
    }

    /// <summary>What engines see; stable for as long as this object is reachable.</summary>
    public MemoryDescriptor* Descriptor => _descriptor;

    /// <summary>The address of byte 0; null after <see cref="Dispose"/>.</summary>
    public byte* Base => _descriptor->Base;

    /// <summary>The current length in bytes; 0 after <see cref="Dispose"/>.</summary>
    public ulong Length => _descriptor->CurrentLength;

    /// <summary>The current length in pages, the value of <c>memory.size</c>.</summary>
    public ulong Pages => _descriptor->CurrentLength >> _descriptor->PageSizeLog2;

    /// <summary>The mode that the memory got.</summary>
    public MemoryMode Mode { get; }

    /// <summary>
    /// Asked before every growth by at least one page that the type and the byte limit allow, with the current and the wanted length in bytes;
    /// false makes it fail. What it throws comes out of <see cref="Grow"/>. Called under the memory's lock.
    /// </summary>
    public Func<ulong, ulong, bool>? Limiter { get; set; }

    /// <summary>Creates a memory; false when its minimum exceeds the byte limit or the system refuses the space.</summary>
    /// <remarks>The mode is <see cref="MemoryMode.Checked"/> for 64-bit addresses, other page sizes than 64 KiB, and wherever guard pages cannot be had.</remarks>
    public static bool TryCreate(in LinearMemoryParameters parameters, [NotNullWhen(true)] out LinearMemory? memory)
    {
        Debug.Assert(parameters.PageSizeLog2 is >= 0 and <= 16, "The validator admits no other page sizes.");
        memory = null;
        var maximum = Math.Min(parameters.MaximumLength, parameters.ByteLimit);
        if (parameters.MinimumPages > maximum >> parameters.PageSizeLog2)
        {
            return false;
        }

        var length = parameters.MinimumPages << parameters.PageSizeLog2;
        var storage = CreateStorage(parameters, length, maximum);
        if (storage == null)
        {
            return false;
        }

        try
        {
            memory = new LinearMemory(parameters, storage, length);
            return true;
        }
        catch (OutOfMemoryException)
        {
            storage.Free(length);
            return false;
        }
    }

    /// <summary><c>memory.grow</c>: the old length in pages, or -1 when the limits, the limiter or the system refuse.</summary>
    public long Grow(ulong deltaPages)
    {
        lock (_lock)
        {
            if (_storage == null)
            {
                return -1;
            }

            var shift = _descriptor->PageSizeLog2;
            var length = _descriptor->Length;
            if (deltaPages == 0)
            {
                return (long)(length >> shift);
            }

            var maximum = Math.Min(_descriptor->MaximumLength, _byteLimit);
            if (deltaPages > (maximum - length) >> shift)
            {
                return -1;
            }

            var newLength = length + (deltaPages << shift);
            if (Limiter is { } limiter && !limiter(length, newLength))
            {
                return -1;
            }

            // The limiter may itself have grown or disposed of the memory.
            if (_storage == null || _descriptor->Length != length || !_storage.TryGrow(length, newLength))
            {
                return -1;
            }

            // The base first: a length must never be seen that the base does not have.
            _descriptor->Base = _storage.Base;
            Volatile.Write(ref _descriptor->Length, newLength);
            return (long)(length >> shift);
        }
    }

    /// <summary>The bytes from <paramref name="address"/> on; false when out of bounds or longer than a span can be.</summary>
    /// <remarks>The span is valid until the memory is disposed of, or grows where it may move.</remarks>
    public bool TryGetSpan(ulong address, ulong length, out Span<byte> span)
    {
        if (length > int.MaxValue || !_descriptor->Contains(address, length))
        {
            span = default;
            return false;
        }

        span = new Span<byte>(_descriptor->Base + address, (int)length);
        return true;
    }

    /// <summary><c>memory.copy</c> from <paramref name="source"/>, which may be this memory; false when out of bounds.</summary>
    public bool Copy(ulong address, LinearMemory source, ulong sourceAddress, ulong count)
    {
        var done = MemoryOperations.TryCopy(_descriptor, address, source._descriptor, sourceAddress, count);
        GC.KeepAlive(source);
        GC.KeepAlive(this);
        return done;
    }

    /// <summary><c>memory.fill</c>; false when out of bounds.</summary>
    public bool Fill(ulong address, byte value, ulong count)
    {
        var done = MemoryOperations.TryFill(_descriptor, address, value, count);
        GC.KeepAlive(this);
        return done;
    }

    /// <summary><c>memory.init</c> from a data segment, empty when dropped; false when out of bounds.</summary>
    public bool Init(ulong address, ReadOnlySpan<byte> segment, ulong segmentOffset, ulong count)
    {
        var done = MemoryOperations.TryInit(_descriptor, address, segment, segmentOffset, count);
        GC.KeepAlive(this);
        return done;
    }

    /// <summary>Returns the bytes to the operating system at once and leaves an empty memory that cannot grow.</summary>
    public void Dispose() => FreeStorage();

    private static MemoryStorage? CreateStorage(in LinearMemoryParameters parameters, ulong length, ulong maximum)
    {
        if (parameters is { Mode: MemoryMode.GuardPages, Is64: false, PageSizeLog2: 16 } && GuardedStorage.TryCreate(length, parameters.Shared) is { } guarded)
        {
            return guarded;
        }

        return VirtualMemory.IsSupported
            ? ReservedStorage.TryCreate(length, maximum, movable: !parameters.Shared)
            : HeapStorage.TryCreate(length, maximum, movable: !parameters.Shared);
    }

    private void FreeStorage()
    {
        lock (_lock)
        {
            if (_storage is { } storage)
            {
                _storage = null;
                var length = _descriptor->Length;
                Volatile.Write(ref _descriptor->Length, 0);
                _descriptor->Base = null;
                storage.Free(length);
            }
        }
    }
}
