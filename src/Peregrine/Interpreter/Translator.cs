using Peregrine.Binary;
using Peregrine.Instructions;
using Peregrine.Runtime.Layout;
using Peregrine.Validation;

namespace Peregrine.Interpreter;

/// <summary>Translates validated function bodies into the interpreter's code, in one pass.</summary>
/// <remarks>Reusable, not thread-safe. The parts: operands (this stack's values), emission (writing code), control (blocks and branches), and one
/// part for each group of instructions, called by <see cref="TranslateInstruction"/>.</remarks>
internal sealed unsafe partial class Translator
{
    /// <summary>Bytes of the instruction that every function begins with, passed by in functions without references.</summary>
    private const int ReferenceEntryBytes = 16;

    private readonly ValidatedModule _module;
    private readonly InstanceLayout _layout;
    private readonly CodeArena _arena;
    private readonly TypeHandles _types;
    private readonly TranslationOptions _options;
    private readonly bool _isGuarded;
    private readonly bool _hasFastMemory;
    private readonly InstructionLists _lists = new();
    private ValKind[] _localTypes = new ValKind[64];
    private int[] _localPlaces = new int[64];
    private int _locals;
    private int _function;
    private BlockSignature _signature = BlockSignature.Empty;

    /// <summary>Slot of the saved program counter: behind parameters and locals, and behind the results if they take more.</summary>
    private int _saveSlot;

    /// <param name="module">The module whose functions are translated.</param>
    /// <param name="layout">Where things lie in its instances.</param>
    /// <param name="arena">Receives the code.</param>
    /// <param name="types">Handles for the types that the code names.</param>
    /// <param name="options">How the engine means the code.</param>
    /// <param name="isGuarded">Whether memory 0 has guard pages, so that accesses need no check.</param>
    public Translator(ValidatedModule module, InstanceLayout layout, CodeArena arena, TypeHandles types, TranslationOptions options, bool isGuarded)
    {
        _arena = arena;
        _module = module;
        _layout = layout;
        _types = types;
        _options = options;
        _isGuarded = isGuarded;
        _hasFastMemory = module.Memories.Length > 0 && !module.Memories[0].Is64;
    }

    /// <summary>Translates one defined function.</summary>
    /// <exception cref="ResourceLimitException">The function is beyond the interpreter's limits.</exception>
    public FunctionCode Translate(int function)
    {
        Reset(function);
        var syntax = _module.Syntax;
        var body = syntax.Bodies[function - _module.ImportedFunctions].Range;
        var bytes = syntax.Binary.Span;
        var locals = new ByteReader(bytes, body.Start, body.End);
        LayOutLocals(ref locals);
        BeginBody();
        var reader = new InstructionReader(bytes, locals.Position, body.End, _lists, _module.Features);
        Instruction instruction = default;
        while (!reader.IsAtEnd)
        {
            reader.Read(ref instruction);
            _source = instruction.Offset;
            if (!_isDead)
            {
                InstructionCoverage.Mark(instruction.Opcode);
            }

            if (!_isDead || TracksDeadCode(instruction.Opcode))
            {
                TranslateInstruction(ref instruction);
            }
        }

        return Finish();
    }

    private void Reset(int function)
    {
        _function = function;
        _signature = _module.Signature(_module.FunctionTypeIndices[function]);
        _operands.Clear();
        _emitted.Clear();
        _labels.Clear();
        _fixups.Clear();
        _length = 0;
        _maximumReferences = 0;
        _isDead = false;
        _deadDepth = 0;
        BindHere();
        ResetExceptions();
    }

    private void LayOutLocals(ref ByteReader reader)
    {
        _locals = 0;
        _slotTop = 0;
        _referenceTop = 0;
        foreach (var parameter in _signature.Parameters)
        {
            AddLocal(parameter.Kind);
        }

        for (int groups = reader.ReadCount(); groups > 0; groups--)
        {
            uint count = reader.ReadU32();
            var kind = TypeReader.ReadValType(ref reader).Kind;
            if (_slotTop + (long)count > InterpreterLimits.MaximumFrameSlots || _referenceTop + (long)count > InterpreterLimits.MaximumFrameSlots)
            {
                throw InterpreterLimits.FrameTooLarge(_function, reader.Position);
            }

            for (; count > 0; count--)
            {
                AddLocal(kind);
            }
        }

        var results = _signature.Results.AsSpan();
        _saveSlot = Math.Max(_slotTop, SlotLayout.Slots(results));
        _slotTop = _saveSlot + 2;
        _referenceTop = Math.Max(_referenceTop, SlotLayout.References(results));
        _maximumSlots = _slotTop;
        _maximumReferences = _referenceTop;
    }

    private void AddLocal(ValKind kind)
    {
        if (_locals == _localTypes.Length)
        {
            Array.Resize(ref _localTypes, _locals * 2);
            Array.Resize(ref _localPlaces, _locals * 2);
        }

        _localTypes[_locals] = kind;
        _localPlaces[_locals++] = kind == ValKind.Ref ? _referenceTop++ : _slotTop;
        _slotTop += SlotsOf(kind);
    }

    /// <summary>The entry instruction, zeroing of locals, and the label of the function body.</summary>
    private void BeginBody()
    {
        _source = _module.Syntax.Bodies[_function - _module.ImportedFunctions].Range.Start;
        int entry = Emit(Operation.EnterReferences, ReferenceEntryBytes);
        int parameters = SlotLayout.References(_signature.Parameters.AsSpan());
        Write16(entry + 8, parameters);
        int first = SlotLayout.Slots(_signature.Parameters.AsSpan());
        int end = 0;
        for (int local = _signature.Parameters.Length; local < _locals; local++)
        {
            if (_localTypes[local] == ValKind.Ref)
            {
                Write16(entry + 10, _localPlaces[local] + 1);
            }
            else
            {
                end = _localPlaces[local] + SlotsOf(_localTypes[local]);
            }
        }

        EmitZeros(first, end);
        BindHere();
        PushLabel(Opcode.Block, _signature.Body);
    }

    private void EmitZeros(int first, int end)
    {
        switch (end - first)
        {
            case <= 0:
                break;
            case 1:
                Emit(Operation.Zero1, 16, first);
                break;
            case 2:
                Emit(Operation.Zero2, 16, first);
                break;
            case 3:
                Emit(Operation.Zero2, 16, first);
                Emit(Operation.Zero1, 16, first + 2);
                break;
            case 4:
                Emit(Operation.Zero4, 16, first);
                break;
            default:
                Write32(Emit(Operation.ZeroMany, 16, first) + 12, end - first);
                break;
        }
    }

    private FunctionCode Finish()
    {
        Write32(12, _maximumReferences);
        int frameSlots = Math.Max(_maximumSlots, _saveSlot + 2);
        if (frameSlots > InterpreterLimits.MaximumFrameSlots || _maximumReferences > InterpreterLimits.MaximumFrameSlots)
        {
            throw InterpreterLimits.FrameTooLarge(_function, _source);
        }

        return new FunctionCode(_function, _code.AsSpan(0, _length), _emitted.AsSpan(), _maximumReferences > 0 ? 0 : ReferenceEntryBytes, _arena)
        {
            SaveOffset = _saveSlot * sizeof(ulong),
            FrameBytes = frameSlots * sizeof(ulong),
            Regions = TakeRegions(),
        };
    }
}
