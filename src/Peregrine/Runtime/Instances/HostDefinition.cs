namespace Peregrine.Runtime;

/// <summary>A function of the host that is not in a store yet: each store that needs it gets one <see cref="Function"/>.</summary>
internal sealed class HostDefinition(DefinedType type, RawHostFunction function)
{
    public DefinedType Type { get; } = type;

    public RawHostFunction Function { get; } = function;
}
