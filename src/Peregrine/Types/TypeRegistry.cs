namespace Peregrine.Types;

/// <summary>The canonical types of one engine: structurally equal recursion groups become the same objects.</summary>
/// <remarks>Thread-safe. Holds types weakly: what no module or host object uses any more is collected. Ids are never used again.</remarks>
internal sealed class TypeRegistry
{
    /// <summary>The type of a host function: final, without supertype, in a recursion group of its own.</summary>
    public DefinedType OfFunction(FunctionType type) => throw new NotImplementedException();
}
