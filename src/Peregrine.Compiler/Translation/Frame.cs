using System.Reflection.Emit;
using Peregrine.Instructions;
using Peregrine.Validation;

namespace Peregrine.Compiler.Translation;

/// <summary>An open block, or the function body.</summary>
internal sealed class Frame(Opcode opcode, BlockSignature signature, int height, int outerFloor)
{
    /// <summary>The instruction that opened it, or the later arm that it has reached: else, catch, …</summary>
    public Opcode Opcode { get; set; } = opcode;

    public BlockSignature Signature { get; } = signature;

    /// <summary>Number of operands below its parameters.</summary>
    public int Height { get; } = height;

    /// <summary>The floor to return to when it ends.</summary>
    public int OuterFloor { get; } = outerFloor;

    /// <summary>Where branches go: the start of a loop, else the end.</summary>
    public Label Label { get; set; }

    /// <summary>Whether anything jumps to <see cref="Label"/>.</summary>
    public bool IsTargeted { get; set; }

    /// <summary>For if: where the condition jumps when it does not hold.</summary>
    public Label ElseLabel { get; set; }

    /// <summary>Temporaries that hold the parameters of a loop or an if; null when there are none.</summary>
    public int[]? Parameters { get; set; }

    /// <summary>Temporaries that branches to the end leave results in; null as long as nothing asked for them.</summary>
    public int[]? Results { get; set; }

    /// <summary>For try_table: its clauses; null when it has none.</summary>
    public CatchSyntax[]? Clauses { get; set; }

    /// <summary>For a legacy try in its handlers: the temporary that holds the exception object.</summary>
    public int Exception { get; set; }

    /// <summary>Whether its body is a try region.</summary>
    public bool HasRegion => Opcode == Opcode.Try || Clauses is not null;

    /// <summary>Number of try regions around the frame's label.</summary>
    public int TryDepth { get; set; }
}
