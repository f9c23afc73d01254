using Peregrine.Binary;
using Peregrine.Syntax;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>Reads one module: first its fields and names, then its types, then everything else in the order of the text.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/modules.html"/></remarks>
internal sealed class ModuleParser
{
    private readonly ModuleContext _context;
    private readonly TokenReader _reader;
    private readonly TypeParser _types;
    private readonly TypeUses _typeUses;
    private readonly LimitsParser _limits;
    private readonly ImportParser _imports;
    private readonly ExpressionParser _expressions;
    private readonly FunctionParser _functions;
    private readonly ElementParser _elements;
    private readonly DataParser _data;
    private readonly BranchHintCollector _hints;

    // The next index of each sort whose definitions have to know theirs.
    private uint _nextType;
    private uint _nextFunction;
    private uint _nextTable;
    private uint _nextMemory;
    private uint _nextGlobal;
    private uint _nextTag;

    private ModuleParser(SourceText source, TokenBuffer buffer, WasmFeatures features)
    {
        _context = new ModuleContext(source, buffer);
        _reader = _context.Reader;
        _types = new TypeParser(_context);
        _typeUses = new TypeUses(_context, _types);
        _limits = new LimitsParser(_context, _types, features);
        _imports = new ImportParser(_context, _types, _typeUses, _limits);
        _hints = new BranchHintCollector(_context);
        var scope = new FunctionScope(_context);
        var instructions = new InstructionParser(_context, scope, new ImmediateParser(_context, scope, _types, _typeUses), _typeUses, _hints);
        _expressions = new ExpressionParser(_context, scope, instructions);
        _functions = new FunctionParser(_context, scope, _types, _typeUses, instructions, _hints);
        _elements = new ElementParser(_context, _types, _expressions);
        _data = new DataParser(_context, _expressions);
    }

    /// <summary>Reads the module in a range of the source: with <c>(module …)</c> around it, or its fields alone.</summary>
    /// <param name="source">The text.</param>
    /// <param name="start">Offset of the first byte.</param>
    /// <param name="end">Offset behind the last byte.</param>
    /// <param name="isDefinition">Whether the keyword <c>definition</c> of scripts follows <c>module</c>.</param>
    /// <param name="features">Decides only how wide limits are: without <see cref="WasmFeatures.Memory64"/> they have 32 bits.</param>
    /// <exception cref="MalformedModuleException">The text is not a module.</exception>
    /// <exception cref="InvalidModuleException">A branch hint stands before something else.</exception>
    public static ModuleSyntax Parse(SourceText source, int start, int end, bool isDefinition = false, WasmFeatures features = WasmFeatures.All)
    {
        var buffer = new TokenBuffer();
        Lexer.ReadAll(source, start, end, buffer);
        return new ModuleParser(source, buffer, features).Parse(isDefinition);
    }

    private ModuleSyntax Parse(bool isDefinition)
    {
        bool isWrapped = _reader.TryOpen("module"u8);
        string? name = null;
        if (isDefinition)
        {
            _reader.ExpectKeyword("definition"u8);
        }

        if (isWrapped)
        {
            name = _context.TakeName(_context.TryIdentifier());
            _context.Names.Module = name;
        }

        var collector = new FieldCollector(_context, new CustomSectionParser(_context));
        collector.Collect();
        if (isWrapped)
        {
            _reader.Close();
        }
        else if (collector.Fields.Count == 0 && _reader.Source.Bytes.AsSpan().IndexOf("(@"u8) < 0)
        {
            // Comments and space alone are not a module, though annotations are.
            _reader.Unexpected("a module");
        }

        if (_reader.Kind != TokenKind.End)
        {
            _reader.Unexpected("the end of the text");
        }

        ReadFields(collector.Fields);
        _hints.AddSection();
        _context.Annotations.ExpectAllTaken(hasModuleName: name is not null);
        return Finish();
    }

