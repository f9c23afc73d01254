namespace Peregrine;

/// <summary>An exception tag: what exceptions of one sort are thrown and caught by.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/exec/runtime.html#tag-instances"/></remarks>
public sealed class Tag : Extern
{
    /// <summary>Creates a tag.</summary>
    /// <param name="store">The store that it belongs to.</param>
    /// <param name="payload">Types of the values that an exception carries.</param>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public Tag(Store store, params ReadOnlySpan<ValType> payload)
        : this(store, new TagType(store.Engine.Types.OfFunction(new FunctionType(payload, []))))
    {
        store.ThrowIfDisposed();
    }

    internal Tag(Store store, TagType type)
        : base(store) => Type = type;

    /// <summary>Its type.</summary>
    public TagType Type { get; }

    /// <inheritdoc/>
    public override ExternType ExternType => Type;
}
