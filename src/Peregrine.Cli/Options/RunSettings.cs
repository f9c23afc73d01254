namespace Peregrine.Cli.Options;

/// <summary>Everything that the option groups set.</summary>
internal sealed class RunSettings
{
    public EngineOptions Engine { get; } = new() { Features = WasmFeatures.Default };

    public StoreLimits Limits { get; } = new();

    public bool UnknownImportsTrap { get; set; }

    public bool UnknownImportsDefault { get; set; }

    public bool InheritEnvironment { get; set; }

    public bool InheritStandardInput { get; set; } = true;

    public bool InheritStandardOutput { get; set; } = true;

    public bool InheritStandardError { get; set; } = true;

    public bool Wasi { get; set; } = true;
}
