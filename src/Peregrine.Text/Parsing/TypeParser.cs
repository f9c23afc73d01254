using Peregrine.Syntax;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>Reads value types and the types that modules define.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/types.html"/></remarks>
internal sealed class TypeParser(ModuleContext context)
{
    private readonly TokenReader _reader = context.Reader;

    /// <summary>Signature of the function type read last, with parameter names; used again for every one.</summary>
    public Signature Signature { get; } = new();

    public ValTypeSyntax ExpectValType()
    {
        if (!TryValType(out var type))
        {
            _reader.Unexpected("a value type");
        }

        return type;
    }

    public ValTypeSyntax ExpectRefType()
    {
        int at = _reader.Position;
        if (!TryValType(out var type) || !type.IsReference)
        {
            _reader.Position = at;
            _reader.Unexpected("a reference type");
        }

        return type;
    }

    public bool TryValType(out ValTypeSyntax type)
    {
        if (_reader.TryOpen("ref"u8))
        {
            bool nullable = _reader.TryKeyword("null"u8);
            type = ValTypeSyntax.Ref(ExpectHeapType(), nullable);
            _reader.Close();
            return true;
        }

        type = default;
        if (_reader.TryOpen("shared"u8))
        {
            if (_reader.Kind != TokenKind.Keyword || !TryNamedType(_reader.Text, out type) || !type.IsReference)
            {
                _reader.Unexpected("the name of a reference type");
            }

            _reader.Skip();
            type = ValTypeSyntax.Ref(HeapTypeSyntax.Of(type.HeapType.Kind, isShared: true), nullable: true);
            _reader.Close();
            return true;
        }

        bool found = _reader.Kind == TokenKind.Keyword && TryNamedType(_reader.Text, out type);
        _reader.Position += found ? 1 : 0;
        return found;
    }

    public HeapTypeSyntax ExpectHeapType()
    {
        if (_reader.TryOpen("exact"u8))
        {
            uint index = context.ExpectIndex(context.Types);
            _reader.Close();
            return HeapTypeSyntax.OfIndex(index, isExact: true);
        }

        if (_reader.TryOpen("shared"u8))
        {
            var kind = ExpectHeapKind();
            _reader.Close();
            return HeapTypeSyntax.Of(kind, isShared: true);
        }

        return _reader.Kind == TokenKind.Keyword ? HeapTypeSyntax.Of(ExpectHeapKind()) : HeapTypeSyntax.OfIndex(context.ExpectIndex(context.Types));
    }

    private HeapKind ExpectHeapKind()
    {
        for (var kind = HeapKind.Func; kind < HeapKind.Defined; kind++)
        {
            if (_reader.Kind == TokenKind.Keyword && Matches(_reader.Text, HeapType.Name(kind)))
            {
                _reader.Skip();
                return kind;
            }
        }

        _reader.Unexpected("a heap type");
        return default;
    }

    /// <summary>Reads <c>(shared mut t)</c> of a global, where each keyword may be missing, or <c>t</c>.</summary>
    public GlobalTypeSyntax ExpectGlobalType()
    {
        bool isShared = _reader.TryOpen("shared"u8);
        bool isMutable = isShared ? _reader.TryKeyword("mut"u8) : _reader.TryOpen("mut"u8);
        var type = ExpectValType();
        if (isShared || isMutable)
        {
            _reader.Close();
        }

        return new GlobalTypeSyntax(type, isMutable, isShared);
    }

    /// <summary>Reads one type of the module, behind its keyword and name.</summary>
    public SubtypeSyntax ExpectSubtype(uint index, int tokenIndex)
    {
        int offset = context.Mark(tokenIndex);
        if (!_reader.TryOpen("sub"u8))
        {
            return ExpectQualified(index, offset, isFinal: true, []);
        }

        bool isFinal = _reader.TryKeyword("final"u8);
        var supertypes = new List<uint>();
        while (context.AtIndex)
        {
            supertypes.Add(context.ExpectIndex(context.Types));
        }

        var type = ExpectQualified(index, offset, isFinal, [.. supertypes]) with { IsExplicit = true };
        _reader.Close();
        return type;
    }

    /// <summary>Reads what may stand around and in front of a composite type, and the composite type.</summary>
    private SubtypeSyntax ExpectQualified(uint index, int offset, bool isFinal, uint[] supertypes)
    {
        bool isShared = _reader.TryOpen("shared"u8);
        uint? described = TryClause("describes"u8);
        uint? descriptor = TryClause("descriptor"u8);
        var type = new SubtypeSyntax(ExpectComposite(index), isFinal, supertypes, offset) { IsShared = isShared, Described = described, Descriptor = descriptor };
        if (isShared)
        {
            _reader.Close();
        }

        return type;
    }

    private uint? TryClause(ReadOnlySpan<byte> keyword)
    {
        if (!_reader.TryOpen(keyword))
        {
            return null;
        }

        uint index = context.ExpectIndex(context.Types);
        _reader.Close();
        return index;
    }

