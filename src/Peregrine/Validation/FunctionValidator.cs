using Peregrine.Instructions;

namespace Peregrine.Validation;

/// <summary>Validates function bodies, one instruction at a time: the algorithm of the specification's appendix.</summary>
/// <remarks>Reusable and free of allocations per function and instruction; not thread-safe. Translators run it alongside to learn operand
/// types. <see href="https://webassembly.github.io/spec/core/appendix/algorithm.html"/></remarks>
internal sealed class FunctionValidator
{
    private readonly ValidatedModule _module;
    private OperandCode[] _operands = new OperandCode[64];
    private OperandCode[] _locals = new OperandCode[64];
    private ControlFrame[] _control = new ControlFrame[16];

    public FunctionValidator(ValidatedModule module) => _module = module;

    /// <summary>Parameters and locals of the function.</summary>
    public ReadOnlySpan<ValType> Locals => throw new NotImplementedException();

    public int LocalCount => _locals.Length;

    /// <summary>Offset of the first instruction.</summary>
    public int BodyStart { get; private set; }

    /// <summary>Offset behind the final end.</summary>
    public int BodyEnd { get; private set; }

    /// <summary>Number of operands on the stack.</summary>
    public int Height { get; private set; }

    /// <summary>Number of open frames, the function body included; 0 after the final end.</summary>
    public int ControlDepth { get; private set; }

    /// <summary>Whether the next instruction cannot be reached.</summary>
    public bool IsUnreachable => _control[ControlDepth - 1].IsUnreachable;

    public ValType Local(int index) => _module.Type(_locals[index]);

    /// <summary>Starts a function: reads its local declarations.</summary>
    /// <param name="functionIndex">Index of a defined function in the function index space.</param>
    public void Begin(int functionIndex) => throw new NotImplementedException();

    /// <summary>Validates one instruction and updates the stacks.</summary>
    public void Step(ref Instruction instruction, InstructionLists lists) => throw new NotImplementedException();

    /// <summary>Type of an operand, counted from the top, 0 being the top; bottom when unreachable code has not pushed it.</summary>
    public ValType Operand(int fromTop) => _module.Type(_operands[Height - 1 - fromTop]);

    /// <summary>The frame that a label names, 0 being the innermost.</summary>
    public ref readonly ControlFrame Control(uint label) => ref _control[ControlDepth - 1 - (int)label];
}
