using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Peregrine.Instructions;

namespace Peregrine.Compiler.Translation;

// Vector instructions with immediates; those without are methods of Peregrine.Semantics.
internal sealed partial class FunctionTranslator
{
    private static readonly MethodInfo _createScalar32 = typeof(Vector128).GetMethod(nameof(Vector128.CreateScalar), [typeof(uint)])!;
    private static readonly MethodInfo _createScalar64 = typeof(Vector128).GetMethod(nameof(Vector128.CreateScalar), [typeof(ulong)])!;
    private static readonly MethodInfo _createUnsafe64 = typeof(Vector128).GetMethod(nameof(Vector128.CreateScalarUnsafe), [typeof(ulong)])!;
    private static readonly MethodInfo _bytesOf32 = typeof(Vector128).GetMethod(nameof(Vector128.AsByte))!.MakeGenericMethod(typeof(uint));
    private static readonly MethodInfo _bytesOf64 = typeof(Vector128).GetMethod(nameof(Vector128.AsByte))!.MakeGenericMethod(typeof(ulong));

    private bool TryTranslateVector(in Instruction instruction)
    {
        switch (instruction.Shape)
        {
            case ImmediateShape.V128:
                PushConstant(ValKind.V128, instruction.Value, instruction.ValueHigh);
                return true;
            case ImmediateShape.Lanes:
                PushConstant(ValKind.V128, instruction.Value, instruction.ValueHigh);
                WriteSemantics(Semantics(instruction.Opcode), 3);
                return true;
            case ImmediateShape.Lane:
                TranslateLane(instruction);
                return true;
            case ImmediateShape.MemArgLane:
                TranslateLaneAccess(instruction);
                return true;
            case ImmediateShape.MemArg:
                return TryTranslateVectorLoad(instruction);
            default:
                return false;
        }
    }

    private static SemanticsMethod Semantics(Opcode opcode) =>
        SemanticsMethods.Find(opcode) ?? throw new MissingMethodException(InstructionTable.Mnemonic(opcode));

    private void TranslateLane(in Instruction instruction)
    {
        if (InstructionTable.Parameters(instruction.Opcode).Length == 1)
        {
            PushConstant(ValKind.I32, instruction.Lane);
            WriteSemantics(Semantics(instruction.Opcode), 2);
            return;
        }

        WriteReplaceLane(instruction.Opcode, instruction.Lane, TakeForLater());
    }

    /// <summary>Replaces a lane of the vector on top of the operand stack.</summary>
    private void WriteReplaceLane(Opcode replace, byte lane, Operand value)
    {
        PushConstant(ValKind.I32, lane);
        Push(value);
        WriteSemantics(Semantics(replace), 3);
    }

    private void TranslateLaneAccess(in Instruction instruction)
    {
        var vector = TakeForLater();
        WriteAddress(instruction);
        switch (instruction.Opcode)
        {
            case Opcode.V128Load8Lane:
                WriteLaneLoad(OpCodes.Ldind_U1, ValKind.I32, Opcode.I8x16ReplaceLane, instruction.Lane, vector);
                break;
            case Opcode.V128Load16Lane:
                WriteLaneLoad(OpCodes.Ldind_U2, ValKind.I32, Opcode.I16x8ReplaceLane, instruction.Lane, vector);
                break;
            case Opcode.V128Load32Lane:
                WriteLaneLoad(OpCodes.Ldind_I4, ValKind.I32, Opcode.I32x4ReplaceLane, instruction.Lane, vector);
                break;
            case Opcode.V128Load64Lane:
                WriteLaneLoad(OpCodes.Ldind_I8, ValKind.I64, Opcode.I64x2ReplaceLane, instruction.Lane, vector);
                break;
            case Opcode.V128Store8Lane:
                WriteLaneStore(OpCodes.Stind_I1, Opcode.I8x16ExtractLaneU, instruction.Lane, vector);
                break;
            case Opcode.V128Store16Lane:
                WriteLaneStore(OpCodes.Stind_I2, Opcode.I16x8ExtractLaneU, instruction.Lane, vector);
                break;
            case Opcode.V128Store32Lane:
                WriteLaneStore(OpCodes.Stind_I4, Opcode.I32x4ExtractLane, instruction.Lane, vector);
                break;
            default:
                WriteLaneStore(OpCodes.Stind_I8, Opcode.I64x2ExtractLane, instruction.Lane, vector);
                break;
        }
    }

