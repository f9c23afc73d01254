namespace Peregrine.Wasi.Preview1;

/// <summary>poll_oneoff.</summary>
internal static class PollFunctions
{
    private const uint EventSize = 32;
    private const uint MaximumSubscriptions = 1 << 16;

    /// <summary>The longest single wait; a timer of .NET cannot be set further ahead.</summary>
    private const ulong LongestWait = 86_400_000_000_000;

    public static Errno PollOneoff(WasiContext context, GuestMemory memory, Snapshot snapshot, uint input, uint output, uint count, uint result)
    {
        if (count is 0 or > MaximumSubscriptions)
        {
            return Errno.Inval;
        }

        uint size = Subscription.Size(snapshot);
        if (!memory.Contains(input, (ulong)count * size) || !memory.Contains(output, (ulong)count * EventSize) || !memory.Contains(result, 4))
        {
            return Errno.Fault;
        }

        var subscriptions = new Subscription[count];
        for (uint i = 0; i < count; i++)
        {
            if (Subscription.Read(context, memory, snapshot, input + (i * size)) is not { } subscription)
            {
                return Errno.Inval;
            }

            subscriptions[i] = subscription;
        }

        uint events;
        while ((events = Collect(context, memory, subscriptions, output)) == 0)
        {
            Wait(context, subscriptions);
        }

        memory.TryWriteUInt32(result, events);
        return Errno.Success;
    }

    /// <summary>Writes an event for everything that has happened.</summary>
    private static uint Collect(WasiContext context, GuestMemory memory, Subscription[] subscriptions, uint output)
    {
        uint events = 0;
        foreach (Subscription subscription in subscriptions)
        {
            if (subscription.HasHappened(context, out ulong available))
            {
                subscription.Write(memory, output + (events * EventSize), available);
                events++;
            }
        }

        return events;
    }

    /// <summary>Sleeps until the first clock fires, something becomes ready or the program is cancelled.</summary>
    private static void Wait(WasiContext context, Subscription[] subscriptions)
    {
        context.FlushOutput();
        ulong remaining = LongestWait;
        bool onlyClocks = true;
        foreach (Subscription subscription in subscriptions)
        {
            if (subscription.Type == EventType.Clock)
            {
                remaining = Math.Min(remaining, subscription.Remaining(context));
            }
            else
            {
                onlyClocks = false;
            }
        }

        // Rounded up: firing too early would only mean another turn.
        TimeSpan time = TimeSpan.FromTicks((long)((remaining + 99) / 100));
        TimeProvider provider = context.Clocks.Time;
        if (onlyClocks && provider == TimeProvider.System)
        {
            Sleep(time, context.Cancellation);
            return;
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        try
        {
            var tasks = new List<Task> { Task.Delay(time, provider, waiting.Token) };
            foreach (Subscription subscription in subscriptions)
            {
                if (subscription.Type != EventType.Clock)
                {
                    tasks.Add(subscription.Descriptor!.WaitUntilReadyAsync(subscription.Type == EventType.FdWrite, waiting.Token));
                }
            }

            Task.WaitAny([.. tasks], context.Cancellation);
        }
        finally
        {
            waiting.Cancel();
        }
    }

    /// <summary>Sleeps; the last part of a millisecond, which timers cannot measure, is slept by yielding.</summary>
    private static void Sleep(TimeSpan time, CancellationToken cancellation)
    {
        if (time >= TimeSpan.FromMilliseconds(1))
        {
            // A whole number of milliseconds: a wait is never shorter than asked, the caller looks at the clock again.
            if (cancellation.CanBeCanceled)
            {
                cancellation.WaitHandle.WaitOne((int)time.TotalMilliseconds);
                cancellation.ThrowIfCancellationRequested();
            }
            else
            {
                Thread.Sleep((int)time.TotalMilliseconds);
            }
        }
        else if (time > TimeSpan.FromMicroseconds(50))
        {
            Thread.Sleep(1);
        }
        else
        {
            Thread.Yield();
        }

        cancellation.ThrowIfCancellationRequested();
    }
}
