using System.Runtime.CompilerServices;
using Peregrine.Binary;
using Peregrine.Errors;

namespace Peregrine.Instructions;

/// <summary>Decodes the instructions of an expression one after the other: the only place that knows how immediates are encoded.</summary>
/// <remarks>Reports malformed encodings; whether indices exist and operands fit is for the validator.
/// <see href="https://webassembly.github.io/spec/core/binary/instructions.html"/></remarks>
internal ref struct InstructionReader
{
    private readonly InstructionLists _lists;
    private readonly bool _memory64;
    private readonly bool _multiMemory;
    private ByteReader _bytes;

    /// <param name="module">All bytes of the module.</param>
    /// <param name="start">Offset of the first instruction.</param>
    /// <param name="end">Offset behind the expression.</param>
    /// <param name="lists">Receives immediates of variable length.</param>
    /// <param name="features">Decide how wide memory arguments may be.</param>
    public InstructionReader(ReadOnlySpan<byte> module, int start, int end, InstructionLists lists, WasmFeatures features)
    {
        _bytes = new ByteReader(module, start, end);
        _lists = lists;
        _memory64 = (features & WasmFeatures.Memory64) != 0;
        _multiMemory = (features & WasmFeatures.MultiMemory) != 0;
    }

    public readonly bool IsAtEnd => _bytes.IsAtEnd;

    /// <summary>Offset of the next byte.</summary>
    public readonly int Position => _bytes.Position;

    /// <summary>Decodes the next instruction.</summary>
    /// <exception cref="MalformedModuleException">The bytes are no instruction.</exception>
    public void Read(ref Instruction instruction)
    {
        int offset = _bytes.Position;
        if (_bytes.IsAtEnd)
        {
            Malformed.MissingEnd(offset, _bytes.NextBeyondEnd);
        }

        byte first = _bytes.ReadByte();
        Opcode opcode;
        if (first < 0xFB)
        {
            if (!InstructionTable.TryFind(0, first, out opcode))
            {
                throw Malformed.IllegalOpcode(offset, 0, first);
            }
        }
        else
        {
            uint code = first == 0xFF ? 0 : _bytes.ReadU32();
            if (!InstructionTable.TryFind(first, code, out opcode))
            {
                throw first == 0xFF ? Malformed.IllegalOpcode(offset, 0, first) : Malformed.IllegalOpcode(offset, first, code);
            }
        }

        var shape = InstructionTable.Shape(opcode);
        instruction.Opcode = opcode;
        instruction.Shape = shape;
        instruction.Offset = offset;
        if (shape != ImmediateShape.None)
        {
            ReadImmediates(shape, ref instruction);
        }
    }

    private void ReadImmediates(ImmediateShape shape, ref Instruction instruction)
    {
        switch (shape)
        {
            case ImmediateShape.Local:
            case ImmediateShape.Label:
            case ImmediateShape.Function:
            case ImmediateShape.Global:
            case ImmediateShape.Type:
            case ImmediateShape.Table:
            case ImmediateShape.Memory:
            case ImmediateShape.Tag:
            case ImmediateShape.Data:
            case ImmediateShape.Element:
                if (shape == ImmediateShape.Memory && !_multiMemory)
                {
                    ReadZero();
                    instruction.Index = 0;
                    break;
                }

                instruction.Index = _bytes.ReadU32();
                break;
            case ImmediateShape.TypeTable:
            case ImmediateShape.TypeType:
            case ImmediateShape.TypeField:
            case ImmediateShape.TypeCount:
            case ImmediateShape.TypeData:
            case ImmediateShape.TypeElement:
            case ImmediateShape.TypeTag:
            case ImmediateShape.DataMemory:
            case ImmediateShape.MemoryMemory:
            case ImmediateShape.ElementTable:
            case ImmediateShape.TableTable:
                instruction.Index = _bytes.ReadU32();
                instruction.SecondIndex = _bytes.ReadU32();
                break;
            case ImmediateShape.MemArg:
                ReadMemoryArgument(ref instruction);
                break;
            case ImmediateShape.MemArgLane:
                ReadMemoryArgument(ref instruction);
                instruction.Lane = _bytes.ReadByte();
                break;
            case ImmediateShape.I32:
                instruction.Value = (uint)_bytes.ReadS32();
                break;
            case ImmediateShape.I64:
                instruction.Value = (ulong)_bytes.ReadS64();
                break;
            case ImmediateShape.F32:
                instruction.Value = _bytes.ReadFixed32();
                break;
            case ImmediateShape.F64:
                instruction.Value = _bytes.ReadFixed64();
                break;
            case ImmediateShape.V128:
            case ImmediateShape.Lanes:
                instruction.Value = _bytes.ReadFixed64();
                instruction.ValueHigh = _bytes.ReadFixed64();
                break;
            case ImmediateShape.Lane:
                instruction.Lane = _bytes.ReadByte();
                break;
            case ImmediateShape.Zero:
                ReadZero();
                break;
            case ImmediateShape.Block:
                instruction.BlockType = TypeReader.ReadBlockType(ref _bytes);
                break;
            case ImmediateShape.BlockCatches:
                instruction.BlockType = TypeReader.ReadBlockType(ref _bytes);
                ReadCatches();
                break;
            case ImmediateShape.Labels:
                ReadLabels();
                break;
            case ImmediateShape.ValueTypes:
                _lists.Types.Clear();
                for (int count = _bytes.ReadCount(); count > 0; count--)
                {
                    _lists.Types.Add(TypeReader.ReadValType(ref _bytes));
                }

                break;
            case ImmediateShape.HeapType:
                instruction.HeapType = TypeReader.ReadHeapType(ref _bytes);
                break;
            case ImmediateShape.CastBranch:
                int flagsOffset = _bytes.Position;
                instruction.Lane = _bytes.ReadByte();
                if (instruction.Lane > 3)
                {
                    throw Malformed.At(flagsOffset, "malformed br_on_cast flags");
                }

                instruction.Index = _bytes.ReadU32();
                instruction.HeapType = TypeReader.ReadHeapType(ref _bytes);
                instruction.SecondHeapType = TypeReader.ReadHeapType(ref _bytes);
                break;
            case ImmediateShape.TypeHandlers:
                instruction.Index = _bytes.ReadU32();
                ReadHandlers();
                break;
            case ImmediateShape.TypeTagHandlers:
                instruction.Index = _bytes.ReadU32();
                instruction.SecondIndex = _bytes.ReadU32();
                ReadHandlers();
                break;
            case ImmediateShape.OrderingGlobal:
            case ImmediateShape.OrderingTable:
            case ImmediateShape.OrderingType:
                ReadOrdering(ref instruction);
                instruction.Index = _bytes.ReadU32();
                break;
            case ImmediateShape.OrderingTypeField:
                ReadOrdering(ref instruction);
                instruction.Index = _bytes.ReadU32();
                instruction.SecondIndex = _bytes.ReadU32();
                break;
            default:
                throw new InvalidOperationException($"shape {shape} is not decoded");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ReadMemoryArgument(ref Instruction instruction)
    {
        int offset = _bytes.Position;
        uint flags = _bytes.ReadU32();
        if (flags < 64)
        {
            instruction.Index = 0;
        }
        else if (_multiMemory && flags < 128)
        {
            instruction.Index = _bytes.ReadU32();
            flags -= 64;
        }
        else
        {
            throw Malformed.At(offset, "malformed memop flags");
        }

        instruction.AlignmentLog2 = (byte)flags;
        instruction.Value = _memory64 ? _bytes.ReadU64() : _bytes.ReadU32();
    }

    private void ReadZero()
    {
        int offset = _bytes.Position;
        if (_bytes.ReadByte() != 0)
        {
            throw Malformed.At(offset, "zero byte expected");
        }
    }

    private void ReadLabels()
    {
        _lists.Labels.Clear();
        for (int count = _bytes.ReadCount() + 1; count > 0; count--)
        {
            _lists.Labels.Add(_bytes.ReadU32());
        }
    }

    private void ReadCatches()
    {
        _lists.Catches.Clear();
        for (int count = _bytes.ReadCount(); count > 0; count--)
        {
            int offset = _bytes.Position;
            byte kind = _bytes.ReadByte();
            if (kind > (byte)CatchKind.CatchAllRef)
            {
                throw Malformed.At(offset, "malformed catch clause");
            }

            uint tag = kind <= (byte)CatchKind.CatchRef ? _bytes.ReadU32() : 0;
            _lists.Catches.Add(new CatchSyntax((CatchKind)kind, tag, _bytes.ReadU32()));
        }
    }

    private void ReadHandlers()
    {
        _lists.Handlers.Clear();
        for (int count = _bytes.ReadCount(); count > 0; count--)
        {
            int offset = _bytes.Position;
            byte kind = _bytes.ReadByte();
            if (kind > 1)
            {
                throw Malformed.At(offset, "malformed on clause");
            }

            uint tag = _bytes.ReadU32();
            _lists.Handlers.Add((tag, kind == 0 ? _bytes.ReadU32() : null));
        }
    }

    private void ReadOrdering(ref Instruction instruction)
    {
        int offset = _bytes.Position;
        instruction.Lane = _bytes.ReadByte();
        if (instruction.Lane > 1)
        {
            throw Malformed.At(offset, "malformed ordering");
        }
    }
}
