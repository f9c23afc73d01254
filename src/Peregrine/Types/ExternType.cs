namespace Peregrine;

/// <summary>Minimum and maximum size of a memory (in pages) or a table (in elements).</summary>
/// <param name="Minimum">Size at the start.</param>
/// <param name="Maximum">Size that can be reached, or null for as far as the address type and the embedder allow.</param>
/// <remarks><see href="https://webassembly.github.io/spec/core/syntax/types.html#syntax-limits"/></remarks>
public readonly record struct Limits(ulong Minimum, ulong? Maximum = null);

/// <summary>The sorts of imports and exports.</summary>
/// <remarks>Numbered as in the binary format.</remarks>
public enum ExternKind : byte
{
    /// <summary>Function.</summary>
    Function,

    /// <summary>Table.</summary>
    Table,

    /// <summary>Memory.</summary>
    Memory,

    /// <summary>Global.</summary>
    Global,

    /// <summary>Exception tag.</summary>
    Tag,
}

/// <summary>Type of an import or export.</summary>
/// <remarks>Immutable. <see href="https://webassembly.github.io/spec/core/syntax/types.html#syntax-externtype"/></remarks>
public abstract record ExternType
{
    private protected ExternType()
    {
    }

    /// <summary>The sort.</summary>
    public abstract ExternKind Kind { get; }
}

/// <summary>Type of a function import or export.</summary>
/// <param name="Type">The canonical type.</param>
public sealed record FunctionExternType(DefinedType Type) : ExternType
{
    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Function;

    /// <summary>Parameters and results.</summary>
    public FunctionType Function => (FunctionType)Type.Composite;
}

/// <summary>Type of a table.</summary>
/// <param name="Element">Type of the elements, a reference type.</param>
/// <param name="Limits">Sizes in elements.</param>
/// <param name="Is64">Whether indices are i64.</param>
/// <param name="IsShared">Whether threads may share it; of the shared-everything threads proposal.</param>
/// <remarks><see href="https://webassembly.github.io/spec/core/syntax/types.html#syntax-tabletype"/></remarks>
public sealed record TableType(ValType Element, Limits Limits, bool Is64 = false, bool IsShared = false) : ExternType
{
    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Table;
}

/// <summary>Type of a memory.</summary>
/// <param name="Limits">Sizes in pages.</param>
/// <param name="Is64">Whether addresses are i64.</param>
/// <param name="IsShared">Whether threads may share it.</param>
/// <param name="PageSizeLog2">Binary logarithm of the page size in bytes: 16, or 0 with custom page sizes.</param>
/// <remarks><see href="https://webassembly.github.io/spec/core/syntax/types.html#syntax-memtype"/></remarks>
public sealed record MemoryType(Limits Limits, bool Is64 = false, bool IsShared = false, int PageSizeLog2 = 16) : ExternType
{
    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Memory;
}

/// <summary>Type of a global.</summary>
/// <param name="Content">Type of the value.</param>
/// <param name="IsMutable">Whether it can be set.</param>
/// <param name="IsShared">Whether threads may share it; of the shared-everything threads proposal.</param>
/// <remarks><see href="https://webassembly.github.io/spec/core/syntax/types.html#syntax-globaltype"/></remarks>
public sealed record GlobalType(ValType Content, bool IsMutable = false, bool IsShared = false) : ExternType
{
    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Global;
}

/// <summary>Type of an exception tag: a function type whose parameters are the payload.</summary>
/// <param name="Type">The canonical type.</param>
/// <remarks><see href="https://webassembly.github.io/spec/core/syntax/types.html#syntax-tagtype"/></remarks>
public sealed record TagType(DefinedType Type) : ExternType
{
    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Tag;

    /// <summary>Parameters are the payload; results are empty unless a proposal says otherwise.</summary>
    public FunctionType Function => (FunctionType)Type.Composite;
}
