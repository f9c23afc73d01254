using Peregrine.Cli.Diagnostics;
using Peregrine.Cli.Loading;
using Peregrine.Cli.Options;
using Peregrine.Wasi;

namespace Peregrine.Cli.Running;

/// <summary>Runs one module from loading to exit code.</summary>
internal sealed class Runner(RunSettings settings, RunRequest request)
{
    private WasiContext? _wasi;

    /// <summary>Runs the module.</summary>
    /// <returns>The exit code of the process.</returns>
    public int Run()
    {
        var source = ModuleSource.Read(request.File);
        using var engine = new Engine(settings.Engine);
        var module = ModuleLoader.Load(engine, source);
        using var store = new Store(engine);
        Apply(settings.Limits, store.Limits);
        var linker = new Linker(engine);
        // Disposed before anything is reported, so that the guest's output comes first.
        using var wasi = _wasi = settings.Wasi ? linker.DefineWasi(WasiSetup.Configure(settings, request, source)) : null;

        foreach (string preload in request.Preloads)
        {
            Preload(preload, engine, store, linker);
        }

        UnknownImports.Define(linker, store, module, settings);
        var instance = linker.Instantiate(store, module);
        return request.Invoke is { } name ? Invoke(instance, name) : Start(instance);
    }

    private static void Preload(string text, Engine engine, Store store, Linker linker)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new UsageException($"--preload {text}: expected NAME=PATH");
        }

        var module = ModuleLoader.Load(engine, ModuleSource.Read(text[(equals + 1)..]));
        linker.DefineInstance(text[..equals], linker.Instantiate(store, module));
    }

    private int Invoke(Instance instance, string name)
    {
        var function = instance.GetFunction(name)
            ?? throw new UsageException($"the module exports no function '{name}'; it exports {ExportNames(instance)}");
        instance.GetFunction("_initialize")?.Invoke();
        var results = function.Invoke(ValueText.Parse(name, function.Type, request.GuestArguments));
        _wasi?.Flush();
        for (int i = 0; i < results.Length; i++)
        {
            Console.WriteLine(ValueText.Print(results[i], function.Type.Results[i]));
        }

        return ExitCode.Success;
    }

    /// <summary>A command runs its <c>_start</c>; a reactor is only initialized.</summary>
    private static int Start(Instance instance)
    {
        if (instance.GetFunction("_start") is { } start)
        {
            start.Invoke();
        }
        else if (instance.GetFunction("_initialize") is { } initialize)
        {
            initialize.Invoke();
        }
        else if (instance.GetFunction("") is { } unnamed)
        {
            unnamed.Invoke();
        }

        return ExitCode.Success;
    }

    private static string ExportNames(Instance instance)
    {
        var names = instance.Exports.Where(e => e.Value is Function).Select(e => $"'{e.Key}'").Take(20).ToList();
        return names.Count == 0 ? "none" : string.Join(", ", names);
    }

    private static void Apply(StoreLimits from, StoreLimits to)
    {
        to.MaximumMemoryBytes = from.MaximumMemoryBytes;
        to.MaximumTableElements = from.MaximumTableElements;
        to.MaximumInstances = from.MaximumInstances;
        to.MaximumMemories = from.MaximumMemories;
        to.MaximumTables = from.MaximumTables;
        to.TrapOnGrowFailure = from.TrapOnGrowFailure;
    }
}
