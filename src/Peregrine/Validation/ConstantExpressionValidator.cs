using Peregrine.Errors;
using Peregrine.Instructions;
using Peregrine.Syntax;

namespace Peregrine.Validation;

/// <summary>Validates constant expressions; the functions that they refer to count as declared.</summary>
/// <remarks>Not thread-safe. <see href="https://webassembly.github.io/spec/core/valid/instructions.html#constant-expressions"/></remarks>
internal sealed class ConstantExpressionValidator(ValidatedModule module)
{
    private readonly FunctionValidator _validator = new(module);
    private readonly InstructionLists _lists = new();

    /// <summary>Validates one expression.</summary>
    /// <param name="expression">Where it stands, its end included.</param>
    /// <param name="type">What it must give.</param>
    /// <param name="visibleGlobals">Globals below this index may be read.</param>
    public void Validate(ByteRange expression, ValType type, int visibleGlobals)
    {
        _validator.BeginExpression(expression.Start, expression.End, module.ResultSignature(type));
        var instruction = default(Instruction);
        var reader = new InstructionReader(module.Syntax.Binary.Span, expression.Start, expression.End, _lists, module.Features);
        while (_validator.ControlDepth != 0)
        {
            reader.Read(ref instruction);
            CheckConstant(ref instruction, visibleGlobals);
            _validator.Step(ref instruction, _lists);
        }

        _validator.CheckEnd(reader.Position);
    }

    private void CheckConstant(ref Instruction instruction, int visibleGlobals)
    {
        var needed = WasmFeatures.Mvp;
        switch (instruction.Opcode)
        {
            case Opcode.I32Const or Opcode.I64Const or Opcode.F32Const or Opcode.F64Const or Opcode.V128Const or Opcode.RefNull or Opcode.End:
                break;
            case Opcode.RefFunc:
                if (instruction.Index < (uint)module.DeclaredFunctions.Length)
                {
                    module.DeclaredFunctions[instruction.Index] = true;
                }

                break;
            case Opcode.GlobalGet:
                needed = CheckGlobal(ref instruction, visibleGlobals);
                break;
            case Opcode.I32Add or Opcode.I32Sub or Opcode.I32Mul or Opcode.I64Add or Opcode.I64Sub or Opcode.I64Mul:
                needed = WasmFeatures.ExtendedConst;
                break;
            case Opcode.StructNew or Opcode.StructNewDefault or Opcode.ArrayNew or Opcode.ArrayNewDefault or Opcode.ArrayNewFixed
                or Opcode.RefI31 or Opcode.AnyConvertExtern or Opcode.ExternConvertAny:
                needed = WasmFeatures.Gc;
                break;
            case Opcode.StructNewDesc or Opcode.StructNewDefaultDesc:
                needed = WasmFeatures.CustomDescriptors;
                break;
            case Opcode.RefI31Shared:
                needed = WasmFeatures.SharedEverythingThreads;
                break;
            default:
                throw Invalid.ConstantExpressionRequired(Place(ref instruction), InstructionTable.Mnemonic(instruction.Opcode));
        }

        if (needed != WasmFeatures.Mvp && (module.Features & needed) == 0)
        {
            string wording = $"constant expression required: {InstructionTable.Mnemonic(instruction.Opcode)}";
            throw Invalid.MissingFeature(Place(ref instruction), needed, wording);
        }
    }

    /// <summary>Returns the feature that reading the global takes.</summary>
    private WasmFeatures CheckGlobal(ref Instruction instruction, int visibleGlobals)
    {
        uint index = instruction.Index;
        if (index >= (uint)visibleGlobals)
        {
            throw Invalid.UnknownGlobal(Place(ref instruction), index);
        }

        if (module.Globals[index].IsMutable)
        {
            throw Invalid.ConstantExpressionRequired(Place(ref instruction), $"global {index} is mutable");
        }

        return index < (uint)module.ImportedGlobals ? WasmFeatures.Mvp : WasmFeatures.Gc;
    }

    private InvalidPlace Place(ref Instruction instruction) => new(module.Syntax, instruction.Offset);
}
