using System.Runtime.InteropServices;

namespace Peregrine.Bench;

/// <summary>What a figure was measured on.</summary>
internal static class Machine
{
    /// <summary>Date, processor, system and commit in one line.</summary>
    public static string Describe(int rounds, bool quick, double scale)
    {
        var size = (quick ? "quick size" : "full size") + (scale == 1 ? "" : $" × {scale:0.###}");
        return $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, commit {Commit()}, {Processor()}, {Environment.ProcessorCount} cores, "
            + $"{RuntimeInformation.OSDescription}, {size}, {rounds} samples each. Medians; engines interleaved.";
    }

    private static string Processor()
    {
        const string Key = "model name";
        var line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
    }

    private static string Commit()
    {
        if (Repository.FindExecutable("PEREGRINE_GIT", "git") is not { } git)
        {
            return "unknown";
        }

        var run = ProcessRunner.Run([git, "-C", Repository.Root, "describe", "--always", "--dirty"], TimeSpan.FromSeconds(20));
        return run.ExitCode == 0 ? run.Output.Trim() : "unknown";
    }
}
