namespace Peregrine;

/// <summary>What an <see cref="Engine"/> is created with.</summary>
/// <remarks>Not thread-safe; the engine copies what it needs.</remarks>
public sealed class EngineOptions
{
    /// <summary>The parts of WebAssembly that modules may use; <see cref="WasmFeatures.Default"/> unless set.</summary>
    public WasmFeatures Features { get; set; } = WasmFeatures.Default;

    /// <summary>The name of the execution engine: <c>interpreter</c>, or <c>none</c>, which loads and links but runs nothing.</summary>
    public string Execution { get; set; } = "interpreter";

    /// <summary>How accesses to linear memories are kept inside them; <see cref="MemoryMode.Auto"/> unless set.</summary>
    public MemoryMode MemoryMode { get; set; }

    /// <summary>Bytes of stack that the guest frames of one store may take together, 64 KiB to 1 GiB; 1 MiB unless set. Beyond, calls trap.</summary>
    public int MaximumStackBytes { get; set; } = 1 << 20;

    /// <summary>Whether results depend on nothing but the guest: every NaN that arithmetic yields is the canonical one, and relaxed vector
    /// instructions give what their strict counterparts give. Costs a little in floating-point code; off unless set.</summary>
    /// <remarks><see href="https://webassembly.github.io/spec/core/appendix/profiles.html#profile-deterministic"/></remarks>
    public bool IsDeterministic { get; set; }
}
