using Peregrine.Binary;
using Peregrine.Errors;
using Peregrine.Instructions;

namespace Peregrine.Validation;

/// <summary>Validates function bodies, one instruction at a time: the algorithm of the specification's appendix.</summary>
/// <remarks>Reusable and free of allocations per function and instruction; not thread-safe. Translators run it alongside to learn operand
/// types. <see href="https://webassembly.github.io/spec/core/appendix/algorithm.html"/></remarks>
internal sealed partial class FunctionValidator
{
    private readonly ValidatedModule _module;
    private readonly WasmFeatures _features;

    // Everything else takes the slow path, which notes its use.
    private readonly WasmFeatures _runnable;
    private OperandCode[] _operands = new OperandCode[64];
    private ControlFrame[] _control = new ControlFrame[16];

    // Whether new references are exact.
    private readonly bool _hasExactTypes;
    private int _function = -1;

    // Offset of the instruction at hand, for messages.
    private int _offset;

    // What the innermost frame says, kept at hand for PopOperand.
    private int _floor;
    private bool _unreachable;

    public FunctionValidator(ValidatedModule module)
    {
        _module = module;
        _features = module.Features;
        _runnable = module.RunnableFeatures;
        _hasExactTypes = (_features & WasmFeatures.CustomDescriptors) != 0;
    }

    /// <summary>Offset of the first instruction.</summary>
    public int BodyStart { get; private set; }

    /// <summary>Offset behind the final end.</summary>
    public int BodyEnd { get; private set; }

    /// <summary>Number of operands on the stack.</summary>
    public int Height { get; private set; }

    /// <summary>Number of open frames, the function body included; 0 after the final end.</summary>
    public int ControlDepth { get; private set; }

    /// <summary>Whether the next instruction cannot be reached.</summary>
    public bool IsUnreachable => _unreachable;

    private InvalidPlace Place => new(_module.Syntax, _offset, _function);

    /// <summary>Type of an operand, counted from the top, 0 being the top; bottom when unreachable code has not pushed it.</summary>
    public ValType Operand(int fromTop)
    {
        int index = Height - 1 - fromTop;
        return index < _floor && _unreachable ? ValType.Bottom : _module.Type(_operands[index]);
    }

    /// <summary>The frame that a label names, 0 being the innermost; the label must exist.</summary>
    public ref readonly ControlFrame Control(uint label) => ref _control[ControlDepth - 1 - (int)label];

    /// <summary>Starts a function: reads its local declarations.</summary>
    /// <param name="functionIndex">Index of a defined function in the function index space.</param>
    /// <exception cref="InvalidModuleException">There are too many locals, or one has an unknown type.</exception>
    public void Begin(int functionIndex)
    {
        _function = functionIndex;
        _isShared = _module.Functions[functionIndex].IsShared;
        var range = _module.Syntax.Bodies[functionIndex - _module.ImportedFunctions].Range;
        var signature = _module.Signature(_module.FunctionTypeIndices[functionIndex]);
        var reader = new ByteReader(_module.Syntax.Binary.Span, range.Start, range.End);
        ReadLocals(ref reader, signature);
        Begin(reader.Position, range.End, signature.Body);
    }

    /// <summary>Starts a constant expression.</summary>
    /// <param name="start">Offset of the first instruction.</param>
    /// <param name="end">Offset behind the final end.</param>
    /// <param name="signature">No parameters, one result.</param>
    public void BeginExpression(int start, int end, BlockSignature signature)
    {
        _function = -1;
        _isShared = false;
        _localCount = 0;
        Begin(start, end, signature);
    }

    /// <summary>Validates a whole function.</summary>
    /// <param name="functionIndex">Index of a defined function in the function index space.</param>
    /// <param name="lists">For immediates of variable length.</param>
    public void Validate(int functionIndex, InstructionLists lists)
    {
        Begin(functionIndex);
        var instruction = default(Instruction);
        var reader = new InstructionReader(_module.Syntax.Binary.Span, BodyStart, BodyEnd, lists, _features);
        while (ControlDepth != 0)
        {
            reader.Read(ref instruction);
            Step(ref instruction, lists);
        }

        CheckEnd(reader.Position);
    }

    /// <summary>To be called behind the final end.</summary>
    /// <exception cref="MalformedModuleException">More follows.</exception>
    public void CheckEnd(int position)
    {
        if (position != BodyEnd)
        {
            throw Malformed.At(position, "section size mismatch: instructions behind the end of the expression");
        }
    }

    private void Begin(int start, int end, BlockSignature signature)
    {
        BodyStart = start;
        BodyEnd = end;
        _offset = start;
        Height = 0;
        ControlDepth = 0;
        _setCount = 0;
        PushControl(Opcode.Block, signature);
    }
}
