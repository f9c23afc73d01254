using Peregrine.Instructions;
using Peregrine.Validation;

namespace Peregrine.Compiler.Translation;

/// <summary>What a first look over a function's body finds: what its code has to prepare at entry.</summary>
internal sealed class FunctionTraits
{
    private FunctionTraits(int memories, int tables, int locals)
    {
        UsesMemory = new bool[memories];
        UsesTable = new bool[tables];
        LocalReads = new int[locals];
    }

    /// <summary>By memory index: whether plain accesses use the memory.</summary>
    public bool[] UsesMemory { get; }

    /// <summary>By table index: whether indirect calls use the table.</summary>
    public bool[] UsesTable { get; }

    /// <summary>How often each local is read.</summary>
    public int[] LocalReads { get; }

    /// <summary>Whether it calls functions, so that its recursion has to be bounded.</summary>
    public bool HasCalls { get; private set; }

    /// <summary>Number of instructions.</summary>
    public int Instructions { get; private set; }

    public static FunctionTraits Scan(ValidatedModule module, int start, int end, int locals, InstructionLists lists)
    {
        var traits = new FunctionTraits(module.Memories.Length, module.Tables.Length, locals);
        var reader = new InstructionReader(module.Syntax.Binary.Span, start, end, lists, module.Features);
        var instruction = default(Instruction);
        while (!reader.IsAtEnd)
        {
            reader.Read(ref instruction);
            traits.Add(instruction);
        }

        return traits;
    }

    private void Add(in Instruction instruction)
    {
        Instructions++;
        switch (instruction.Opcode)
        {
            case Opcode.Call or Opcode.CallRef or Opcode.ReturnCall or Opcode.ReturnCallRef:
                HasCalls = true;
                break;
            case Opcode.CallIndirect or Opcode.ReturnCallIndirect:
                HasCalls = true;
                UsesTable[instruction.SecondIndex] = true;
                break;
            case Opcode.LocalGet:
                LocalReads[instruction.Index]++;
                break;
            default:
                if (instruction.Shape is ImmediateShape.MemArg or ImmediateShape.MemArgLane)
                {
                    UsesMemory[instruction.Index] = true;
                }

                break;
        }
    }
}
