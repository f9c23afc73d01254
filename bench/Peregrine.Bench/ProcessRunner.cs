using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Peregrine.Bench;

/// <summary>What one process printed and cost.</summary>
/// <param name="ExitCode">Its exit code; -1 when it was killed for taking too long.</param>
/// <param name="Cpu">User and system time together, in seconds.</param>
/// <param name="Wall">From start to end, in seconds.</param>
/// <param name="PeakMebibytes">Peak resident memory, or null where it cannot be had.</param>
internal readonly record struct ProcessRun(int ExitCode, string Output, string Error, double Cpu, double Wall, double? PeakMebibytes);

/// <summary>Runs one process at a time and measures it.</summary>
/// <remarks>
/// CPU time on Unix is the growth of <c>getrusage(RUSAGE_CHILDREN)</c>: exact to the microsecond, descendants included, and
/// right because children run strictly one after another. Peak memory on Linux comes from <c>/usr/bin/time</c>: a child of this
/// process would inherit this process's own peak at <c>exec</c>, so a small process has to stand between. That one costs about
/// a millisecond, the same for every engine.
/// </remarks>
internal static partial class ProcessRunner
{
    private const string TimeTool = "/usr/bin/time";
    private const int Children = -1;

    private static readonly bool _measuresMemory = OperatingSystem.IsLinux() && File.Exists(TimeTool);

    /// <summary>Whether peak memory is known on this machine.</summary>
    public static bool MeasuresMemory => _measuresMemory;

    /// <summary>Runs a command to its end, or for as long as it may.</summary>
    public static ProcessRun Run(IReadOnlyList<string> command, TimeSpan limit)
    {
        var report = _measuresMemory ? Path.Combine(Path.GetTempPath(), $"peregrine-bench-{Environment.ProcessId}") : null;
        string[] full = report is null ? [.. command] : [TimeTool, "-q", "-f", "%M", "-o", report, .. command];
        var start = new ProcessStartInfo(full[0], full.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };

        var before = ChildrenSeconds();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExit(limit);
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        var wall = watch.Elapsed.TotalSeconds;
        var cpu = OperatingSystem.IsWindows() ? process.TotalProcessorTime.TotalSeconds : ChildrenSeconds() - before;
        var exitCode = ended ? process.ExitCode : -1;
        return new ProcessRun(exitCode, output.Result.ReplaceLineEndings("\n"), error.Result, cpu, wall, ReadPeak(report));
    }

    private static double? ReadPeak(string? report)
    {
        if (report is null || !File.Exists(report))
        {
            return null;
        }

        var text = File.ReadAllText(report).Trim();
        File.Delete(report);
        return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var kibibytes) ? kibibytes / 1024.0 : null;
    }

    private static unsafe double ChildrenSeconds()
    {
        if (OperatingSystem.IsWindows())
        {
            return 0;
        }

        // struct rusage begins with two timevals, { 64-bit seconds; 32- or 64-bit microseconds, padded to 8 bytes }; the rest is slack.
        var usage = stackalloc long[32];
        new Span<long>(usage, 32).Clear();
        if (GetResourceUsage(Children, usage) != 0)
        {
            throw new LaboratoryException("getrusage failed");
        }

        return usage[0] + usage[2] + (((int)usage[1] + (int)usage[3]) * 1e-6);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static unsafe partial int GetResourceUsage(int who, long* usage);
}
