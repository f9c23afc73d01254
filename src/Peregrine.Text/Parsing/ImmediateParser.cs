using System.Numerics;
using Peregrine.Binary;
using Peregrine.Instructions;
using Peregrine.Syntax;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>Reads the immediates of an instruction by their shape and writes the instruction: the counterpart of <see cref="InstructionReader"/> for text.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/instructions.html"/></remarks>
internal sealed class ImmediateParser(ModuleContext context, FunctionScope scope, TypeParser types, TypeUses typeUses)
{
    private readonly TokenReader _reader = context.Reader;
    private readonly List<ValTypeSyntax> _valueTypes = [];
    private readonly List<uint> _labels = [];
    private readonly VectorParser _vectors = new(context.Reader);

    /// <summary>Writes opcode and immediates, reading the latter behind the mnemonic.</summary>
    public void Write(Opcode opcode, ByteWriter writer)
    {
        var shape = InstructionTable.Shape(opcode);
        if (opcode == Opcode.Select)
        {
            WriteSelect(writer);
        }
        else if (shape == ImmediateShape.HeapType && opcode != Opcode.RefNull)
        {
            // The nullable form follows the other one in the table.
            var type = types.ExpectRefType();
            WriteOpcode(type.IsNullable ? opcode + 1 : opcode, writer);
            writer.WriteHeapType(type.HeapType);
        }
        else
        {
            WriteOpcode(opcode, writer);
            WriteImmediates(opcode, shape, writer);
        }
    }

    public static void WriteOpcode(Opcode opcode, ByteWriter writer)
    {
        byte prefix = InstructionTable.Prefix(opcode);
        int code = InstructionTable.Code(opcode);
        if (prefix == 0)
        {
            writer.WriteByte((byte)code);
        }
        else
        {
            writer.WriteByte(prefix);
            writer.WriteU32((uint)code);
        }
    }

    /// <summary>Writes the clauses of a try_table; its own label must not be in scope yet.</summary>
    public void WriteCatches(ByteWriter writer)
    {
        int first = _reader.Position;
        uint count = 0;
        for (; IsCatch(out _); count++)
        {
            _reader.SkipForm();
        }

        _reader.Position = first;
        writer.WriteU32(count);
        while (IsCatch(out var kind))
        {
            _reader.Position += 2;
            writer.WriteByte((byte)kind);
            if (kind <= CatchKind.CatchRef)
            {
                writer.WriteU32(context.ExpectIndex(context.Tags));
            }

            writer.WriteU32(scope.ExpectLabel());
            _reader.Close();
        }
    }

    private bool IsCatch(out CatchKind kind)
    {
        kind = _reader.AtForm("catch"u8) ? CatchKind.Catch
            : _reader.AtForm("catch_ref"u8) ? CatchKind.CatchRef
            : _reader.AtForm("catch_all"u8) ? CatchKind.CatchAll
            : CatchKind.CatchAllRef;
        return kind != CatchKind.CatchAllRef || _reader.AtForm("catch_all_ref"u8);
    }

    private void WriteSelect(ByteWriter writer)
    {
        _valueTypes.Clear();
        bool typed = types.ReadResults(_valueTypes);
        WriteOpcode(typed ? Opcode.SelectTyped : Opcode.Select, writer);
        if (typed)
        {
            writer.WriteU32((uint)_valueTypes.Count);
            foreach (var type in _valueTypes)
            {
                writer.WriteValType(type);
            }
        }
    }

