using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

/// <summary>
/// Sequentially consistent operations on one naturally aligned memory cell of 8, 16, 32 or 64 bits;
/// the read-modify-write ones return the cell's old content.
/// </summary>
internal static class Atomics
{
    [MethodImpl(AggressiveInlining)]
    public static void Fence() => Interlocked.MemoryBarrier();

    [MethodImpl(AggressiveInlining)]
    public static byte Load(ref byte cell)
    {
        // An acquiring read may overtake an earlier store of the same thread, except on x86 where stores are locked exchanges.
        if (!X86Base.IsSupported)
        {
            Interlocked.MemoryBarrier();
        }

        return Volatile.Read(ref cell);
    }

    [MethodImpl(AggressiveInlining)]
    public static void Store(ref byte cell, byte value) => Interlocked.Exchange(ref cell, value);

    [MethodImpl(AggressiveInlining)]
    public static byte Exchange(ref byte cell, byte value) => Interlocked.Exchange(ref cell, value);

    [MethodImpl(AggressiveInlining)]
    public static byte CompareExchange(ref byte cell, byte expected, byte replacement) =>
        Interlocked.CompareExchange(ref cell, replacement, expected);

    public static byte Add(ref byte cell, byte value)
    {
        var seen = Volatile.Read(ref cell);
        while (true)
        {
            var old = seen;
            seen = Interlocked.CompareExchange(ref cell, unchecked((byte)(old + value)), old);
            if (seen == old)
            {
                return old;
            }
        }
    }

    [MethodImpl(AggressiveInlining)]
    public static byte Sub(ref byte cell, byte value) => Add(ref cell, unchecked((byte)(0 - value)));

    public static byte And(ref byte cell, byte value)
    {
        var seen = Volatile.Read(ref cell);
        while (true)
        {
            var old = seen;
            seen = Interlocked.CompareExchange(ref cell, unchecked((byte)(old & value)), old);
            if (seen == old)
            {
                return old;
            }
        }
    }

    public static byte Or(ref byte cell, byte value)
    {
        var seen = Volatile.Read(ref cell);
        while (true)
        {
            var old = seen;
            seen = Interlocked.CompareExchange(ref cell, unchecked((byte)(old | value)), old);
            if (seen == old)
            {
                return old;
            }
        }
    }

    public static byte Xor(ref byte cell, byte value)
    {
        var seen = Volatile.Read(ref cell);
        while (true)
        {
            var old = seen;
            seen = Interlocked.CompareExchange(ref cell, unchecked((byte)(old ^ value)), old);
            if (seen == old)
            {
                return old;
            }
        }
    }

    [MethodImpl(AggressiveInlining)]
    public static ushort Load(ref ushort cell)
    {
        // An acquiring read may overtake an earlier store of the same thread, except on x86 where stores are locked exchanges.
        if (!X86Base.IsSupported)
        {
            Interlocked.MemoryBarrier();
        }

        return Volatile.Read(ref cell);
    }

    [MethodImpl(AggressiveInlining)]
    public static void Store(ref ushort cell, ushort value) => Interlocked.Exchange(ref cell, value);

    [MethodImpl(AggressiveInlining)]
    public static ushort Exchange(ref ushort cell, ushort value) => Interlocked.Exchange(ref cell, value);

    [MethodImpl(AggressiveInlining)]
    public static ushort CompareExchange(ref ushort cell, ushort expected, ushort replacement) =>
        Interlocked.CompareExchange(ref cell, replacement, expected);

    public static ushort Add(ref ushort cell, ushort value)
    {
        var seen = Volatile.Read(ref cell);
        while (true)
        {
            var old = seen;
            seen = Interlocked.CompareExchange(ref cell, unchecked((ushort)(old + value)), old);
            if (seen == old)
            {
                return old;
            }
        }
    }

    [MethodImpl(AggressiveInlining)]
    public static ushort Sub(ref ushort cell, ushort value) => Add(ref cell, unchecked((ushort)(0 - value)));

    public static ushort And(ref ushort cell, ushort value)
    {
        var seen = Volatile.Read(ref cell);
        while (true)
        {
            var old = seen;
            seen = Interlocked.CompareExchange(ref cell, unchecked((ushort)(old & value)), old);
            if (seen == old)
            {
                return old;
            }
        }
    }

