using Peregrine.Instructions;

namespace Peregrine.Interpreter;

/// <summary>Which instructions some running code has reached: for the test that every row of the instruction table is exercised.</summary>
/// <remarks>An instruction counts when its function was called, so translated, and it can be reached in it.</remarks>
internal static class InstructionCoverage
{
    /// <summary>By opcode; null, and without cost, unless a test collects it.</summary>
    public static bool[]? Reached { get; set; }

    public static void Mark(Opcode opcode)
    {
        if (Reached is { } reached)
        {
            reached[(int)opcode] = true;
        }
    }
}
