namespace Peregrine.Runtime;

/// <summary>A function of the host that is not in a store yet: each store that needs it gets one <see cref="Function"/>.</summary>
internal sealed class HostDefinition(DefinedType type, RawHostFunction function)
{
    public DefinedType Type { get; } = type;

    /// <summary>The type as which an import gets the function: the import's own where parameters and results are the same.</summary>
    /// <remarks>The host only says parameters and results, while modules may declare the type as part of a recursion group or open to subtypes.</remarks>
    public DefinedType TypeFor(ImportType import) =>
        import.Type is FunctionExternType wanted && wanted.Function.Parameters.SequenceEqual(Type.Function!.Parameters) && wanted.Function.Results.SequenceEqual(Type.Function.Results)
            ? wanted.Type
            : Type;

    public RawHostFunction Function { get; } = function;
}
