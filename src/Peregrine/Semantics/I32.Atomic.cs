using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Peregrine.Semantics;

// Each takes the cell's address in the process: the caller has checked that it lies inside a memory (or faults on a
// guard page) and is aligned to the cell's width. Narrow cells wrap their operands, the expected value included.
internal static unsafe partial class I32
{
    [MethodImpl(AggressiveInlining)]
    public static int AtomicLoad(byte* address) => (int)Atomics.Load(ref *(uint*)address);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicLoad8U(byte* address) => (int)Atomics.Load(ref *(byte*)address);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicLoad16U(byte* address) => (int)Atomics.Load(ref *(ushort*)address);

    [MethodImpl(AggressiveInlining)]
    public static void AtomicStore(byte* address, int value) => Atomics.Store(ref *(uint*)address, (uint)value);

    [MethodImpl(AggressiveInlining)]
    public static void AtomicStore8(byte* address, int value) => Atomics.Store(ref *(byte*)address, (byte)value);

    [MethodImpl(AggressiveInlining)]
    public static void AtomicStore16(byte* address, int value) => Atomics.Store(ref *(ushort*)address, (ushort)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmwAdd(byte* address, int value) => (int)Atomics.Add(ref *(uint*)address, (uint)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmw8AddU(byte* address, int value) => (int)Atomics.Add(ref *(byte*)address, (byte)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmw16AddU(byte* address, int value) => (int)Atomics.Add(ref *(ushort*)address, (ushort)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmwSub(byte* address, int value) => (int)Atomics.Sub(ref *(uint*)address, (uint)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmw8SubU(byte* address, int value) => (int)Atomics.Sub(ref *(byte*)address, (byte)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmw16SubU(byte* address, int value) => (int)Atomics.Sub(ref *(ushort*)address, (ushort)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmwAnd(byte* address, int value) => (int)Atomics.And(ref *(uint*)address, (uint)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmw8AndU(byte* address, int value) => (int)Atomics.And(ref *(byte*)address, (byte)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmw16AndU(byte* address, int value) => (int)Atomics.And(ref *(ushort*)address, (ushort)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmwOr(byte* address, int value) => (int)Atomics.Or(ref *(uint*)address, (uint)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmw8OrU(byte* address, int value) => (int)Atomics.Or(ref *(byte*)address, (byte)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmw16OrU(byte* address, int value) => (int)Atomics.Or(ref *(ushort*)address, (ushort)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmwXor(byte* address, int value) => (int)Atomics.Xor(ref *(uint*)address, (uint)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmw8XorU(byte* address, int value) => (int)Atomics.Xor(ref *(byte*)address, (byte)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmw16XorU(byte* address, int value) => (int)Atomics.Xor(ref *(ushort*)address, (ushort)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmwXchg(byte* address, int value) => (int)Atomics.Exchange(ref *(uint*)address, (uint)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmw8XchgU(byte* address, int value) => (int)Atomics.Exchange(ref *(byte*)address, (byte)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmw16XchgU(byte* address, int value) => (int)Atomics.Exchange(ref *(ushort*)address, (ushort)value);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmwCmpxchg(byte* address, int expected, int replacement) =>
        (int)Atomics.CompareExchange(ref *(uint*)address, (uint)expected, (uint)replacement);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmw8CmpxchgU(byte* address, int expected, int replacement) =>
        (int)Atomics.CompareExchange(ref *(byte*)address, (byte)expected, (byte)replacement);

    [MethodImpl(AggressiveInlining)]
    public static int AtomicRmw16CmpxchgU(byte* address, int expected, int replacement) =>
        (int)Atomics.CompareExchange(ref *(ushort*)address, (ushort)expected, (ushort)replacement);
}
