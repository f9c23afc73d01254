namespace Peregrine;

/// <summary>What can be imported and exported: a function, table, memory, global or tag of a store.</summary>
/// <remarks>Belongs to its <see cref="Store"/> and is no more thread-safe than that.
/// <see href="https://webassembly.github.io/spec/core/exec/runtime.html#external-addresses"/></remarks>
public abstract class Extern
{
    private protected Extern(Store store) => Store = store;

    /// <summary>The store that it belongs to.</summary>
    public Store Store { get; }

    /// <summary>Its type, with the sizes that it was created with.</summary>
    public abstract ExternType ExternType { get; }

    /// <summary>Its type as an import sees it: tables and memories with their current size.</summary>
    internal virtual ExternType CurrentType => ExternType;
}
