using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Decodes element and data segments.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/binary/modules.html#element-section"/>,
/// <see href="https://webassembly.github.io/spec/core/binary/modules.html#data-section"/></remarks>
internal static class SegmentDecoder
{
    // Bits of an element segment's form: without the first it is active, and then the second says that a table is named;
    // with the first the second tells declarative from passive; the third says that elements are expressions.
    public const uint NotActive = 1;
    public const uint HasIndex = 2;
    public const uint IsDeclarative = 2;
    public const uint HasExpressions = 4;

    /// <summary>Function indices cannot be null; forms without a type of their own are those of WebAssembly 1.0.</summary>
    private static readonly ValTypeSyntax s_functionIndices = ValTypeSyntax.Ref(HeapTypeSyntax.Of(HeapKind.Func), nullable: false);

    public static void ReadElements(ref ByteReader reader, DecodeContext context)
    {
        for (int count = reader.ReadCount(); count > 0; count--)
        {
            context.Module.ElementSegments.Add(ReadElement(ref reader, context));
        }
    }

    public static void ReadData(ref ByteReader reader, DecodeContext context)
    {
        for (int count = reader.ReadCount(); count > 0; count--)
        {
            context.Module.DataSegments.Add(ReadDatum(ref reader, context));
        }
    }

    private static ElementSegmentSyntax ReadElement(ref ByteReader reader, DecodeContext context)
    {
        int offset = reader.Position;
        uint form = reader.ReadU32();
        if (form > 7)
        {
            throw Malformed.At(offset, $"malformed elements segment kind {form}");
        }

        if (form != 0)
        {
            var needed = (form & NotActive) != 0 ? WasmFeatures.BulkMemory : WasmFeatures.BulkMemory | WasmFeatures.ReferenceTypes;
            context.Require(needed, offset, "this form of element segment");
        }

        var mode = (form & NotActive) == 0 ? SegmentMode.Active : (form & IsDeclarative) == 0 ? SegmentMode.Passive : SegmentMode.Declarative;
        bool isActive = mode == SegmentMode.Active;
        uint table = isActive && (form & HasIndex) != 0 ? reader.ReadU32() : 0;
        var expression = isActive ? context.ReadExpression(ref reader) : default;
        var type = ReadElementType(ref reader, context, form);
        int count = reader.ReadCount();
        if ((form & HasExpressions) == 0)
        {
            var functions = new uint[count];
            for (int i = 0; i < functions.Length; i++)
            {
                functions[i] = reader.ReadU32();
            }

            return new ElementSegmentSyntax(mode, type, offset) { Table = table, OffsetExpression = expression, Functions = functions };
        }

        var expressions = new ByteRange[count];
        for (int i = 0; i < expressions.Length; i++)
        {
            expressions[i] = context.ReadExpression(ref reader);
        }

        return new ElementSegmentSyntax(mode, type, offset) { Table = table, OffsetExpression = expression, Expressions = expressions };
    }

    private static ValTypeSyntax ReadElementType(ref ByteReader reader, DecodeContext context, uint form)
    {
        bool hasExpressions = (form & HasExpressions) != 0;
        if ((form & (NotActive | HasIndex)) == 0)
        {
            return hasExpressions ? ValTypeSyntax.FuncRef : s_functionIndices;
        }

        if (hasExpressions)
        {
            return context.ReadRefType(ref reader);
        }

        int offset = reader.Position;
        byte kind = reader.ReadByte();
        return kind == 0 ? s_functionIndices : throw Malformed.At(offset, $"malformed element kind 0x{kind:x2}");
    }

    private static DataSegmentSyntax ReadDatum(ref ByteReader reader, DecodeContext context)
    {
        int offset = reader.Position;
        uint form = reader.ReadU32();
        if (form > 2)
        {
            throw Malformed.At(offset, $"malformed data segment kind {form}");
        }

        if (form != 0)
        {
            context.Require(WasmFeatures.BulkMemory | WasmFeatures.MultiMemory, offset, "this form of data segment");
        }

        uint memory = form == 2 ? reader.ReadU32() : 0;
        var expression = form == 1 ? default : context.ReadExpression(ref reader);
        uint length = reader.ReadU32();
        if (length > (uint)reader.Remaining)
        {
            Malformed.UnexpectedEnd(reader.End);
        }

        var content = new ByteRange(reader.Position, (int)length);
        reader.Position += (int)length;
        return new DataSegmentSyntax(form == 1 ? SegmentMode.Passive : SegmentMode.Active, content, offset) { Memory = memory, OffsetExpression = expression };
    }
}