    private void WriteLaneLoad(OpCode load, ValKind type, Opcode replace, byte lane, Operand vector)
    {
        _cil.Op(load);
        PushStack(type);
        var value = TakeForLater();
        Push(vector);
        WriteReplaceLane(replace, lane, value);
    }

    /// <summary>Stores a lane at the address on the evaluation stack.</summary>
    private void WriteLaneStore(OpCode store, Opcode extract, byte lane, Operand vector)
    {
        Push(vector);
        PushConstant(ValKind.I32, lane);
        WriteSemantics(Semantics(extract), 2);
        _height--;
        _cil.Op(store);
    }

    private bool TryTranslateVectorLoad(in Instruction instruction)
    {
        if (instruction.Opcode is (< Opcode.V128Load8x8S or > Opcode.V128Load64Splat) and not (Opcode.V128Load32Zero or Opcode.V128Load64Zero))
        {
            return false;
        }

        if (IsResultUnused())
        {
            WriteAddress(instruction);
            WriteProbe(instruction);
            PushConstant(ValKind.V128, 0);
            return true;
        }

        switch (instruction.Opcode)
        {
            case Opcode.V128Load8x8S:
                WriteExtendingLoad(instruction, Opcode.I16x8ExtendLowI8x16S);
                break;
            case Opcode.V128Load8x8U:
                WriteExtendingLoad(instruction, Opcode.I16x8ExtendLowI8x16U);
                break;
            case Opcode.V128Load16x4S:
                WriteExtendingLoad(instruction, Opcode.I32x4ExtendLowI16x8S);
                break;
            case Opcode.V128Load16x4U:
                WriteExtendingLoad(instruction, Opcode.I32x4ExtendLowI16x8U);
                break;
            case Opcode.V128Load32x2S:
                WriteExtendingLoad(instruction, Opcode.I64x2ExtendLowI32x4S);
                break;
            case Opcode.V128Load32x2U:
                WriteExtendingLoad(instruction, Opcode.I64x2ExtendLowI32x4U);
                break;
            case Opcode.V128Load8Splat:
                WriteSplatLoad(instruction, OpCodes.Ldind_U1, ValKind.I32, Opcode.I8x16Splat);
                break;
            case Opcode.V128Load16Splat:
                WriteSplatLoad(instruction, OpCodes.Ldind_U2, ValKind.I32, Opcode.I16x8Splat);
                break;
            case Opcode.V128Load32Splat:
                WriteSplatLoad(instruction, OpCodes.Ldind_I4, ValKind.I32, Opcode.I32x4Splat);
                break;
            case Opcode.V128Load64Splat:
                WriteSplatLoad(instruction, OpCodes.Ldind_I8, ValKind.I64, Opcode.I64x2Splat);
                break;
            case Opcode.V128Load32Zero:
                WriteScalarLoad(instruction, OpCodes.Ldind_U4, _createScalar32, _bytesOf32);
                break;
            default:
                WriteScalarLoad(instruction, OpCodes.Ldind_I8, _createScalar64, _bytesOf64);
                break;
        }

        return true;
    }

    private void WriteExtendingLoad(in Instruction instruction, Opcode extend)
    {
        WriteScalarLoad(instruction, OpCodes.Ldind_I8, _createUnsafe64, _bytesOf64);
        WriteSemantics(Semantics(extend), 1);
    }

    private void WriteSplatLoad(in Instruction instruction, OpCode load, ValKind type, Opcode splat)
    {
        WriteAddress(instruction);
        _cil.Op(load);
        PushStack(type);
        WriteSemantics(Semantics(splat), 1);
    }

    private void WriteScalarLoad(in Instruction instruction, OpCode load, MethodInfo create, MethodInfo cast)
    {
        WriteAddress(instruction);
        _cil.Op(load);
        _cil.Call(create);
        _cil.Call(cast);
        PushStack(ValKind.V128);
    }
}
