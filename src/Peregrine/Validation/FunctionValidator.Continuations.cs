using Peregrine.Errors;
using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Validation;

/// <content>Continuations, of the stack switching proposal.</content>
/// <remarks><see href="https://github.com/WebAssembly/stack-switching/blob/main/proposals/stack-switching/Explainer.md"/></remarks>
internal sealed partial class FunctionValidator
{
    private bool StepContinuation(ref Instruction instruction, InstructionLists lists)
    {
        uint type = instruction.Index;
        switch (instruction.Opcode)
        {
            case Opcode.ContNew:
                ContinuationSignature(type);
                PopOperand(ReferenceTo(FunctionOf(type), nullable: true));
                PushOperand(ReferenceTo(type, nullable: false));
                return true;
            case Opcode.ContBind:
                Bind(type, instruction.SecondIndex);
                return true;
            case Opcode.Suspend:
                var tag = Tag(instruction.Index);
                PopOperands(tag.ParameterCodes);
                PushOperands(tag.ResultCodes);
                return true;
            case Opcode.Resume:
                Resume(type, ContinuationSignature(type).ParameterCodes, lists);
                return true;
            case Opcode.ResumeThrow:
                ContinuationSignature(type);
                Resume(type, ExceptionTag(instruction.SecondIndex).ParameterCodes, lists);
                return true;
            case Opcode.ResumeThrowRef:
                ContinuationSignature(type);
                Resume(type, [OperandCode.Ref(HeapKind.Exn, nullable: true)], lists);
                return true;
            case Opcode.Switch:
                Switch(type, instruction.SecondIndex);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Parameters and results that a continuation has left.</summary>
    private BlockSignature ContinuationSignature(uint typeIndex)
    {
        var type = CheckType(typeIndex);
        if (type.Continuation is null)
        {
            throw Invalid.NotAContinuationType(Place, typeIndex);
        }

        CheckSharing(type.IsShared, "continuations");
        return _module.Signature((int)FunctionOf(typeIndex));
    }

    /// <summary>Index of the function type of a continuation type.</summary>
    private uint FunctionOf(uint typeIndex) => ((ContinuationTypeSyntax)_module.Syntax.Types[(int)typeIndex].Composite).TypeIndex;

    private void Bind(uint from, uint to)
    {
        var before = ContinuationSignature(from);
        var after = ContinuationSignature(to);
        int bound = before.ParameterCodes.Length - after.ParameterCodes.Length;
        if (bound < 0 || !IsFunctionSubtype(before.ParameterCodes.AsSpan(bound), before.ResultCodes, after.ParameterCodes, after.ResultCodes))
        {
            throw Invalid.TypeMismatch(Place, $"binding arguments of continuation type {from} does not give continuation type {to}");
        }

        PopOperands([.. before.ParameterCodes.AsSpan(0, bound), ReferenceTo(from, nullable: true)]);
        PushOperand(ReferenceTo(to, nullable: false));
    }

    private void Resume(uint type, ReadOnlySpan<OperandCode> arguments, InstructionLists lists)
    {
        var results = ContinuationSignature(type).ResultCodes;
        foreach (var (tag, label) in lists.Handlers)
        {
            if (label is { } target)
            {
                CheckHandler(Tag(tag), target, results);
            }
            else
            {
                CheckSwitchHandler(Tag(tag), results);
            }
        }

        PopOperands([.. arguments, ReferenceTo(type, nullable: true)]);
        PushOperands(results);
    }

    /// <summary>Checks that a label takes the payload of a tag, and a continuation that takes the tag's results and ends as the resumed one does.</summary>
    private void CheckHandler(BlockSignature tag, uint label, ReadOnlySpan<OperandCode> results)
    {
        var codes = Label(label).LabelCodes;
        if (codes.IsEmpty || !codes[^1].IsDefined)
        {
            throw Invalid.TypeMismatch(Place, $"instruction requires concrete continuation reference type but label has {Show(codes)}");
        }

        var rest = ContinuationSignature((uint)codes[^1].TypeIndex);
        if (!Matches(tag.ParameterCodes, codes[..^1]))
        {
            MismatchLabel(tag.ParameterCodes, codes[..^1]);
        }

        if (!IsFunctionSubtype(tag.ResultCodes, results, rest.ParameterCodes, rest.ResultCodes))
        {
            throw Invalid.TypeMismatch(Place, $"the continuation of the handler has type {Show(tag.ResultCodes)} -> {Show(results)}, which the label does not take");
        }
    }

    /// <summary>The tag of a switch has no parameters, and as results those of the continuation, neither more nor less.</summary>
    private void CheckSwitchHandler(BlockSignature tag, ReadOnlySpan<OperandCode> results)
    {
        if (tag.ParameterCodes.Length != 0 || !Matches(tag.ResultCodes, results) || !Matches(results, tag.ResultCodes))
        {
            throw Invalid.TypeMismatch(Place, $"switch tag of type {Show(tag.ParameterCodes)} -> {Show(tag.ResultCodes)} does not match a continuation that gives {Show(results)}");
        }
    }

    private void Switch(uint type, uint tagIndex)
    {
        var signature = ContinuationSignature(type);
        var tag = Tag(tagIndex);
        if (tag.ParameterCodes.Length != 0)
        {
            throw Invalid.At(Place, $"type mismatch in switch tag: it has parameters {Show(tag.ParameterCodes)}");
        }

        var parameters = signature.ParameterCodes;
        if (parameters.Length == 0 || !parameters[^1].IsDefined)
        {
            throw Invalid.TypeMismatch(Place, $"switch requires a continuation that takes a continuation last, but it takes {Show(parameters)}");
        }

        var other = ContinuationSignature((uint)parameters[^1].TypeIndex);
        if (!Matches(tag.ResultCodes, signature.ResultCodes) || !Matches(tag.ResultCodes, other.ResultCodes))
        {
            throw Invalid.At(Place, $"type mismatch in switch tag: results {Show(tag.ResultCodes)} for continuations that give {Show(signature.ResultCodes)} and {Show(other.ResultCodes)}");
        }

        PopOperands([.. parameters.AsSpan(0, parameters.Length - 1), ReferenceTo(type, nullable: true)]);
        PushOperands(other.ParameterCodes);
    }

    private bool IsFunctionSubtype(
        ReadOnlySpan<OperandCode> parameters, ReadOnlySpan<OperandCode> results, ReadOnlySpan<OperandCode> expectedParameters, ReadOnlySpan<OperandCode> expectedResults) =>
        Matches(expectedParameters, parameters) && Matches(results, expectedResults);
}
