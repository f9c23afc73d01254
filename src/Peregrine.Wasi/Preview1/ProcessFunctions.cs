namespace Peregrine.Wasi.Preview1;

/// <summary>proc_* and sched_yield.</summary>
internal static class ProcessFunctions
{
    public static Errno ProcExit(WasiContext context, GuestMemory memory, uint code)
    {
        context.Exit((int)code);
        return Errno.Success;
    }

    /// <summary>A signal whose usual action is to end the program ends it with 128 and its number, as a shell reports it; the others do nothing.</summary>
    public static Errno ProcRaise(WasiContext context, GuestMemory memory, Signal signal)
    {
        switch (signal)
        {
            case > Signal.Sys:
                return Errno.Inval;
            case Signal.None or Signal.Chld or Signal.Cont or Signal.Urg or Signal.Winch:
                return Errno.Success;
            case Signal.Stop or Signal.Tstp or Signal.Ttin or Signal.Ttou:
                return Errno.Notsup;
            default:
                return ProcExit(context, memory, 128 + (uint)signal);
        }
    }

    public static Errno SchedYield(WasiContext context, GuestMemory memory)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        Thread.Yield();
        return Errno.Success;
    }
}
