using Peregrine.Collections;
using Peregrine.Syntax;

namespace Peregrine.Instructions;

/// <summary>One decoded instruction. Which fields mean something follows from <see cref="Shape"/>; the others keep what an earlier instruction left.</summary>
internal struct Instruction
{
    public Opcode Opcode;

    public ImmediateShape Shape;

    /// <summary>Binary logarithm of the alignment of a memory argument.</summary>
    public byte AlignmentLog2;

    /// <summary>Lane number, ordering, or the flags of a casting branch (1: source nullable, 2: target nullable).</summary>
    public byte Lane;

    /// <summary>Offset of the opcode's first byte in the module.</summary>
    public int Offset;

    /// <summary>
    /// The first index that the shape names (function, type, local, label, memory of a memory argument, …); for two indices,
    /// in the order of the table's immediates column.
    /// </summary>
    public uint Index;

    /// <summary>The second index, or the count of array.new_fixed.</summary>
    public uint SecondIndex;

    /// <summary>Bits of a constant (zero-extended where narrower; i32 and i64 two's complement), low half of a vector, or the offset of a memory argument.</summary>
    public ulong Value;

    /// <summary>High half of a vector constant or of shuffle lanes.</summary>
    public ulong ValueHigh;

    public BlockTypeSyntax BlockType;

    /// <summary>The heap type; for a casting branch that of the source.</summary>
    public HeapTypeSyntax HeapType;

    /// <summary>For a casting branch the heap type of the target.</summary>
    public HeapTypeSyntax SecondHeapType;
}

/// <summary>The immediates of variable length, in lists that every instruction uses anew.</summary>
internal sealed class InstructionLists
{
    /// <summary>Labels of br_table, the default last.</summary>
    public ItemList<uint> Labels { get; } = [];

    /// <summary>Clauses of try_table.</summary>
    public ItemList<CatchSyntax> Catches { get; } = [];

    /// <summary>Types of select with types.</summary>
    public ItemList<ValTypeSyntax> Types { get; } = [];

    /// <summary>Handlers of the resume instructions: tag and label, or tag alone for a switch handler (label null).</summary>
    public ItemList<(uint Tag, uint? Label)> Handlers { get; } = [];
}

/// <summary>The forms of try_table's clauses, numbered as in the binary format.</summary>
internal enum CatchKind : byte
{
    /// <summary>catch</summary>
    Catch,

    /// <summary>catch_ref</summary>
    CatchRef,

    /// <summary>catch_all</summary>
    CatchAll,

    /// <summary>catch_all_ref</summary>
    CatchAllRef,
}

/// <summary>One clause of try_table.</summary>
/// <param name="Kind">The form.</param>
/// <param name="Tag">Tag index; 0 for the forms that catch all.</param>
/// <param name="Label">Label index, counted outside the try_table.</param>
internal readonly record struct CatchSyntax(CatchKind Kind, uint Tag, uint Label);