    public static ushort Or(ref ushort cell, ushort value)
    {
        var seen = Volatile.Read(ref cell);
        while (true)
        {
            var old = seen;
            seen = Interlocked.CompareExchange(ref cell, unchecked((ushort)(old | value)), old);
            if (seen == old)
            {
                return old;
            }
        }
    }

    public static ushort Xor(ref ushort cell, ushort value)
    {
        var seen = Volatile.Read(ref cell);
        while (true)
        {
            var old = seen;
            seen = Interlocked.CompareExchange(ref cell, unchecked((ushort)(old ^ value)), old);
            if (seen == old)
            {
                return old;
            }
        }
    }

    [MethodImpl(AggressiveInlining)]
    public static uint Load(ref uint cell)
    {
        // An acquiring read may overtake an earlier store of the same thread, except on x86 where stores are locked exchanges.
        if (!X86Base.IsSupported)
        {
            Interlocked.MemoryBarrier();
        }

        return Volatile.Read(ref cell);
    }

    [MethodImpl(AggressiveInlining)]
    public static void Store(ref uint cell, uint value) => Interlocked.Exchange(ref cell, value);

    [MethodImpl(AggressiveInlining)]
    public static uint Exchange(ref uint cell, uint value) => Interlocked.Exchange(ref cell, value);

    [MethodImpl(AggressiveInlining)]
    public static uint CompareExchange(ref uint cell, uint expected, uint replacement) =>
        Interlocked.CompareExchange(ref cell, replacement, expected);

    [MethodImpl(AggressiveInlining)]
    public static uint Add(ref uint cell, uint value) => unchecked(Interlocked.Add(ref cell, value) - value);

    [MethodImpl(AggressiveInlining)]
    public static uint Sub(ref uint cell, uint value) => Add(ref cell, unchecked(0 - value));

    [MethodImpl(AggressiveInlining)]
    public static uint And(ref uint cell, uint value) => Interlocked.And(ref cell, value);

    [MethodImpl(AggressiveInlining)]
    public static uint Or(ref uint cell, uint value) => Interlocked.Or(ref cell, value);

    public static uint Xor(ref uint cell, uint value)
    {
        var seen = Volatile.Read(ref cell);
        while (true)
        {
            var old = seen;
            seen = Interlocked.CompareExchange(ref cell, old ^ value, old);
            if (seen == old)
            {
                return old;
            }
        }
    }

    [MethodImpl(AggressiveInlining)]
    public static ulong Load(ref ulong cell)
    {
        // An acquiring read may overtake an earlier store of the same thread, except on x86 where stores are locked exchanges.
        if (!X86Base.IsSupported)
        {
            Interlocked.MemoryBarrier();
        }

        return Volatile.Read(ref cell);
    }

    [MethodImpl(AggressiveInlining)]
    public static void Store(ref ulong cell, ulong value) => Interlocked.Exchange(ref cell, value);

    [MethodImpl(AggressiveInlining)]
    public static ulong Exchange(ref ulong cell, ulong value) => Interlocked.Exchange(ref cell, value);

    [MethodImpl(AggressiveInlining)]
    public static ulong CompareExchange(ref ulong cell, ulong expected, ulong replacement) =>
        Interlocked.CompareExchange(ref cell, replacement, expected);

    [MethodImpl(AggressiveInlining)]
    public static ulong Add(ref ulong cell, ulong value) => unchecked(Interlocked.Add(ref cell, value) - value);

    [MethodImpl(AggressiveInlining)]
    public static ulong Sub(ref ulong cell, ulong value) => Add(ref cell, unchecked(0 - value));

    [MethodImpl(AggressiveInlining)]
    public static ulong And(ref ulong cell, ulong value) => Interlocked.And(ref cell, value);

    [MethodImpl(AggressiveInlining)]
    public static ulong Or(ref ulong cell, ulong value) => Interlocked.Or(ref cell, value);

    public static ulong Xor(ref ulong cell, ulong value)
    {
        var seen = Volatile.Read(ref cell);
        while (true)
        {
            var old = seen;
            seen = Interlocked.CompareExchange(ref cell, old ^ value, old);
            if (seen == old)
            {
                return old;
            }
        }
    }
}
