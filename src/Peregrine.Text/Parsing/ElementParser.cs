using Peregrine.Syntax;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>Reads element segments, also those in place of a table's limits.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/modules.html#element-segments"/></remarks>
internal sealed class ElementParser(ModuleContext context, TypeParser types, ExpressionParser expressions)
{
    private static readonly ValTypeSyntax s_functionIndices = ValTypeSyntax.Ref(HeapTypeSyntax.Of(HeapKind.Func), nullable: false);

    private readonly TokenReader _reader = context.Reader;

    /// <summary>Reads an element segment behind its keyword.</summary>
    public void ReadField(int tokenIndex)
    {
        int offset = context.Mark(tokenIndex);
        context.TryIdentifier();
        var segment = new ElementSegmentSyntax(SegmentMode.Passive, s_functionIndices, offset);
        bool namesTable = false;
        if (_reader.TryKeyword("declare"u8))
        {
            segment = segment with { Mode = SegmentMode.Declarative };
        }
        else
        {
            uint table = ReadTableUse(out namesTable);
            if (namesTable || IsOffset())
            {
                segment = segment with { Mode = SegmentMode.Active, Table = table, OffsetExpression = expressions.ReadForm("offset"u8) };
            }
        }

        // Without a table's name, the keyword in front of function indices may be left out.
        context.Draft.ElementSegments.Add(ReadList(segment, allowBareIndices: segment.Mode == SegmentMode.Active));
        _reader.Close();
    }

    /// <summary>Reads <c>(elem …)</c> in place of a table's limits.</summary>
    public Limits ReadInline(uint table, bool is64, ValTypeSyntax type, int tokenIndex)
    {
        if (!_reader.TryOpen("elem"u8))
        {
            _reader.Unexpected("table limits or elements");
        }

        int offset = context.Mark(tokenIndex);
        var start = expressions.Zero(is64);
        var segment = new ElementSegmentSyntax(SegmentMode.Active, type, offset) { Table = table, OffsetExpression = start };
        segment = _reader.Kind == TokenKind.LeftParenthesis
            ? segment with { Expressions = ReadExpressions() }
            : segment with { Type = s_functionIndices, Functions = ReadIndices() };

        // Function indices make a segment of (ref func), which must still fit tables of other types.
        if (segment.Functions is not null && type != ValTypeSyntax.FuncRef && type != s_functionIndices)
        {
            segment = AsExpressions(segment, type);
        }

        _reader.Close();
        context.Draft.ElementSegments.Add(segment);
        return new Limits((ulong)segment.Count, (ulong)segment.Count);
    }

    private uint ReadTableUse(out bool found)
    {
        found = _reader.TryOpen("table"u8);
        if (found)
        {
            uint table = context.ExpectIndex(context.Tables);
            _reader.Close();
            return table;
        }

        // An older form is a bare index in front of the offset.
        found = context.AtIndex && _reader[_reader.Position + 1].Kind == TokenKind.LeftParenthesis;
        return found ? context.ExpectIndex(context.Tables) : 0;
    }

    /// <summary>Whether an offset stands here, rather than a reference type.</summary>
    private bool IsOffset() => _reader.Kind == TokenKind.LeftParenthesis && !_reader.AtForm("ref"u8) && !_reader.AtForm("shared"u8) && !_reader.AtForm("item"u8);

    private ElementSegmentSyntax ReadList(ElementSegmentSyntax segment, bool allowBareIndices)
    {
        if (_reader.TryKeyword("func"u8))
        {
            return segment with { Functions = ReadIndices() };
        }

        if (types.TryValType(out var type))
        {
            if (!type.IsReference)
            {
                _reader.Position--;
                _reader.Unexpected("a reference type");
            }

            return segment with { Type = type, Expressions = ReadExpressions() };
        }

        if (!allowBareIndices && !_reader.AtClose)
        {
            _reader.Unexpected("a reference type");
        }

        return segment with { Functions = ReadIndices() };
    }

    private uint[] ReadIndices()
    {
        var indices = new List<uint>();
        while (context.AtIndex)
        {
            indices.Add(context.ExpectIndex(context.Functions));
        }

        return [.. indices];
    }

    private ByteRange[] ReadExpressions()
    {
        var items = new List<ByteRange>();
        while (_reader.Kind == TokenKind.LeftParenthesis)
        {
            items.Add(expressions.ReadForm("item"u8));
        }

        return [.. items];
    }

    private ElementSegmentSyntax AsExpressions(ElementSegmentSyntax segment, ValTypeSyntax type)
    {
        var items = new ByteRange[segment.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = expressions.FunctionReference(segment.Functions![i]);
        }

        return segment with { Type = type, Functions = null, Expressions = items };
    }
}
