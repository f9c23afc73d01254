using Peregrine.Instructions;

namespace Peregrine.Interpreter;

// Canonical NaNs, when the engine's options ask for them.
internal sealed unsafe partial class Translator
{
    /// <summary>Makes NaNs in the result of the instruction just translated canonical, where the specification leaves their bits open.</summary>
    private void CanonicalizeNan(Opcode opcode)
    {
        switch (InstructionTable.NanShape(opcode))
        {
            case NanShape.F32:
                EmitUnary(Operation.F32CanonicalizeSS, ValKind.F32);
                break;
            case NanShape.F64:
                EmitUnary(Operation.F64CanonicalizeSS, ValKind.F64);
                break;
            case NanShape.F32x4:
                CanonicalizeVector(Operation.F32x4Canonicalize);
                break;
            case NanShape.F64x2:
                CanonicalizeVector(Operation.F64x2Canonicalize);
                break;
        }
    }

    private void CanonicalizeVector(Operation operation)
    {
        int place = Pop().Place;
        Write16(EmitVector(operation, 16) + 10, place);
    }
}
