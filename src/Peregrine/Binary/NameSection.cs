namespace Peregrine.Binary;

/// <summary>The names of a module for debugging: the custom section <c>name</c> with its extended subsections.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/appendix/custom.html#name-section"/></remarks>
internal sealed partial class NameSection
{
    public static NameSection Empty { get; } = new();

    public string? Module { get; set; }

    public Dictionary<uint, string> Functions { get; init; } = [];

    public Dictionary<(uint Function, uint Local), string> Locals { get; init; } = [];

    public Dictionary<(uint Function, uint Label), string> Labels { get; init; } = [];

    public Dictionary<uint, string> Types { get; init; } = [];

    public Dictionary<uint, string> Tables { get; init; } = [];

    public Dictionary<uint, string> Memories { get; init; } = [];

    public Dictionary<uint, string> Globals { get; init; } = [];

    public Dictionary<uint, string> ElementSegments { get; init; } = [];

    public Dictionary<uint, string> DataSegments { get; init; } = [];

    public Dictionary<(uint Type, uint Field), string> Fields { get; init; } = [];

    public Dictionary<uint, string> Tags { get; init; } = [];
}