    private void ReadFields(List<Field> fields)
    {
        foreach (var field in fields)
        {
            _reader.Position = field.TokenIndex + 2;
            if (field.Kind == FieldKind.Type)
            {
                ReadType(field.TokenIndex);
                _context.Draft.RecursionGroups.Add(new RecursionGroupSyntax((int)_nextType - 1, 1, IsExplicit: false));
            }
            else if (field.Kind == FieldKind.RecursionGroup)
            {
                ReadGroup();
            }
        }

        _typeUses.AddExplicitTypes();
        foreach (var field in fields)
        {
            _reader.Position = field.TokenIndex + 2;
            ReadField(field);
        }
    }

    private void ReadField(Field field)
    {
        switch (field.Kind)
        {
            case FieldKind.Import:
                int first = _context.Draft.Imports.Count;
                _imports.ReadField(field.TokenIndex);
                for (int i = first; i < _context.Draft.Imports.Count; i++)
                {
                    NextIndex(_context.Draft.Imports[i].Kind);
                }

                break;
            case FieldKind.Function or FieldKind.Table or FieldKind.Memory or FieldKind.Global or FieldKind.Tag:
                ReadDefinition((ExternKind)(field.Kind - FieldKind.Function), field.TokenIndex);
                break;
            case FieldKind.Export:
                ReadExport(field.TokenIndex);
                break;
            case FieldKind.Start:
                ReadStart(field.TokenIndex);
                break;
            case FieldKind.Element:
                _elements.ReadField(field.TokenIndex);
                break;
            case FieldKind.Data:
                _data.ReadField(field.TokenIndex);
                break;
        }
    }

    private void ReadType(int tokenIndex)
    {
        _context.TryIdentifier();
        _context.Draft.Types.Add(_types.ExpectSubtype(_nextType++, tokenIndex));
        _reader.Close();
    }

    private void ReadGroup()
    {
        int first = (int)_nextType;
        while (_reader.AtForm("type"u8))
        {
            int at = _reader.Position;
            _reader.Position += 2;
            ReadType(at);
        }

        _reader.Close();
        _context.Draft.RecursionGroups.Add(new RecursionGroupSyntax(first, (int)_nextType - first, IsExplicit: true));
    }

    private uint NextIndex(ExternKind kind) => kind switch
    {
        ExternKind.Function => _nextFunction++,
        ExternKind.Table => _nextTable++,
        ExternKind.Memory => _nextMemory++,
        ExternKind.Global => _nextGlobal++,
        _ => _nextTag++,
    };

    /// <summary>Reads a definition, which may be exported and imported in place.</summary>
    private void ReadDefinition(ExternKind kind, int tokenIndex)
    {
        uint index = NextIndex(kind);
        var draft = _context.Draft;
        _context.TryIdentifier();
        while (_reader.AtForm("export"u8))
        {
            int at = _reader.Position;
            _reader.Position += 2;
            draft.Exports.Add(new ExportSyntax(_reader.ExpectName(), kind, index, _context.Mark(at)));
            _reader.Close();
        }

        if (_reader.TryOpen("import"u8))
        {
            string module = _reader.ExpectName();
            string name = _reader.ExpectName();
            _reader.Close();
            draft.Imports.Add(_imports.Describe(module, name, kind, tokenIndex));
        }
        else
        {
            Define(kind, index, tokenIndex);
        }

        _reader.Close();
    }

    private void Define(ExternKind kind, uint index, int tokenIndex)
    {
        var draft = _context.Draft;
        switch (kind)
        {
            case ExternKind.Function:
                _functions.Read(index, tokenIndex);
                break;
            case ExternKind.Table:
                ReadTable(index, tokenIndex);
                break;
            case ExternKind.Memory:
                ReadMemory(index, tokenIndex);
                break;
            case ExternKind.Global:
                int offset = _context.Mark(tokenIndex);
                var type = _types.ExpectGlobalType();
                draft.Globals.Add(new GlobalSyntax(type, _expressions.ReadSequence(), offset));
                break;
            default:
                int mark = _context.Mark(tokenIndex);
                draft.Tags.Add(new TagSyntax(_typeUses.Expect(named: true), mark));
                break;
        }
    }

