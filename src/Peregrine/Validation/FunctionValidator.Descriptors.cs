using Peregrine.Errors;
using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Validation;

/// <content>Structures with descriptors, of the custom descriptors proposal.</content>
/// <remarks><see href="https://github.com/WebAssembly/custom-descriptors/blob/main/proposals/custom-descriptors/Overview.md"/></remarks>
internal sealed partial class FunctionValidator
{
    private bool StepDescriptor(ref Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.StructNewDesc:
            case Opcode.StructNewDefaultDesc:
                StructNewWithDescriptor(instruction.Index, isDefault: instruction.Opcode == Opcode.StructNewDefaultDesc);
                return true;
            case Opcode.RefGetDesc:
                GetDescriptor(instruction.Index);
                return true;
            case Opcode.RefCastDescEq:
            case Opcode.RefCastDescEqNull:
                var target = CheckedCode(instruction.HeapType, instruction.Opcode == Opcode.RefCastDescEqNull);
                PopDescriptor(instruction.HeapType);
                PopTop(target);
                PushOperand(target);
                return true;
            case Opcode.BrOnCastDescEq:
            case Opcode.BrOnCastDescEqFail:
                BranchOnCast(ref instruction, branchesOnSuccess: instruction.Opcode == Opcode.BrOnCastDescEq, hasDescriptor: true);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Index of the type of a type's descriptors, or null.</summary>
    private uint? DescriptorOf(uint typeIndex) => _module.Syntax.Types[(int)typeIndex].Descriptor;

    private void CheckHasNoDescriptor(uint typeIndex)
    {
        if (DescriptorOf(typeIndex) is not null)
        {
            throw Invalid.At(Place, $"type with descriptor requires descriptor allocation: type {typeIndex}");
        }
    }

    private void StructNewWithDescriptor(uint typeIndex, bool isDefault)
    {
        var fields = StructType(typeIndex).Fields;
        uint descriptor = DescriptorOf(typeIndex) ?? throw Invalid.At(Place, $"type without descriptor requires non-descriptor allocation: type {typeIndex}");
        PopOperand(ExactReferenceTo(descriptor, nullable: true));
        if (isDefault)
        {
            CheckDefaultable(fields);
        }
        else
        {
            PopFields(fields);
        }

        PushOperand(NewReferenceTo(typeIndex));
    }

    /// <summary>The descriptor of an exact type is exact.</summary>
    private void GetDescriptor(uint typeIndex)
    {
        CheckType(typeIndex);
        uint descriptor = DescriptorOf(typeIndex) ?? throw Invalid.At(Place, $"type without descriptor: type {typeIndex}");
        bool isExact = TryPopOperand(ExactReferenceTo(typeIndex, nullable: true));
        if (!isExact)
        {
            PopOperand(ReferenceTo(typeIndex, nullable: true));
        }

        PushOperand(isExact ? ExactReferenceTo(descriptor, nullable: false) : ReferenceTo(descriptor, nullable: false));
    }

    /// <summary>Pops the descriptor that a cast compares with; for exact targets it must be exact.</summary>
    private void PopDescriptor(HeapTypeSyntax target)
    {
        uint? descriptor = target.IsIndex ? DescriptorOf(target.TypeIndex) : null;
        if (descriptor is not { } index)
        {
            throw Invalid.At(Place, $"type {target} does not have a descriptor");
        }

        PopOperand(target.IsExact ? ExactReferenceTo(index, nullable: true) : ReferenceTo(index, nullable: true));
    }

    private OperandCode ExactReferenceTo(uint typeIndex, bool nullable) => _module.Code(HeapTypeSyntax.OfIndex(typeIndex, isExact: true), nullable);
}
