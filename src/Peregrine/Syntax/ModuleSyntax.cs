using Peregrine.Binary;
using Peregrine.Collections;

namespace Peregrine.Syntax;

/// <summary>A module as it is written, well-formed but not validated: what the binary decoder and the text parser make.</summary>
/// <remarks>Function bodies and constant expressions stay in their binary encoding, as ranges of <see cref="Binary"/>; the text
/// parser encodes them as it goes. Indices are unchecked. Offsets are positions in <see cref="Binary"/>, in bytes.</remarks>
internal sealed class ModuleSyntax
{
    private NameSection? _names;

    /// <summary>The bytes that every range below refers to; for a decoded module, the whole module.</summary>
    public required ReadOnlyMemory<byte> Binary { get; init; }

    /// <summary>Finds line and column for an offset of a module that came from text; null for binary modules.</summary>
    public Func<long, ModulePosition>? TextPositions { get; set; }

    public List<SubtypeSyntax> Types { get; } = [];

    public ItemList<RecursionGroupSyntax> RecursionGroups { get; } = [];

    public List<ImportSyntax> Imports { get; } = [];

    /// <summary>Runs of imports that were written in the compact form, in order; what stands outside them was written one by one.</summary>
    public List<ImportGroupSyntax> ImportGroups { get; } = [];

    /// <summary>Type index of each defined function, with its offset.</summary>
    public ItemList<FunctionSyntax> Functions { get; } = [];

    public List<TableSyntax> Tables { get; } = [];

    public List<MemorySyntax> Memories { get; } = [];

    public ItemList<TagSyntax> Tags { get; } = [];

    public List<GlobalSyntax> Globals { get; } = [];

    public List<ExportSyntax> Exports { get; } = [];

    /// <summary>Index of the start function.</summary>
    public uint? Start { get; set; }

    /// <summary>Where the start section stands.</summary>
    public int StartOffset { get; set; }

    public List<ElementSegmentSyntax> ElementSegments { get; } = [];

    /// <summary>The data count section, where there is one.</summary>
    public uint? DataCount { get; set; }

    /// <summary>Body of each defined function; as many as <see cref="Functions"/>.</summary>
    public ItemList<FunctionBodySyntax> Bodies { get; } = [];

    public List<DataSegmentSyntax> DataSegments { get; } = [];

    public List<CustomSectionSyntax> CustomSections { get; } = [];

    /// <summary>Names of the name section, read at first use; empty without one. A broken name section is no error and reads as far as it goes.</summary>
    public NameSection Names
    {
        get => _names ??= NameSection.Read(this);
        set => _names = value;
    }

    public ReadOnlySpan<byte> Slice(ByteRange range) => Binary.Span.Slice(range.Start, range.Length);

    /// <summary>The position of an offset: line and column for text, else the offset itself.</summary>
    public ModulePosition Position(long offset) => TextPositions?.Invoke(offset) ?? new ModulePosition(offset);
}

/// <summary>A range of a module's bytes.</summary>
internal readonly record struct ByteRange(int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>An import; exactly one of the descriptions fits <paramref name="Kind"/>.</summary>
internal sealed record ImportSyntax(string Module, string Name, ExternKind Kind, int Offset)
{
    /// <summary>For functions and tags.</summary>
    public uint TypeIndex { get; init; }

    public TableTypeSyntax? Table { get; init; }

    public MemoryType? Memory { get; init; }

    /// <summary>For memories: whether the page size is written, though it may be the usual one.</summary>
    public bool HasPageSize { get; init; }

    /// <summary>For functions: whether the type must be this very one; of the custom descriptors proposal.</summary>
    public bool IsExact { get; init; }

    public GlobalTypeSyntax? Global { get; init; }
}

/// <summary>Imports from one module in the compact form of the compact import section proposal.</summary>
/// <param name="Template">The module's name and, for <paramref name="SharesType"/>, the description that all share.</param>
/// <param name="First">Index of the first import.</param>
/// <param name="Count">Number of imports; may be 0.</param>
/// <param name="SharesType">Whether one description stands for all.</param>
internal sealed record ImportGroupSyntax(ImportSyntax Template, int First, int Count, bool SharesType);

/// <summary>A defined function: only its type, the body stands in the code section.</summary>
internal readonly record struct FunctionSyntax(uint TypeIndex, int Offset);

/// <summary>Type of a table as a module writes it.</summary>
internal sealed record TableTypeSyntax(ValTypeSyntax Element, Limits Limits, bool Is64, bool IsShared = false);

/// <summary>A defined table with the expression that fills it, where there is one.</summary>
internal sealed record TableSyntax(TableTypeSyntax Type, ByteRange? Initializer, int Offset);

/// <summary>A defined memory; memory types name no other types, so the final form serves.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Offset">Where it stands.</param>
/// <param name="HasPageSize">Whether the page size is written, though it may be the usual one.</param>
internal sealed record MemorySyntax(MemoryType Type, int Offset, bool HasPageSize = false);

/// <summary>A defined tag.</summary>
internal readonly record struct TagSyntax(uint TypeIndex, int Offset);

/// <summary>Type of a global as a module writes it.</summary>
internal sealed record GlobalTypeSyntax(ValTypeSyntax Content, bool IsMutable, bool IsShared = false);

/// <summary>A defined global with its constant expression (with its <c>end</c>).</summary>
internal sealed record GlobalSyntax(GlobalTypeSyntax Type, ByteRange Initializer, int Offset);

/// <summary>An export.</summary>
internal sealed record ExportSyntax(string Name, ExternKind Kind, uint Index, int Offset);

/// <summary>When a segment is copied.</summary>
internal enum SegmentMode : byte
{
    /// <summary>By instructions.</summary>
    Passive,

    /// <summary>At instantiation.</summary>
    Active,

    /// <summary>Never; only declares functions for ref.func.</summary>
    Declarative,
}

/// <summary>An element segment: function indices, or constant expressions.</summary>
internal sealed record ElementSegmentSyntax(SegmentMode Mode, ValTypeSyntax Type, int SourceOffset)
{
    public uint Table { get; init; }

    /// <summary>Where an active segment starts in the table: a constant expression.</summary>
    public ByteRange OffsetExpression { get; init; }

    /// <summary>The elements as function indices, or null when they are expressions.</summary>
    public uint[]? Functions { get; init; }

    /// <summary>The elements as constant expressions, or null when they are function indices.</summary>
    public ByteRange[]? Expressions { get; init; }

    public int Count => Functions?.Length ?? Expressions!.Length;
}

/// <summary>A function body: local declarations and the expression, still encoded.</summary>
/// <param name="Range">Locals and expression with its <c>end</c>, without the size in front.</param>
internal readonly record struct FunctionBodySyntax(ByteRange Range);

/// <summary>A data segment.</summary>
internal sealed record DataSegmentSyntax(SegmentMode Mode, ByteRange Content, int SourceOffset)
{
    public uint Memory { get; init; }

    /// <summary>Where an active segment starts in the memory: a constant expression.</summary>
    public ByteRange OffsetExpression { get; init; }
}

/// <summary>A custom section.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What follows the name.</param>
/// <param name="After">Id of the last known section before it, 0 at the start of the module.</param>
/// <param name="Offset">Where the section stands.</param>
internal sealed record CustomSectionSyntax(string Name, ByteRange Content, byte After, int Offset);
