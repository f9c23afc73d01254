using System.Diagnostics;

namespace Peregrine.Cli.Tests;

/// <summary>Runs the command as users do: as a process, with its output in pipes.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error);

internal static class CliProcess
{
    private static readonly string s_assembly = typeof(ExitCode).Assembly.Location;

    /// <summary>Folder of the repository, found from where the tests run.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    public static CliResult Run(params string[] arguments) => RunWithInput(null, arguments);

    public static CliResult RunWithInput(byte[]? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryRoot,
        };
        start.ArgumentList.Add(s_assembly);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            process.StandardInput.BaseStream.Write(input);
        }

        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"peregrine {string.Join(' ', arguments)} did not end");
        }

        return new CliResult(process.ExitCode, output.Result, error.Result);
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Peregrine.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("the tests do not run inside the repository");
    }
}
