using System.Diagnostics;
using Peregrine.Runtime.Memories;

namespace Peregrine.Runtime;

/// <summary>Parks threads that wait at addresses of shared memories: <c>memory.atomic.wait32</c>, <c>wait64</c> and <c>notify</c>.</summary>
/// <remarks>
/// Process-wide and thread-safe. The key is the machine address, which is unique as shared memories never move, and stays so as the waiting
/// thread's store keeps the memory alive. Comparing the value and queueing happen under the lock that notifiers take, so no wake-up is lost.
/// That the memory is shared, the address aligned and inside the memory is for the engine to check.
/// </remarks>
internal static unsafe class WaiterTable
{
    /// <summary>The thread was woken.</summary>
    public const int Woken = 0;

    /// <summary>The memory did not hold the expected value.</summary>
    public const int NotEqual = 1;

    /// <summary>Nothing woke the thread in time.</summary>
    public const int TimedOut = 2;

    private static readonly Bucket[] _buckets = MakeBuckets();

    /// <summary><c>memory.atomic.wait32</c></summary>
    /// <param name="memory">The memory.</param>
    /// <param name="address">Effective address.</param>
    /// <param name="expected">Wait only while the memory holds this.</param>
    /// <param name="timeout">In nanoseconds; negative for ever.</param>
    public static int Wait32(MemoryDescriptor* memory, ulong address, uint expected, long timeout)
    {
        nint key = (nint)(memory->Base + address);
        var bucket = BucketOf(key);
        Waiter waiter;
        lock (bucket)
        {
            if (Volatile.Read(ref *(uint*)key) != expected)
            {
                return NotEqual;
            }

            waiter = bucket.Add(key);
        }

        return Park(bucket, waiter, timeout);
    }

    /// <summary><c>memory.atomic.wait64</c>; parameters as for <see cref="Wait32"/>.</summary>
    public static int Wait64(MemoryDescriptor* memory, ulong address, ulong expected, long timeout)
    {
        nint key = (nint)(memory->Base + address);
        var bucket = BucketOf(key);
        Waiter waiter;
        lock (bucket)
        {
            if (Volatile.Read(ref *(ulong*)key) != expected)
            {
                return NotEqual;
            }

            waiter = bucket.Add(key);
        }

        return Park(bucket, waiter, timeout);
    }

    /// <summary><c>memory.atomic.notify</c>: wakes the threads that have waited longest; 0 for memories that are not shared, as nothing can wait there.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="address">Effective address.</param>
    /// <param name="count">The most threads to wake.</param>
    /// <returns>How many were woken.</returns>
    public static uint Notify(MemoryDescriptor* memory, ulong address, uint count)
    {
        if (memory->Shared == 0)
        {
            return 0;
        }

        nint key = (nint)(memory->Base + address);
        var bucket = BucketOf(key);
        lock (bucket)
        {
            return bucket.Wake(key, count);
        }
    }

    private static int Park(Bucket bucket, Waiter waiter, long timeout)
    {
        try
        {
            if (Sleep(waiter, timeout))
            {
                return Woken;
            }
        }
        catch
        {
            // Interrupted by the host: leave no waiter behind that would swallow a wake-up.
            lock (bucket)
            {
                bucket.Remove(waiter);
            }

            throw;
        }

        lock (bucket)
        {
            // A notifier may have been faster.
            return bucket.Remove(waiter) ? TimedOut : Woken;
        }
    }

    private static bool Sleep(Waiter waiter, long timeout)
    {
        if (timeout < 0)
        {
            waiter.Signal.Wait();
            return true;
        }

        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            long elapsed = (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            if (elapsed >= timeout)
            {
                return waiter.Signal.Wait(0);
            }

            // Rounded up: never earlier than asked.
            long milliseconds = ((timeout - elapsed - 1) / 1_000_000) + 1;
            if (waiter.Signal.Wait((int)Math.Min(milliseconds, int.MaxValue)))
            {
                return true;
            }
        }
    }

    private static Bucket BucketOf(nint key) => _buckets[(int)(((ulong)key * 0x9E37_79B9_7F4A_7C15) >> 58)];

    private static Bucket[] MakeBuckets()
    {
        var buckets = new Bucket[64];
        for (int i = 0; i < buckets.Length; i++)
        {
            buckets[i] = new Bucket();
        }

        return buckets;
    }

    /// <summary>A thread that waits.</summary>
    private sealed class Waiter(nint key)
    {
        public nint Key { get; } = key;

        public SemaphoreSlim Signal { get; } = new(0, 1);
    }

    /// <summary>The waiters of some addresses, oldest first at each; its own lock.</summary>
    private sealed class Bucket
    {
        private readonly Dictionary<nint, LinkedList<Waiter>> _waiters = [];

        public Waiter Add(nint key)
        {
            if (!_waiters.TryGetValue(key, out var queue))
            {
                _waiters.Add(key, queue = new LinkedList<Waiter>());
            }

            var waiter = new Waiter(key);
            queue.AddLast(waiter);
            return waiter;
        }

        /// <summary>False when it was woken already.</summary>
        public bool Remove(Waiter waiter)
        {
            if (!_waiters.TryGetValue(waiter.Key, out var queue) || !queue.Remove(waiter))
            {
                return false;
            }

            if (queue.Count == 0)
            {
                _waiters.Remove(waiter.Key);
            }

            return true;
        }

        public uint Wake(nint key, uint count)
        {
            if (!_waiters.TryGetValue(key, out var queue))
            {
                return 0;
            }

            uint woken = 0;
            while (woken < count && queue.First is { } first)
            {
                queue.RemoveFirst();
                first.Value.Signal.Release();
                woken++;
            }

            if (queue.Count == 0)
            {
                _waiters.Remove(key);
            }

            return woken;
        }
    }
}
