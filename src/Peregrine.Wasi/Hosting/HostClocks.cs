using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Peregrine.Wasi;

/// <summary>The clocks that a guest sees: two from a <see cref="TimeProvider"/>, two that count processor time.</summary>
/// <remarks>Derive from it to replace the processor times too. Thread-safe.</remarks>
public partial class HostClocks
{
    private readonly long _origin;
    private readonly long _frequency;

    /// <summary>Clocks that follow <paramref name="time"/>.</summary>
    /// <param name="time">Wall clock, monotonic clock and timers; the system's if null.</param>
    public HostClocks(TimeProvider? time = null)
    {
        Time = time ?? TimeProvider.System;
        _frequency = Time.TimestampFrequency;
        _origin = Time.GetTimestamp();
    }

    /// <summary>Where wall clock and monotonic time come from, and what waits are measured with.</summary>
    public TimeProvider Time { get; }

    /// <summary>Wall clock in nanoseconds since 1970-01-01T00:00:00Z.</summary>
    public ulong RealTime => UnixNanoseconds(Time.GetUtcNow());

    /// <summary>Monotonic clock in nanoseconds since these clocks were made.</summary>
    public ulong MonotonicTime => ToNanoseconds(Time.GetTimestamp() - _origin);

    /// <summary>Resolution of the wall clock in nanoseconds.</summary>
    public ulong RealTimeResolution => 100;

    /// <summary>Resolution of the monotonic clock in nanoseconds.</summary>
    public ulong MonotonicResolution => (ulong)Math.Max(1, 1_000_000_000 / _frequency);

    /// <summary>Processor time of the whole process in nanoseconds.</summary>
    public virtual ulong ProcessTime => OperatingSystem.IsBrowser() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS()
        ? MonotonicTime
        : (ulong)Environment.CpuUsage.TotalTime.Ticks * 100;

    /// <summary>Processor time of the calling thread in nanoseconds; that of the process where the system does not tell.</summary>
    public virtual ulong ThreadTime => OperatingSystem.IsLinux() ? LinuxThreadTime() : ProcessTime;

    internal static ulong UnixNanoseconds(DateTimeOffset time)
    {
        long ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return ticks <= 0 ? 0 : (ulong)ticks * 100;
    }

    [SupportedOSPlatform("linux")]
    private ulong LinuxThreadTime()
    {
        const int ThreadCpuTime = 3;
        return ClockGetTime(ThreadCpuTime, out TimeSpecification time) == 0
            ? ((ulong)time.Seconds * 1_000_000_000) + (ulong)time.Nanoseconds
            : ProcessTime;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpecification time);

    private ulong ToNanoseconds(long timestamp)
    {
        if (timestamp <= 0)
        {
            return 0;
        }

        return _frequency == 1_000_000_000
            ? (ulong)timestamp
            : (ulong)((UInt128)(ulong)timestamp * 1_000_000_000 / (ulong)_frequency);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpecification
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