    private void WriteImmediates(Opcode opcode, ImmediateShape shape, ByteWriter writer)
    {
        switch (shape)
        {
            case ImmediateShape.None:
                break;
            case ImmediateShape.Local:
                writer.WriteU32(context.ExpectIndex(scope.Locals));
                break;
            case ImmediateShape.Global:
                writer.WriteU32(context.ExpectIndex(context.Globals));
                break;
            case ImmediateShape.Function:
                writer.WriteU32(context.ExpectIndex(context.Functions));
                break;
            case ImmediateShape.Type:
                writer.WriteU32(ExpectType());
                break;
            case ImmediateShape.Tag:
                writer.WriteU32(context.ExpectIndex(context.Tags));
                break;
            case ImmediateShape.Label:
                writer.WriteU32(scope.ExpectLabel());
                break;
            case ImmediateShape.Labels:
                WriteLabels(writer);
                break;
            case ImmediateShape.Table:
                writer.WriteU32(OptionalIndex(context.Tables));
                break;
            case ImmediateShape.Memory:
                writer.WriteU32(OptionalIndex(context.Memories));
                break;
            case ImmediateShape.MemoryMemory:
                WriteBoth(context.Memories, writer);
                break;
            case ImmediateShape.TableTable:
                WriteBoth(context.Tables, writer);
                break;
            case ImmediateShape.DataMemory:
                WriteSegmentAndTarget(context.Datas, context.Memories, writer);
                context.UsesDataCount = true;
                break;
            case ImmediateShape.ElementTable:
                WriteSegmentAndTarget(context.Elements, context.Tables, writer);
                break;
            case ImmediateShape.Data:
                writer.WriteU32(context.ExpectIndex(context.Datas));
                context.UsesDataCount = true;
                break;
            case ImmediateShape.Element:
                writer.WriteU32(context.ExpectIndex(context.Elements));
                break;
            case ImmediateShape.TypeTable:
                uint table = OptionalIndex(context.Tables);
                writer.WriteU32(typeUses.Expect(named: false));
                writer.WriteU32(table);
                break;
            case ImmediateShape.TypeType:
                writer.WriteU32(ExpectType());
                writer.WriteU32(ExpectType());
                break;
            case ImmediateShape.TypeField:
                WriteField(writer);
                break;
            case ImmediateShape.TypeCount:
                writer.WriteU32(ExpectType());
                writer.WriteU32(_reader.ExpectU32());
                break;
            case ImmediateShape.TypeData:
                writer.WriteU32(ExpectType());
                writer.WriteU32(context.ExpectIndex(context.Datas));
                context.UsesDataCount = true;
                break;
            case ImmediateShape.TypeElement:
                writer.WriteU32(ExpectType());
                writer.WriteU32(context.ExpectIndex(context.Elements));
                break;
            case ImmediateShape.TypeTag:
                writer.WriteU32(ExpectType());
                writer.WriteU32(context.ExpectIndex(context.Tags));
                break;
            case ImmediateShape.HeapType:
                writer.WriteHeapType(types.ExpectHeapType());
                break;
            case ImmediateShape.CastBranch:
                WriteCastBranch(writer);
                break;
            case ImmediateShape.MemArg:
                WriteMemoryArgument(opcode, writer, hasLane: false);
                break;
            case ImmediateShape.MemArgLane:
                WriteMemoryArgument(opcode, writer, hasLane: true);
                writer.WriteByte(_vectors.ExpectLane());
                break;
            case ImmediateShape.Lane:
                writer.WriteByte(_vectors.ExpectLane());
                break;
            case ImmediateShape.Lanes:
                _vectors.WriteShuffle(writer);
                break;
            case ImmediateShape.V128:
                _vectors.WriteConstant(writer);
                break;
            case ImmediateShape.I32:
                writer.WriteS32((int)(uint)_reader.ExpectInteger(32));
                break;
            case ImmediateShape.I64:
                writer.WriteS64((long)_reader.ExpectInteger(64));
                break;
            case ImmediateShape.F32:
                writer.WriteF32Bits((uint)_reader.ExpectFloat(32));
                break;
            case ImmediateShape.F64:
                writer.WriteF64Bits(_reader.ExpectFloat(64));
                break;
            case ImmediateShape.Zero:
                writer.WriteByte(0);
                break;
            case ImmediateShape.OrderingGlobal:
                WriteOrdering(writer);
                writer.WriteU32(context.ExpectIndex(context.Globals));
                break;
            case ImmediateShape.OrderingTable:
                WriteOrdering(writer);
                writer.WriteU32(OptionalIndex(context.Tables));
                break;
            case ImmediateShape.OrderingType:
                WriteOrdering(writer);
                writer.WriteU32(ExpectType());
                break;
            case ImmediateShape.OrderingTypeField:
                WriteOrdering(writer);
                WriteField(writer);
                break;
            case ImmediateShape.TypeHandlers:
                writer.WriteU32(ExpectType());
                WriteHandlers(writer);
                break;
            case ImmediateShape.TypeTagHandlers:
                writer.WriteU32(ExpectType());
                writer.WriteU32(context.ExpectIndex(context.Tags));
                WriteHandlers(writer);
                break;
            default:
                throw new InvalidOperationException($"shape {shape} is not parsed");
        }
    }

    private uint ExpectType() => context.ExpectIndex(context.Types);

    private uint OptionalIndex(IndexSpace space) => context.AtIndex ? context.ExpectIndex(space) : 0;

    private void WriteBoth(IndexSpace space, ByteWriter writer)
    {
        bool both = context.AtIndex;
        writer.WriteU32(both ? context.ExpectIndex(space) : 0);
        writer.WriteU32(both ? context.ExpectIndex(space) : 0);
    }

