using Peregrine.Engines;
using Peregrine.Types;

namespace Peregrine;

/// <summary>What modules are compiled by and with: the features, the canonical types and the engine that runs code.</summary>
/// <remarks>Thread-safe. Share one among all modules and stores that have to do with each other; creating one is cheap.</remarks>
public sealed class Engine : IDisposable
{
    /// <summary>Creates an engine with the default options.</summary>
    public Engine()
        : this(new EngineOptions())
    {
    }

    /// <summary>Creates an engine.</summary>
    /// <param name="options">Copied; later changes have no effect.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is out of range or names an unknown execution engine.</exception>
    public Engine(EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumStackBytes, 64 << 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaximumStackBytes, 1 << 30);
        Features = options.Features;
        MemoryMode = options.MemoryMode;
        NanCanonicalization = options.NanCanonicalization;
        DeterministicRelaxedSimd = options.DeterministicRelaxedSimd;
        MaximumStackBytes = options.MaximumStackBytes & ~15;
        Execution = ExecutionEngines.Create(options);
    }

    /// <summary>The parts of WebAssembly that modules may use.</summary>
    public WasmFeatures Features { get; }

    /// <summary>How accesses to linear memories are kept inside them.</summary>
    public MemoryMode MemoryMode { get; }

    /// <summary>Whether every NaN whose bits the specification leaves open is the positive canonical NaN.</summary>
    public bool NanCanonicalization { get; }

    /// <summary>Whether relaxed vector instructions give the results of the specification's deterministic profile.</summary>
    public bool DeterministicRelaxedSimd { get; }

    /// <summary>Bytes of stack that the guest frames of one store may take together.</summary>
    public int MaximumStackBytes { get; }

    /// <summary>The canonical types.</summary>
    internal TypeRegistry Types { get; } = new();

    /// <summary>What runs code.</summary>
    internal IExecutionEngine Execution { get; }

    /// <summary>Returns what the engine holds beyond its modules and stores. Stores and modules made with it remain usable.</summary>
    public void Dispose()
    {
        (Execution as IDisposable)?.Dispose();
    }
}