    /// <summary>Reads parameters and results into <see cref="Signature"/>.</summary>
    /// <param name="named">Whether parameters may have names.</param>
    public void ReadSignature(bool named)
    {
        Signature.Clear();
        while (_reader.TryOpen("param"u8))
        {
            ReadParameters(named);
        }

        if (ReadResults(Signature.Results) && _reader.AtForm("param"u8))
        {
            _reader.Unexpected("no parameters behind results");
        }
    }

    /// <summary>Reads all <c>(result …)</c> that follow.</summary>
    public bool ReadResults(List<ValTypeSyntax> results)
    {
        bool any = false;
        while (_reader.TryOpen("result"u8))
        {
            any = true;
            while (TryValType(out var type))
            {
                results.Add(type);
            }

            _reader.Close();
        }

        return any;
    }

    private void ReadParameters(bool named)
    {
        int at = _reader.Position;
        int symbol = named ? context.TryIdentifier() : -1;
        string? name = named ? context.TakeName(symbol) : null;
        if (symbol >= 0 || name is not null)
        {
            Signature.AddNamed(ExpectValType(), symbol, name, at);
        }
        else
        {
            while (TryValType(out var type))
            {
                Signature.Add(type);
            }
        }

        _reader.Close();
    }

    private CompositeTypeSyntax ExpectComposite(uint index)
    {
        CompositeTypeSyntax type;
        if (_reader.TryOpen("func"u8))
        {
            ReadSignature(named: true);
            type = Signature.ToSyntax();
        }
        else if (_reader.TryOpen("struct"u8))
        {
            type = new StructTypeSyntax(ReadFields(index));
        }
        else if (_reader.TryOpen("array"u8))
        {
            type = new ArrayTypeSyntax(ExpectFieldType());
        }
        else if (_reader.TryOpen("cont"u8))
        {
            type = new ContinuationTypeSyntax(context.ExpectIndex(context.Types));
        }
        else
        {
            int at = _reader.Position;
            _reader.Open();
            if (_reader.Kind != TokenKind.Keyword || Keywords.IsKnown(_reader.Text))
            {
                _reader.Position = at;
            }

            _reader.Unexpected("a type");
            return null!;
        }

        _reader.Close();
        return type;
    }

    private FieldTypeSyntax[] ReadFields(uint type)
    {
        var fields = new List<FieldTypeSyntax>();
        while (_reader.TryOpen("field"u8))
        {
            int at = _reader.Position;
            int symbol = context.TryIdentifier();
            if (symbol >= 0 && !context.Fields.TryAdd((type, symbol), (uint)fields.Count))
            {
                throw TextErrors.Duplicate(_reader.Source, _reader[at].Start, "field", context.Symbols.Name(symbol));
            }

            if (context.TakeName(symbol) is { } name)
            {
                context.Names.Fields.Add((type, (uint)fields.Count), name);
                fields.Add(ExpectFieldType());
            }
            else
            {
                while (!_reader.AtClose)
                {
                    fields.Add(ExpectFieldType());
                }
            }

            _reader.Close();
        }

        return [.. fields];
    }

    private FieldTypeSyntax ExpectFieldType()
    {
        bool isMutable = _reader.TryOpen("mut"u8);
        FieldTypeSyntax type;
        if (_reader.TryKeyword("i8"u8))
        {
            type = new FieldTypeSyntax(ValTypeSyntax.I32, PackedKind.I8, isMutable);
        }
        else if (_reader.TryKeyword("i16"u8))
        {
            type = new FieldTypeSyntax(ValTypeSyntax.I32, PackedKind.I16, isMutable);
        }
        else
        {
            type = new FieldTypeSyntax(ExpectValType(), PackedKind.None, isMutable);
        }

        if (isMutable)
        {
            _reader.Close();
        }

        return type;
    }

    private static bool TryNamedType(ReadOnlySpan<byte> text, out ValTypeSyntax type)
    {
        if (text.Length <= 4)
        {
            type = text.SequenceEqual("i32"u8) ? ValTypeSyntax.I32
                : text.SequenceEqual("i64"u8) ? ValTypeSyntax.I64
                : text.SequenceEqual("f32"u8) ? ValTypeSyntax.F32
                : text.SequenceEqual("f64"u8) ? ValTypeSyntax.F64
                : ValTypeSyntax.V128;
            return type.Kind != ValKind.V128 || text.SequenceEqual("v128"u8);
        }

        if (text.EndsWith("ref"u8))
        {
            for (var kind = HeapKind.Func; kind < HeapKind.Defined; kind++)
            {
                if (Matches(text, ValType.ShortName(kind)))
                {
                    type = ValTypeSyntax.Ref(HeapTypeSyntax.Of(kind), nullable: true);
                    return true;
                }
            }
        }

        type = default;
        return false;
    }

    private static bool Matches(ReadOnlySpan<byte> text, string name) => text.Length == name.Length && System.Text.Ascii.Equals(text, name);
}
