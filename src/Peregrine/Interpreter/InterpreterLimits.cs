using Peregrine.Instructions;

namespace Peregrine.Interpreter;

/// <summary>What the interpreter refuses although it is valid.</summary>
internal static class InterpreterLimits
{
    /// <summary>Slots are 16-bit numbers in the code.</summary>
    public const int MaximumFrameSlots = ushort.MaxValue;

    public static WasmException FrameTooLarge(int function, int offset) =>
        new ResourceLimitException($"function too large: the frame of function {function} has more than {MaximumFrameSlots} slots (at {new ModulePosition(offset)})");

    public static WasmException NotImplemented(Opcode opcode, int offset) =>
        new ResourceLimitException($"the interpreter does not implement {InstructionTable.Mnemonic(opcode)} (at {new ModulePosition(offset)})");
}
