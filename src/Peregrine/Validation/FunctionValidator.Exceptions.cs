using Peregrine.Errors;
using Peregrine.Instructions;

namespace Peregrine.Validation;

/// <content>Exception handling with exnref.</content>
internal sealed partial class FunctionValidator
{
    private void TryTable(ref Instruction instruction, InstructionLists lists)
    {
        var signature = BlockSignatureOf(instruction.BlockType);
        foreach (var clause in lists.Catches)
        {
            CheckCatch(clause);
        }

        OpenBlock(Opcode.TryTable, signature);
    }

    private void CheckCatch(CatchSyntax clause)
    {
        // Clauses stand outside of the block, so their labels are counted before it is opened.
        var label = Label(clause.Label).LabelCodes;
        ReadOnlySpan<OperandCode> payload = clause.Kind is CatchKind.Catch or CatchKind.CatchRef ? ExceptionTag(clause.Tag).ParameterCodes : [];
        bool hasReference = clause.Kind is CatchKind.CatchRef or CatchKind.CatchAllRef;
        int count = payload.Length;
        bool fits = label.Length == (hasReference ? count + 1 : count) && Matches(payload, label[..count]);
        if (hasReference)
        {
            var reference = OperandCode.Ref(HeapKind.Exn, nullable: false);
            if (!fits || !Matches(reference, label[count]))
            {
                MismatchLabel([.. payload, reference], label);
            }
        }
        else if (!fits)
        {
            MismatchLabel(payload, label);
        }
    }

    private void Throw(uint tag)
    {
        PopOperands(ExceptionTag(tag).ParameterCodes);
        Unreachable();
    }

    /// <summary>Stack switching lets tags have results, but not those of exceptions.</summary>
    private BlockSignature ExceptionTag(uint tag)
    {
        var signature = Tag(tag);
        return signature.ResultCodes.Length == 0 ? signature : throw Invalid.TagWithResults(Place);
    }
}