    private void ReadTable(uint index, int tokenIndex)
    {
        int offset = _context.Mark(tokenIndex);
        if (!LimitsParser.HasInlineElements(_reader))
        {
            var type = _limits.ExpectTableType();
            ByteRange? initializer = _reader.AtClose ? null : _expressions.ReadSequence();
            _context.Draft.Tables.Add(new TableSyntax(type, initializer, offset));
            return;
        }

        bool isShared = _reader.TryKeyword("shared"u8);
        bool is64 = _limits.ReadAddressType();
        var element = _types.ExpectRefType();
        var limits = _elements.ReadInline(index, is64, element, tokenIndex);
        _context.Draft.Tables.Add(new TableSyntax(new TableTypeSyntax(element, limits, is64, isShared), null, offset));
    }

    private void ReadMemory(uint index, int tokenIndex)
    {
        int offset = _context.Mark(tokenIndex);
        if (!LimitsParser.HasInlineData(_reader))
        {
            _context.Draft.Memories.Add(new MemorySyntax(_limits.ExpectMemoryType(), offset, _limits.HasPageSize));
            return;
        }

        bool is64 = _limits.ReadAddressType();
        int pageSizeLog2 = _limits.ReadPageSize();
        bool hasPageSize = _limits.HasPageSize;
        ulong length = (ulong)_data.ReadInline(index, is64, tokenIndex);
        ulong pages = pageSizeLog2 > 32 ? Math.Min(length, 1) : (length + (1UL << pageSizeLog2) - 1) >> pageSizeLog2;
        _context.Draft.Memories.Add(new MemorySyntax(new MemoryType(new Limits(pages, pages), is64, PageSizeLog2: pageSizeLog2), offset, hasPageSize));
    }

    private void ReadExport(int tokenIndex)
    {
        int offset = _context.Mark(tokenIndex);
        string name = _reader.ExpectName();
        _reader.Open();
        var kind = ImportParser.KindAt(_reader);
        _reader.Skip();
        uint index = _context.ExpectIndex(kind switch
        {
            ExternKind.Function => _context.Functions,
            ExternKind.Table => _context.Tables,
            ExternKind.Memory => _context.Memories,
            ExternKind.Global => _context.Globals,
            _ => _context.Tags,
        });
        _reader.Close();
        _reader.Close();
        _context.Draft.Exports.Add(new ExportSyntax(name, kind, index, offset));
    }

    private void ReadStart(int tokenIndex)
    {
        if (_context.Draft.Start is not null)
        {
            throw _reader.At(tokenIndex, "multiple start sections");
        }

        _context.Draft.StartOffset = _context.Mark(tokenIndex);
        _context.Draft.Start = _context.ExpectIndex(_context.Functions);
        _reader.Close();
    }

    /// <summary>Joins what has been read with the bytes that it refers to.</summary>
    private ModuleSyntax Finish()
    {
        var draft = _context.Draft;
        var module = new ModuleSyntax
        {
            Binary = _context.Code.ToArray(),
            TextPositions = _context.Positions.Find,
            Names = draft.Names,
            Start = draft.Start,
            StartOffset = draft.StartOffset,
            DataCount = _context.UsesDataCount ? (uint)draft.DataSegments.Count : null,
        };
        module.Types.AddRange(draft.Types);
        module.RecursionGroups.AddRange(draft.RecursionGroups.AsSpan());
        module.Imports.AddRange(draft.Imports);
        module.ImportGroups.AddRange(draft.ImportGroups);
        module.Functions.AddRange(draft.Functions.AsSpan());
        module.Tables.AddRange(draft.Tables);
        module.Memories.AddRange(draft.Memories);
        module.Tags.AddRange(draft.Tags.AsSpan());
        module.Globals.AddRange(draft.Globals);
        module.Exports.AddRange(draft.Exports);
        module.ElementSegments.AddRange(draft.ElementSegments);
        module.Bodies.AddRange(draft.Bodies.AsSpan());
        module.DataSegments.AddRange(draft.DataSegments);
        module.CustomSections.AddRange(draft.CustomSections);
        return module;
    }
}
