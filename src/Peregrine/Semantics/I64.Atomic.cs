using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

// Each takes the cell's address in the process: the caller has checked that it lies inside a memory (or faults on a
// guard page) and is aligned to the cell's width. Narrow cells wrap their operands, the expected value included.
internal static unsafe partial class I64
{
    [MethodImpl(AggressiveInlining)]
    public static long AtomicLoad(byte* address) => (long)Atomics.Load(ref *(ulong*)address);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicLoad8U(byte* address) => (long)Atomics.Load(ref *(byte*)address);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicLoad16U(byte* address) => (long)Atomics.Load(ref *(ushort*)address);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicLoad32U(byte* address) => (long)Atomics.Load(ref *(uint*)address);

    [MethodImpl(AggressiveInlining)]
    public static void AtomicStore(byte* address, long value) => Atomics.Store(ref *(ulong*)address, (ulong)value);

    [MethodImpl(AggressiveInlining)]
    public static void AtomicStore8(byte* address, long value) => Atomics.Store(ref *(byte*)address, (byte)value);

    [MethodImpl(AggressiveInlining)]
    public static void AtomicStore16(byte* address, long value) => Atomics.Store(ref *(ushort*)address, (ushort)value);

    [MethodImpl(AggressiveInlining)]
    public static void AtomicStore32(byte* address, long value) => Atomics.Store(ref *(uint*)address, (uint)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmwAdd(byte* address, long value) => (long)Atomics.Add(ref *(ulong*)address, (ulong)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw8AddU(byte* address, long value) => (long)Atomics.Add(ref *(byte*)address, (byte)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw16AddU(byte* address, long value) => (long)Atomics.Add(ref *(ushort*)address, (ushort)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw32AddU(byte* address, long value) => (long)Atomics.Add(ref *(uint*)address, (uint)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmwSub(byte* address, long value) => (long)Atomics.Sub(ref *(ulong*)address, (ulong)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw8SubU(byte* address, long value) => (long)Atomics.Sub(ref *(byte*)address, (byte)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw16SubU(byte* address, long value) => (long)Atomics.Sub(ref *(ushort*)address, (ushort)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw32SubU(byte* address, long value) => (long)Atomics.Sub(ref *(uint*)address, (uint)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmwAnd(byte* address, long value) => (long)Atomics.And(ref *(ulong*)address, (ulong)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw8AndU(byte* address, long value) => (long)Atomics.And(ref *(byte*)address, (byte)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw16AndU(byte* address, long value) => (long)Atomics.And(ref *(ushort*)address, (ushort)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw32AndU(byte* address, long value) => (long)Atomics.And(ref *(uint*)address, (uint)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmwOr(byte* address, long value) => (long)Atomics.Or(ref *(ulong*)address, (ulong)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw8OrU(byte* address, long value) => (long)Atomics.Or(ref *(byte*)address, (byte)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw16OrU(byte* address, long value) => (long)Atomics.Or(ref *(ushort*)address, (ushort)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw32OrU(byte* address, long value) => (long)Atomics.Or(ref *(uint*)address, (uint)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmwXor(byte* address, long value) => (long)Atomics.Xor(ref *(ulong*)address, (ulong)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw8XorU(byte* address, long value) => (long)Atomics.Xor(ref *(byte*)address, (byte)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw16XorU(byte* address, long value) => (long)Atomics.Xor(ref *(ushort*)address, (ushort)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw32XorU(byte* address, long value) => (long)Atomics.Xor(ref *(uint*)address, (uint)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmwXchg(byte* address, long value) => (long)Atomics.Exchange(ref *(ulong*)address, (ulong)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw8XchgU(byte* address, long value) => (long)Atomics.Exchange(ref *(byte*)address, (byte)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw16XchgU(byte* address, long value) => (long)Atomics.Exchange(ref *(ushort*)address, (ushort)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw32XchgU(byte* address, long value) => (long)Atomics.Exchange(ref *(uint*)address, (uint)value);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmwCmpxchg(byte* address, long expected, long replacement) =>
        (long)Atomics.CompareExchange(ref *(ulong*)address, (ulong)expected, (ulong)replacement);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw8CmpxchgU(byte* address, long expected, long replacement) =>
        (long)Atomics.CompareExchange(ref *(byte*)address, (byte)expected, (byte)replacement);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw16CmpxchgU(byte* address, long expected, long replacement) =>
        (long)Atomics.CompareExchange(ref *(ushort*)address, (ushort)expected, (ushort)replacement);

    [MethodImpl(AggressiveInlining)]
    public static long AtomicRmw32CmpxchgU(byte* address, long expected, long replacement) =>
        (long)Atomics.CompareExchange(ref *(uint*)address, (uint)expected, (uint)replacement);
}
