using System.Collections.Immutable;
using Peregrine.Instructions;

namespace Peregrine.Validation;

/// <summary>One entry of the validator's control stack: an open block, or the function body itself.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/appendix/algorithm.html#data-structures"/></remarks>
internal struct ControlFrame
{
    /// <summary>The instruction that opened it, or else, catch, catch_all once the frame belongs to that arm; block for the function body.</summary>
    public Opcode Opcode;

    /// <summary>Whether the rest of the frame cannot be reached.</summary>
    public bool IsUnreachable;

    /// <summary>Number of operands below the frame's own; the parameters stand above it.</summary>
    public int Height;

    /// <summary>Number of entries in the list of locals that were set when the frame was opened.</summary>
    public int InitializationHeight;

    public BlockSignature Signature;

    /// <summary>Types of the parameters; none for the function body.</summary>
    public readonly ImmutableArray<ValType> Parameters => Signature.Parameters;

    public readonly ImmutableArray<ValType> Results => Signature.Results;

    /// <summary>What a branch to this frame's label takes.</summary>
    public readonly ImmutableArray<ValType> LabelTypes => Opcode == Opcode.Loop ? Signature.Parameters : Signature.Results;

    public readonly ReadOnlySpan<OperandCode> LabelCodes => Opcode == Opcode.Loop ? Signature.ParameterCodes : Signature.ResultCodes;
}
