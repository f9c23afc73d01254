namespace Peregrine.Bench;

/// <summary>Compiles the C programs to WASI commands and, on request, for this machine.</summary>
internal static class ProgramBuilder
{
    /// <summary>Builds what is older than its sources; without a compiler, modules built earlier are used as they are.</summary>
    public static void Build(IEnumerable<BenchmarkProgram> programs, bool native)
    {
        Directory.CreateDirectory(Repository.Artifacts);
        var (clang, target) = FindCompiler();
        foreach (var program in programs)
        {
            if (IsStale(program, program.Module))
            {
                Require(clang, program.Module);
                var objectFile = Path.ChangeExtension(program.Module, ".o");
                // Two steps, and no -O when linking: clang would then hand the module to whatever wasm-opt it finds.
                Compile(clang, [.. target, "-O2", "-c", program.Source, "-o", objectFile]);
                Compile(clang, [.. target, "-Wl,--strip-debug", objectFile, "-o", program.Module]);
                File.Delete(objectFile);
            }

            if (native && IsStale(program, program.Native))
            {
                Require(clang, program.Native);
                // WebAssembly has no fused multiply-add: forbid it, so that results agree.
                Compile(clang, ["-O2", "-ffp-contract=off", program.Source, "-o", program.Native, "-lm"]);
            }
        }
    }

    private static (string? Clang, string[] Target) FindCompiler()
    {
        if (Environment.GetEnvironmentVariable("WASI_SDK_PATH") is { Length: > 0 } kit)
        {
            return (Path.Combine(kit, "bin", OperatingSystem.IsWindows() ? "clang.exe" : "clang"), ["--target=wasm32-wasi"]);
        }

        var clang = Repository.FindExecutable("PEREGRINE_CLANG", "clang-19", "clang-20", "clang-21", "clang");
        var root = Environment.GetEnvironmentVariable("PEREGRINE_WASI_SYSROOT") ?? "/usr";
        return (clang, ["--target=wasm32-wasi", "--sysroot=" + root]);
    }

    private static bool IsStale(BenchmarkProgram program, string output)
    {
        var built = File.GetLastWriteTimeUtc(output); // the year 1601 when there is none
        var header = Path.Combine(Repository.Bench, "programs", "bench.h");
        return File.GetLastWriteTimeUtc(program.Source) > built || File.GetLastWriteTimeUtc(header) > built;
    }

    private static void Require([System.Diagnostics.CodeAnalysis.NotNull] string? clang, string output)
    {
        if (clang is null)
        {
            throw new LaboratoryException($"no clang to build {output}: install clang, lld, wasi-libc and compiler-rt for wasm32, "
                + "or set WASI_SDK_PATH, or PEREGRINE_CLANG and PEREGRINE_WASI_SYSROOT");
        }
    }

    private static void Compile(string clang, string[] arguments)
    {
        var run = ProcessRunner.Run([clang, .. arguments], TimeSpan.FromMinutes(2));
        if (run.ExitCode != 0)
        {
            throw new LaboratoryException($"{clang} {string.Join(' ', arguments)} failed:\n{run.Error}");
        }
    }
}
