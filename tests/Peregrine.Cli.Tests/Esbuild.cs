using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace Peregrine.Cli.Tests;

/// <summary>The esbuild module, a 20 MB program in Go: installed from npm into artifacts/ when a test wants it.</summary>
internal static class Esbuild
{
    public const string Version = "0.27.2";

    private static readonly Lazy<string?> s_path = new(Install);

    /// <summary>Path of the module, or null where npm is missing or reaches no registry.</summary>
    public static string? ModulePath => s_path.Value;

    private static string? Install()
    {
        string folder = Path.Combine(CliProcess.RepositoryRoot, "artifacts", "npm");
        string module = Path.Combine(folder, "node_modules", "@esbuild", "wasi-preview1", "esbuild.wasm");
        if (File.Exists(module))
        {
            return module;
        }

        try
        {
            Directory.CreateDirectory(folder);
            using var npm = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
            {
                ArgumentList = { "install", "--no-audit", "--no-fund", "--prefix", folder, $"@esbuild/wasi-preview1@{Version}" },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            npm.OutputDataReceived += (_, _) => { };
            npm.ErrorDataReceived += (_, _) => { };
            npm.BeginOutputReadLine();
            npm.BeginErrorReadLine();
            if (!npm.WaitForExit(TimeSpan.FromMinutes(2)))
            {
                npm.Kill(entireProcessTree: true);
            }
        }
        catch (Win32Exception)
        {
            return null;
        }

        return File.Exists(module) ? module : null;
    }
}

/// <summary>A fact about the esbuild module, skipped where it cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EsbuildFactAttribute : FactAttribute
{
    /// <summary>Decides at discovery.</summary>
    public EsbuildFactAttribute() => Skip = Esbuild.ModulePath is null ? $"@esbuild/wasi-preview1@{Esbuild.Version} could not be installed from npm" : null;
}
