using Peregrine.Instructions;

namespace Peregrine.Interpreter;

// The deterministic profile: what may yield a NaN is followed by an instruction that makes it the canonical one.
internal sealed unsafe partial class Translator
{
    private void CanonicalizeResult(Opcode opcode)
    {
        if (!_isDeterministic)
        {
            return;
        }

        switch (opcode)
        {
            case >= Opcode.F32Ceil and <= Opcode.F32Max or Opcode.F32DemoteF64:
                Canonicalize(&Handlers.CanonicalizeF32);
                break;
            case >= Opcode.F64Ceil and <= Opcode.F64Max or Opcode.F64PromoteF32:
                Canonicalize(&Handlers.CanonicalizeF64);
                break;
            case Opcode.F32x4Ceil or Opcode.F32x4Floor or Opcode.F32x4Trunc or Opcode.F32x4Nearest or Opcode.F32x4Sqrt
                or >= Opcode.F32x4Add and <= Opcode.F32x4Max or Opcode.F32x4DemoteF64x2Zero
                or Opcode.F32x4RelaxedMadd or Opcode.F32x4RelaxedNmadd or Opcode.F32x4RelaxedMin or Opcode.F32x4RelaxedMax:
                Canonicalize(&Handlers.CanonicalizeF32x4);
                break;
            case Opcode.F64x2Ceil or Opcode.F64x2Floor or Opcode.F64x2Trunc or Opcode.F64x2Nearest or Opcode.F64x2Sqrt
                or >= Opcode.F64x2Add and <= Opcode.F64x2Max or Opcode.F64x2PromoteLowF32x4
                or Opcode.F64x2RelaxedMadd or Opcode.F64x2RelaxedNmadd or Opcode.F64x2RelaxedMin or Opcode.F64x2RelaxedMax:
                Canonicalize(&Handlers.CanonicalizeF64x2);
                break;
        }
    }

    private void Canonicalize(Handler handler)
    {
        int slot = Operands[^1].Place;
        Write16(Emit(handler, 16, slot) + 10, slot);
    }
}
