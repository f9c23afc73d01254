using Peregrine.Syntax;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>The sorts of module fields.</summary>
internal enum FieldKind : byte
{
    Type,
    RecursionGroup,
    Import,
    Function,
    Table,
    Memory,
    Global,
    Tag,
    Export,
    Start,
    Element,
    Data,
}

/// <summary>A field of a module.</summary>
/// <param name="Kind">The sort.</param>
/// <param name="TokenIndex">Index of its left parenthesis.</param>
internal readonly record struct Field(FieldKind Kind, int TokenIndex);

/// <summary>The first pass over a module: finds its fields and gives every definition its index, so that names can be used before they are defined.</summary>
internal sealed class FieldCollector(ModuleContext context, CustomSectionParser customSections)
{
    private readonly TokenReader _reader = context.Reader;
    private string? _firstDefinition;

    /// <summary>In the order of the text.</summary>
    public List<Field> Fields { get; } = [];

    /// <summary>Reads fields up to a right parenthesis or the end of the text, which stay.</summary>
    public void Collect()
    {
        customSections.TakeHere();
        while (_reader.Kind == TokenKind.LeftParenthesis)
        {
            int at = _reader.Position;
            CollectField(at);
            _reader.Position = at;
            _reader.SkipForm();
            customSections.TakeHere();
        }
    }

    private void CollectField(int at)
    {
        _reader.Skip();
        if (_reader.Kind != TokenKind.Keyword)
        {
            _reader.Unexpected("a module field");
        }

        var keyword = _reader.Text;
        var kind = keyword.SequenceEqual("func"u8) ? FieldKind.Function
            : keyword.SequenceEqual("type"u8) ? FieldKind.Type
            : keyword.SequenceEqual("rec"u8) ? FieldKind.RecursionGroup
            : keyword.SequenceEqual("import"u8) ? FieldKind.Import
            : keyword.SequenceEqual("table"u8) ? FieldKind.Table
            : keyword.SequenceEqual("memory"u8) ? FieldKind.Memory
            : keyword.SequenceEqual("global"u8) ? FieldKind.Global
            : keyword.SequenceEqual("tag"u8) ? FieldKind.Tag
            : keyword.SequenceEqual("export"u8) ? FieldKind.Export
            : keyword.SequenceEqual("start"u8) ? FieldKind.Start
            : keyword.SequenceEqual("elem"u8) ? FieldKind.Element
            : FieldKind.Data;
        if (kind == FieldKind.Data && !keyword.SequenceEqual("data"u8))
        {
            _reader.Unexpected("a module field");
        }

        _reader.Skip();
        Fields.Add(new Field(kind, at));
        switch (kind)
        {
            case FieldKind.Type:
                context.Bind(context.Types, context.Names.Types);
                break;
            case FieldKind.RecursionGroup:
                CollectGroup();
                break;
            case FieldKind.Import:
                CollectImport(at);
                break;
            case FieldKind.Element:
                context.Bind(context.Elements, context.Names.ElementSegments);
                break;
            case FieldKind.Data:
                context.Bind(context.Datas, context.Names.DataSegments);
                break;
            case FieldKind.Function or FieldKind.Table or FieldKind.Memory or FieldKind.Global or FieldKind.Tag:
                CollectDefinition(kind, at);
                break;
        }
    }

    private void CollectGroup()
    {
        while (_reader.AtForm("type"u8))
        {
            int at = _reader.Position;
            _reader.Position += 2;
            context.Bind(context.Types, context.Names.Types);
            _reader.Position = at;
            _reader.SkipForm();
        }

        _reader.Close();
    }

    private void CollectImport(int at)
    {
        ExpectNoDefinition(at);
        _reader.ExpectName();
        if (_reader.Kind == TokenKind.String)
        {
            _reader.Skip();
            BindImport(out _);
            return;
        }

        // The compact forms: items that each have a description, or names alone with one description behind them.
        int shared = 0;
        while (_reader.TryOpen("item"u8))
        {
            _reader.ExpectName();
            if (_reader.AtClose)
            {
                shared++;
            }
            else
            {
                BindImport(out _);
            }

            _reader.Close();
        }

        if (shared > 0)
        {
            BindImport(out var space);
            for (; shared > 1; shared--)
            {
                space.TryBind(-1, out uint _);
            }
        }
    }

    /// <summary>Gives the import that is described here its index.</summary>
    private void BindImport(out IndexSpace space)
    {
        int at = _reader.Position;
        _reader.Open();
        (space, var names) = ImportParser.KindAt(_reader) switch
        {
            ExternKind.Function => (context.Functions, context.Names.Functions),
            ExternKind.Table => (context.Tables, context.Names.Tables),
            ExternKind.Memory => (context.Memories, context.Names.Memories),
            ExternKind.Global => (context.Globals, context.Names.Globals),
            _ => (context.Tags, context.Names.Tags),
        };
        _reader.Skip();
        context.Bind(space, names);
        _reader.Position = at;
        _reader.SkipForm();
    }

    private void CollectDefinition(FieldKind kind, int at)
    {
        switch (kind)
        {
            case FieldKind.Function:
                context.Bind(context.Functions, context.Names.Functions);
                break;
            case FieldKind.Table:
                context.Bind(context.Tables, context.Names.Tables);
                break;
            case FieldKind.Memory:
                context.Bind(context.Memories, context.Names.Memories);
                break;
            case FieldKind.Global:
                context.Bind(context.Globals, context.Names.Globals);
                break;
            default:
                context.Bind(context.Tags, context.Names.Tags);
                break;
        }

        while (_reader.AtForm("export"u8))
        {
            _reader.SkipForm();
        }

        if (_reader.AtForm("import"u8))
        {
            ExpectNoDefinition(at);
            return;
        }

        _firstDefinition ??= kind switch
        {
            FieldKind.Function => "function",
            FieldKind.Table => "table",
            FieldKind.Memory => "memory",
            FieldKind.Global => "global",
            _ => "tag",
        };

        // Segments written in place take an index too.
        if (kind == FieldKind.Memory && LimitsParser.HasInlineData(_reader))
        {
            context.Datas.TryBind(-1, out _);
        }
        else if (kind == FieldKind.Table && LimitsParser.HasInlineElements(_reader))
        {
            context.Elements.TryBind(-1, out _);
        }
    }

    private void ExpectNoDefinition(int at)
    {
        if (_firstDefinition is not null)
        {
            throw _reader.At(at, $"import after {_firstDefinition}");
        }
    }
}
