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

        if (_reader.Kind != TokenKind.Keyword)
        {
            return HeapTypeSyntax.OfIndex(context.ExpectIndex(context.Types));
        }

        for (var kind = HeapKind.Func; kind < HeapKind.Defined; kind++)
        {
            if (Matches(_reader.Text, HeapType.Name(kind)))
            {
                _reader.Skip();
                return HeapTypeSyntax.Of(kind);
            }
        }

        _reader.Unexpected("a heap type");
        return default;
    }

    /// <summary>Reads <c>(mut t)</c> or <c>t</c> of a global.</summary>
    public GlobalTypeSyntax ExpectGlobalType()
    {
        bool isMutable = _reader.TryOpen("mut"u8);
        var type = ExpectValType();
        if (isMutable)
        {
            _reader.Close();
        }

        return new GlobalTypeSyntax(type, isMutable);
    }

    /// <summary>Reads one type of the module, behind its keyword and name.</summary>
    public SubtypeSyntax ExpectSubtype(uint index, int tokenIndex)
    {
        int offset = context.Mark(tokenIndex);
        if (!_reader.TryOpen("sub"u8))
        {
            return new SubtypeSyntax(ExpectComposite(index), IsFinal: true, [], offset);
        }

        bool isFinal = _reader.TryKeyword("final"u8);
        var supertypes = new List<uint>();
        while (context.AtIndex)
        {
            supertypes.Add(context.ExpectIndex(context.Types));
        }

        var composite = ExpectComposite(index);
        _reader.Close();
        return new SubtypeSyntax(composite, isFinal, [.. supertypes], offset) { IsExplicit = true };
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
