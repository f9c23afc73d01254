using System.Collections.Concurrent;

namespace Peregrine.Engines;

/// <summary>The execution engines by name; other assemblies may add theirs.</summary>
/// <remarks>Thread-safe.</remarks>
internal static class ExecutionEngines
{
    private static readonly ConcurrentDictionary<string, Func<EngineOptions, IExecutionEngine>> _factories = new()
    {
        ["none"] = static _ => new LinkOnlyEngine("none"),
        ["interpreter"] = static options => new Interpreter.InterpreterEngine(options),
    };

    /// <summary>Names that <see cref="EngineOptions.Execution"/> may have.</summary>
    public static IEnumerable<string> Names => _factories.Keys;

    /// <summary>Adds an engine, or replaces the one of that name.</summary>
    public static void Register(string name, Func<EngineOptions, IExecutionEngine> factory) => _factories[name] = factory;

    /// <exception cref="ArgumentException">There is no engine of that name.</exception>
    public static IExecutionEngine Create(EngineOptions options) => _factories.TryGetValue(options.Execution, out var factory)
        ? factory(options)
        : throw new ArgumentException($"unknown execution engine \"{options.Execution}\"; there are {string.Join(", ", _factories.Keys.Order(StringComparer.Ordinal))}", nameof(options));
}
