namespace Peregrine.Binary;

/// <summary>The sections, numbered as in the binary format.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/binary/modules.html#sections"/></remarks>
internal enum SectionId : byte
{
    /// <summary>Anything, anywhere.</summary>
    Custom,

    /// <summary>Types.</summary>
    Type,

    /// <summary>Imports.</summary>
    Import,

    /// <summary>Types of the functions.</summary>
    Function,

    /// <summary>Tables.</summary>
    Table,

    /// <summary>Memories.</summary>
    Memory,

    /// <summary>Globals.</summary>
    Global,

    /// <summary>Exports.</summary>
    Export,

    /// <summary>The start function.</summary>
    Start,

    /// <summary>Element segments.</summary>
    Element,

    /// <summary>Bodies of the functions.</summary>
    Code,

    /// <summary>Data segments.</summary>
    Data,

    /// <summary>Number of data segments.</summary>
    DataCount,

    /// <summary>Tags.</summary>
    Tag,
}

/// <summary>The order in which sections stand, which is not that of their numbers.</summary>
internal static class SectionOrder
{
    /// <summary>The sections apart from custom ones, in order.</summary>
    public static ReadOnlySpan<SectionId> Sequence =>
    [
        SectionId.Type, SectionId.Import, SectionId.Function, SectionId.Table, SectionId.Memory, SectionId.Tag, SectionId.Global,
        SectionId.Export, SectionId.Start, SectionId.Element, SectionId.DataCount, SectionId.Code, SectionId.Data,
    ];

    /// <summary>Place of a section in the order, from 1; 0 for the start of the module.</summary>
    public static int Rank(SectionId id) => Sequence.IndexOf(id) + 1;

    /// <summary>The section as the text format calls its place, such as <c>func</c>; null for the start of the module.</summary>
    public static string? Keyword(SectionId id) => id switch
    {
        SectionId.Type => "type",
        SectionId.Import => "import",
        SectionId.Function => "func",
        SectionId.Table => "table",
        SectionId.Memory => "memory",
        SectionId.Global => "global",
        SectionId.Export => "export",
        SectionId.Start => "start",
        SectionId.Element => "elem",
        SectionId.Code => "code",
        SectionId.Data => "data",
        SectionId.DataCount => "datacount",
        SectionId.Tag => "tag",
        _ => null,
    };
}
