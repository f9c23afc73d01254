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

    /// <summary>Whether every NaN whose bits the specification leaves open is the positive canonical NaN; false unless set.</summary>
    /// <remarks>Concerns the results of arithmetic, rounding, conversion between f32 and f64, and their vector forms; <c>abs</c>, <c>neg</c>,
    /// <c>copysign</c>, <c>pmin</c>, <c>pmax</c>, loads and <c>reinterpret</c> keep the bits of NaNs as ever. Costs one more operation for each such
    /// instruction, and nothing when false. <see href="https://webassembly.github.io/spec/core/exec/numerics.html#nan-propagation"/></remarks>
    public bool NanCanonicalization { get; set; }

    /// <summary>Whether relaxed vector instructions give the results of the specification's deterministic profile on every processor; false unless set,
    /// which takes the fastest result that is allowed.</summary>
    /// <remarks>Together with <see cref="NanCanonicalization"/> no result of a number depends on the processor.
    /// <see href="https://webassembly.github.io/spec/core/appendix/profiles.html#deterministic-profile"/></remarks>
    public bool DeterministicRelaxedSimd { get; set; }

    /// <summary>Bytes of stack that the guest frames of one store may take together, 64 KiB to 1 GiB; 1 MiB unless set. Beyond, calls trap.</summary>
    public int MaximumStackBytes { get; set; } = 1 << 20;

    /// <summary>Options of their own with the same values.</summary>
    internal EngineOptions Copy() => (EngineOptions)MemberwiseClone();
}
