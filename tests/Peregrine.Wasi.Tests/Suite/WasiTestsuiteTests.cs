namespace Peregrine.Wasi.Tests.Suite;

/// <summary>The preview 1 modules of WebAssembly/wasi-testsuite, on the machine's files, in memory and on an overlay.</summary>
public sealed class WasiTestsuiteTests
{
    private static readonly string? s_suite = Suites.Find("wasi-testsuite");

    public static TheoryData<string, string> Modules
    {
        get
        {
            var data = new TheoryData<string, string>();
            if (s_suite is null)
            {
                data.Add("", "");
                return data;
            }

            foreach (string path in Directory.EnumerateFiles(s_suite, "*.wasm", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                if (path.Contains("wasm32-wasip1"))
                {
                    data.Add(Path.GetRelativePath(s_suite, path), "machine");
                    data.Add(Path.GetRelativePath(s_suite, path), "memory");
                    data.Add(Path.GetRelativePath(s_suite, path), "overlay");
                }
            }

            return data;
        }
    }

    [SuiteTheory("wasi-testsuite")]
    [MemberData(nameof(Modules))]
    public void EndsAsItsManifestSays(string module, string fileSystem)
    {
        string path = Path.Combine(s_suite!, module);
        TestManifest manifest = TestManifest.Read(path);
        string? copy = null;
        try
        {
            var output = new CapturedOutput();
            var error = new CapturedOutput();
            var configuration = new WasiConfiguration()
                .WithArg(Path.GetFileName(path)).WithArgs(manifest.Arguments).WithEnvironmentVariables(manifest.Environment)
                .WithStandardInput(StandardStreams.FromBytes(System.Text.Encoding.UTF8.GetBytes(manifest.Input)))
                .WithStandardOutput(output).WithStandardError(error);
            if (manifest.Root is { } root)
            {
                if (fileSystem == "machine")
                {
                    copy = Directory.CreateTempSubdirectory("peregrine-").FullName;
                    CopyFolder(root, copy);
                    configuration.WithPreopenedDirectory(copy, "/");
                }
                else
                {
                    var memory = new MemoryFileSystem();
                    CopyFolder(root, memory, "");
                    configuration.WithPreopenedDirectory(
                        fileSystem == "memory" ? memory.Root : DirectoryViews.Overlay(new MemoryFileSystem().Root, memory.Root), "/");
                }
            }

            Assert.True(Run(path, configuration) == manifest.ExitCode, $"wrong exit code\n{output.Text}\n{error.Text}");
            Assert.StartsWith(manifest.Output ?? "", output.Text, StringComparison.Ordinal);
            Assert.StartsWith(manifest.Error ?? "", error.Text, StringComparison.Ordinal);
        }
        finally
        {
            if (copy is not null)
            {
                Directory.Delete(copy, recursive: true);
            }
        }
    }

    private static int Run(string path, WasiConfiguration configuration)
    {
        using var engine = new Engine();
        using var store = new Store(engine);
        var linker = new Linker(engine);
        using WasiContext context = linker.DefineWasi(configuration);
        try
        {
            linker.Instantiate(store, Module.FromFile(engine, path)).GetFunction("_start")!.Invoke();
            return 0;
        }
        catch (ExitException exit)
        {
            return exit.ExitCode;
        }
        catch (TrapException)
        {
            return 134;
        }
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (string folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.WriteAllBytes(Path.Combine(to, Path.GetRelativePath(from, file)), File.ReadAllBytes(file));
        }
    }

    private static void CopyFolder(string from, MemoryFileSystem to, string prefix)
    {
        foreach (string folder in Directory.EnumerateDirectories(from))
        {
            to.CreateDirectory(prefix + Path.GetFileName(folder));
            CopyFolder(folder, to, prefix + Path.GetFileName(folder) + "/");
        }

        foreach (string file in Directory.EnumerateFiles(from))
        {
            to.WriteFile(prefix + Path.GetFileName(file), File.ReadAllBytes(file));
        }
    }
}
