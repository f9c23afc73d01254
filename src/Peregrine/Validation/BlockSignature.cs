using System.Collections.Immutable;

namespace Peregrine.Validation;

/// <summary>Parameters and results of a block or a function type, as value types and as operand codes.</summary>
/// <remarks>Immutable; cached by its module, so that opening a block allocates nothing.</remarks>
internal sealed class BlockSignature(ImmutableArray<ValType> parameters, ImmutableArray<ValType> results, OperandCode[] parameterCodes, OperandCode[] resultCodes)
{
    public static BlockSignature Empty { get; } = new([], [], [], []);

    public ImmutableArray<ValType> Parameters { get; } = parameters;

    public ImmutableArray<ValType> Results { get; } = results;

    public OperandCode[] ParameterCodes { get; } = parameterCodes;

    public OperandCode[] ResultCodes { get; } = resultCodes;

    /// <summary>The same results without parameters: the signature of a function's body.</summary>
    public BlockSignature Body { get => field ??= Parameters.Length == 0 ? this : new([], Results, [], ResultCodes); private set; }
}