    /// <summary>The target comes first in the text, where it is written at all.</summary>
    private void WriteSegmentAndTarget(IndexSpace segments, IndexSpace targets, ByteWriter writer)
    {
        bool both = context.AtIndex && _reader[_reader.Position + 1].Kind is TokenKind.Identifier or TokenKind.Number;
        uint target = both ? context.ExpectIndex(targets) : 0;
        writer.WriteU32(context.ExpectIndex(segments));
        writer.WriteU32(target);
    }

    private void WriteField(ByteWriter writer)
    {
        uint type = ExpectType();
        writer.WriteU32(type);
        writer.WriteU32(context.ExpectField(type));
    }

    private void WriteLabels(ByteWriter writer)
    {
        _labels.Clear();
        do
        {
            _labels.Add(scope.ExpectLabel());
        }
        while (context.AtIndex);

        writer.WriteU32((uint)_labels.Count - 1);
        foreach (uint label in _labels)
        {
            writer.WriteU32(label);
        }
    }

    private void WriteCastBranch(ByteWriter writer)
    {
        uint label = scope.ExpectLabel();
        var source = types.ExpectRefType();
        var target = types.ExpectRefType();
        writer.WriteByte((byte)((source.IsNullable ? 1 : 0) | (target.IsNullable ? 2 : 0)));
        writer.WriteU32(label);
        writer.WriteHeapType(source.HeapType);
        writer.WriteHeapType(target.HeapType);
    }

    private void WriteMemoryArgument(Opcode opcode, ByteWriter writer, bool hasLane)
    {
        uint memory = 0;

        // A lone number in front of a lane is the lane.
        if (_reader.Kind == TokenKind.Identifier || (_reader.Kind == TokenKind.Number && (!hasLane || _reader[_reader.Position + 1].Kind is TokenKind.Number or TokenKind.Keyword && !IsOtherInstruction(_reader.Position + 1))))
        {
            memory = context.ExpectIndex(context.Memories);
        }

        ulong offset = TryAssignment("offset="u8, out ulong written) ? written : 0;
        int natural = InstructionTable.AccessWidth(opcode);
        int alignment = BitOperations.Log2((uint)natural);
        int at = _reader.Position;
        if (TryAssignment("align="u8, out ulong align))
        {
            if (!BitOperations.IsPow2(align))
            {
                throw _reader.At(at, "alignment must be a power of two");
            }

            // No larger one can be encoded, nor be valid.
            alignment = Math.Min(BitOperations.Log2(align), 31);
        }

        writer.WriteU32((uint)alignment | (memory != 0 ? 64u : 0));
        if (memory != 0)
        {
            writer.WriteU32(memory);
        }

        writer.WriteU64(offset);
    }

    /// <summary>Whether a keyword is no part of a memory argument.</summary>
    private bool IsOtherInstruction(int index) =>
        _reader[index].Kind == TokenKind.Keyword && _reader.TextOf(_reader[index]) is var text && !text.StartsWith("offset="u8) && !text.StartsWith("align="u8);

    private bool TryAssignment(ReadOnlySpan<byte> keyword, out ulong value)
    {
        value = 0;
        if (_reader.Kind != TokenKind.Keyword || !_reader.Text.StartsWith(keyword))
        {
            return false;
        }

        switch (IntegerLiteral.TryReadUnsigned(_reader.Text[keyword.Length..], ulong.MaxValue, out value))
        {
            case NumberStatus.NotANumber:
                throw _reader.At(_reader.Position, $"unknown operator {System.Text.Encoding.UTF8.GetString(_reader.Text)}");
            case NumberStatus.OutOfRange:
                throw TextErrors.ConstantOutOfRange(_reader.Source, _reader.Current.Start, "i64 ");
        }

        _reader.Skip();
        return true;
    }

    private void WriteOrdering(ByteWriter writer)
    {
        bool isAcquireRelease = _reader.TryKeyword("acq_rel"u8);
        if (!isAcquireRelease)
        {
            _reader.ExpectKeyword("seq_cst"u8);
        }

        writer.WriteByte(isAcquireRelease ? (byte)1 : (byte)0);
    }

    private void WriteHandlers(ByteWriter writer)
    {
        int first = _reader.Position;
        uint count = 0;
        for (; _reader.AtForm("on"u8); count++)
        {
            _reader.SkipForm();
        }

        _reader.Position = first;
        writer.WriteU32(count);
        while (_reader.TryOpen("on"u8))
        {
            uint tag = context.ExpectIndex(context.Tags);
            bool isSwitch = _reader.TryKeyword("switch"u8);
            writer.WriteByte(isSwitch ? (byte)1 : (byte)0);
            writer.WriteU32(tag);
            if (!isSwitch)
            {
                writer.WriteU32(scope.ExpectLabel());
            }

            _reader.Close();
        }
    }
}
