namespace Peregrine.Wasi.Preview1;

/// <summary>clock_*.</summary>
internal static class ClockFunctions
{
    public static Errno ClockResGet(WasiContext context, GuestMemory memory, ClockId id, uint result)
    {
        ulong resolution = id switch
        {
            ClockId.Realtime => context.Clocks.RealTimeResolution,
            ClockId.Monotonic => context.Clocks.MonotonicResolution,
            ClockId.ProcessCputimeId or ClockId.ThreadCputimeId => 100,
            _ => 0,
        };
        return resolution == 0 ? Errno.Inval : memory.TryWriteUInt64(result, resolution) ? Errno.Success : Errno.Fault;
    }

    public static Errno ClockTimeGet(WasiContext context, GuestMemory memory, ClockId id, ulong precision, uint result)
    {
        ulong time;
        switch (id)
        {
            case ClockId.Realtime:
                time = context.Clocks.RealTime;
                break;
            case ClockId.Monotonic:
                time = context.Clocks.MonotonicTime;
                break;
            case ClockId.ProcessCputimeId:
                time = context.Clocks.ProcessTime;
                break;
            case ClockId.ThreadCputimeId:
                time = context.Clocks.ThreadTime;
                break;
            default:
                return Errno.Inval;
        }

        return memory.TryWriteUInt64(result, time) ? Errno.Success : Errno.Fault;
    }
}
