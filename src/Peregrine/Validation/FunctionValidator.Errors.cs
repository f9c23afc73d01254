using System.Diagnostics.CodeAnalysis;
using System.Text;
using Peregrine.Errors;

namespace Peregrine.Validation;

/// <content>Messages that show operands.</content>
internal sealed partial class FunctionValidator
{
    private const int MostShown = 16;

    /// <summary>Operands do not fit an instruction.</summary>
    /// <param name="required">What the instruction takes.</param>
    /// <param name="height">Height of the stack before the instruction.</param>
    [DoesNotReturn]
    private void Mismatch(ReadOnlySpan<OperandCode> required, int height)
    {
        int start = Math.Max(_floor, height - required.Length);
        throw Invalid.TypeMismatch(Place, $"instruction requires {Show(required)} but stack has {Show(_operands.AsSpan(start, height - start))}");
    }

    /// <summary>A frame ends with more operands than its results.</summary>
    [DoesNotReturn]
    private void LeftOver(ReadOnlySpan<OperandCode> results, int height) =>
        throw Invalid.TypeMismatch(Place, $"block requires {Show(results)} but stack has {Show(_operands.AsSpan(_floor, height - _floor))}");

    [DoesNotReturn]
    private void MismatchLabel(ReadOnlySpan<OperandCode> given, ReadOnlySpan<OperandCode> label) =>
        throw Invalid.TypeMismatch(Place, $"label requires {Show(label)} but gets {Show(given)}");

    private string Show(ReadOnlySpan<OperandCode> codes)
    {
        var text = new StringBuilder("[");
        for (int i = 0; i < codes.Length && i < MostShown; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(codes[i].IsBottomReference ? "ref bot" : _module.Type(codes[i]).ToString());
        }

        return text.Append(codes.Length > MostShown ? " …]" : "]").ToString();
    }
}
