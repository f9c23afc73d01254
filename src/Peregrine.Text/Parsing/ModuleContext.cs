using Peregrine.Binary;
using Peregrine.Syntax;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>What the parts of the parser share while they read one module: position, names, and what has been made so far.</summary>
internal sealed class ModuleContext
{
    public ModuleContext(SourceText source, TokenBuffer buffer)
    {
        Reader = new TokenReader(source, buffer);
        Annotations = new Annotations(source, buffer);
        Positions = new PositionMap(source);
    }

    public TokenReader Reader { get; }

    public Annotations Annotations { get; }

    public SymbolTable Symbols { get; } = new();

    public PositionMap Positions { get; }

    /// <summary>Bodies, constant expressions and data; one byte stands for every other field, so that each has an offset of its own.</summary>
    public ByteWriter Code { get; } = new(1024);

    /// <summary>Everything but the bytes.</summary>
    public ModuleSyntax Draft { get; } = new() { Binary = default, Names = new NameSection() };

    public NameSection Names => Draft.Names;

    public IndexSpace Types { get; } = new("type");

    public IndexSpace Functions { get; } = new("func");

    public IndexSpace Tables { get; } = new("table");

    public IndexSpace Memories { get; } = new("memory");

    public IndexSpace Globals { get; } = new("global");

    public IndexSpace Tags { get; } = new("tag");

    public IndexSpace Elements { get; } = new("elem segment");

    public IndexSpace Datas { get; } = new("data segment");

    /// <summary>Names of structure fields, by type index and symbol.</summary>
    public Dictionary<(uint Type, int Symbol), uint> Fields { get; } = [];

    /// <summary>Whether an instruction names a data segment, so that the binary needs a data count.</summary>
    public bool UsesDataCount { get; set; }

    /// <summary>Reads an identifier, where one stands.</summary>
    /// <returns>Its symbol, or -1.</returns>
    public int TryIdentifier() => Reader.Kind == TokenKind.Identifier ? Symbols.Intern(Reader.Source, Reader[Reader.Position++]) : -1;

    /// <summary>Reads the name of a definition, where there is one, and gives the definition the next index.</summary>
    public uint Bind(IndexSpace space, Dictionary<uint, string> names)
    {
        int at = Reader.Position;
        int symbol = TryIdentifier();
        if (!space.TryBind(symbol, out uint index))
        {
            throw TextErrors.Duplicate(Reader.Source, Reader[at].Start, space.Sort, Symbols.Name(symbol));
        }

        if (TakeName(symbol) is { } name)
        {
            names.Add(index, name);
        }

        return index;
    }

    /// <summary>The name for the name section of what has just been read: that of an annotation, or the identifier.</summary>
    public string? TakeName(int symbol) => Annotations.TryTakeName(Reader.Position) ?? (symbol >= 0 ? Symbols.Name(symbol) : null);

    public bool AtIndex => Reader.Kind is TokenKind.Identifier or TokenKind.Number;

    /// <summary>Reads an index, as number or by name.</summary>
    public uint ExpectIndex(IndexSpace space)
    {
        int at = Reader.Position;
        int symbol = TryIdentifier();
        return symbol < 0 ? Reader.ExpectU32()
            : space.TryFind(symbol, out uint index) ? index
            : throw TextErrors.Unknown(Reader.Source, Reader[at].Start, space.Sort, Symbols.Name(symbol));
    }

    public uint ExpectField(uint type)
    {
        int at = Reader.Position;
        int symbol = TryIdentifier();
        return symbol < 0 ? Reader.ExpectU32()
            : Fields.TryGetValue((type, symbol), out uint index) ? index
            : throw TextErrors.Unknown(Reader.Source, Reader[at].Start, "field", Symbols.Name(symbol));
    }

    /// <summary>An offset that stands for the field that begins at a token.</summary>
    public int Mark(int tokenIndex)
    {
        int offset = Code.Position;
        Positions.Add(offset, Reader[tokenIndex].Start);
        Code.WriteByte(0);
        return offset;
    }
}
