using System.Runtime.InteropServices;
using System.Text;
using Peregrine.Collections;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Memories;

namespace Peregrine;

/// <summary>A linear memory.</summary>
/// <remarks>Addresses are in bytes. Not thread-safe, except that a shared memory may be read, written and grown by several threads; those see
/// each other's plain accesses as the memory model of the threads proposal says.
/// <see href="https://webassembly.github.io/spec/core/exec/runtime.html#memory-instances"/></remarks>
public sealed unsafe class Memory : Extern
{
    private readonly ItemList<nint> _contexts = [];

    /// <summary>Creates a memory.</summary>
    /// <param name="store">The store that it belongs to.</param>
    /// <param name="type">Its type.</param>
    /// <exception cref="ArgumentException">The limits of the type are not valid.</exception>
    /// <exception cref="ResourceLimitException">The store's limits or the system do not allow it.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public Memory(Store store, MemoryType type)
        : this(store, type, store.CreateMemory(type))
    {
    }

    /// <summary>A memory of this store on storage that exists: shared memories of other stores.</summary>
    internal Memory(Store store, MemoryType type, LinearMemory storage)
        : base(store)
    {
        Type = type;
        Storage = storage;
        store.AddMemory(this);
    }

    /// <summary>Its type.</summary>
    public MemoryType Type { get; }

    /// <inheritdoc/>
    public override ExternType ExternType => Type;

    /// <summary>The current length in bytes.</summary>
    public ulong Length => Storage.Length;

    /// <summary>The current length in pages.</summary>
    public ulong Pages => Storage.Pages;

    /// <summary>The bytes.</summary>
    internal LinearMemory Storage { get; }

    internal override ExternType CurrentType => Type with { Limits = Type.Limits with { Minimum = Pages } };

    /// <summary><c>memory.grow</c>: adds pages of zeros.</summary>
    /// <param name="delta">How many pages.</param>
    /// <returns>The old length in pages, or -1 when the maximum, the store's limits or the system do not allow it.</returns>
    /// <exception cref="TrapException">The store's limits ask for a trap instead of -1.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public long Grow(ulong delta)
    {
        Store.ThrowIfDisposed();
        byte* before = Storage.Base;
        long result = Storage.Grow(delta);
        if (Storage.Base != before)
        {
            RefreshContexts();
        }

        if (result < 0 && Store.Limits.TrapOnGrowFailure)
        {
            Trap.Throw(TrapKind.MemoryGrowFailed);
        }

        return result;
    }

    /// <summary>The bytes of a range, without copying.</summary>
    /// <param name="address">Where the range starts.</param>
    /// <param name="length">Its length.</param>
    /// <returns>A view that is valid until the memory grows or the store is disposed of or collected: keep the store reachable as long as
    /// the view is used. Using it later is undefined.</returns>
    /// <exception cref="TrapException">The range is not inside the memory.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public Span<byte> GetSpan(ulong address, int length)
    {
        Store.ThrowIfDisposed();
        if (length < 0 || !Storage.TryGetSpan(address, (ulong)length, out var span))
        {
            Trap.Throw(TrapKind.OutOfBoundsMemoryAccess);
            return default;
        }

        return span;
    }

    /// <summary>Reads an unmanaged value, in the machine's byte order.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="address">Where it starts; need not be aligned.</param>
    /// <exception cref="TrapException">It is not inside the memory.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public T Read<T>(ulong address)
        where T : unmanaged
    {
        var value = MemoryMarshal.Read<T>(GetSpan(address, sizeof(T)));
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>Writes an unmanaged value, in the machine's byte order.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="address">Where it starts; need not be aligned.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="TrapException">It is not inside the memory.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public void Write<T>(ulong address, T value)
        where T : unmanaged
    {
        MemoryMarshal.Write(GetSpan(address, sizeof(T)), value);
        GC.KeepAlive(this);
    }

    /// <summary>Reads UTF-8; what is not UTF-8 becomes U+FFFD.</summary>
    /// <param name="address">Where it starts.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="TrapException">It is not inside the memory.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public string ReadString(ulong address, int length)
    {
        string value = Encoding.UTF8.GetString(GetSpan(address, length));
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>Reads UTF-8 up to a zero byte.</summary>
    /// <param name="address">Where it starts.</param>
    /// <exception cref="TrapException">There is no zero byte before the end of the memory.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public string ReadNullTerminatedString(ulong address)
    {
        ulong length = Length;
        int available = address < length ? (int)Math.Min(length - address, int.MaxValue) : 0;
        int end = GetSpan(address, available).IndexOf((byte)0);
        if (end < 0)
        {
            Trap.Throw(TrapKind.OutOfBoundsMemoryAccess);
        }

        return ReadString(address, end);
    }

    /// <summary>Writes a string as UTF-8, without a zero behind it.</summary>
    /// <param name="address">Where it starts.</param>
    /// <param name="value">The string.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="TrapException">It does not fit; nothing was written.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public int WriteString(ulong address, string value)
    {
        int length = Encoding.UTF8.GetBytes(value, GetSpan(address, Encoding.UTF8.GetByteCount(value)));
        GC.KeepAlive(this);
        return length;
    }

    /// <summary>Makes an instance whose memory 0 this is follow when the memory moves.</summary>
    internal void Attach(InstanceContext* context)
    {
        // Storage that never moves needs no list.
        if (!Type.IsShared && Storage.Mode == MemoryMode.Checked)
        {
            _contexts.Add((nint)context);
        }

        context->MemoryBase = Storage.Base;
        context->Memory0 = Storage.Descriptor;
    }

    /// <summary>The same shared memory for another store.</summary>
    internal Memory In(Store store) => store.SharedMemory(this) ?? new Memory(store, Type, Storage);

    private void RefreshContexts()
    {
        foreach (nint context in _contexts)
        {
            ((InstanceContext*)context)->MemoryBase = Storage.Base;
        }
    }
}
