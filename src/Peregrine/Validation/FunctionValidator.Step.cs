using Peregrine.Errors;
using Peregrine.Instructions;

namespace Peregrine.Validation;

/// <content>What each instruction is checked by: the table's signature, or a rule of its own.</content>
internal sealed partial class FunctionValidator
{
    /// <summary>Validates one instruction and updates the stacks.</summary>
    /// <exception cref="InvalidModuleException">A rule is broken.</exception>
    /// <exception cref="MalformedModuleException">The instruction has no place here: behind the final end, or else without if.</exception>
    public void Step(ref Instruction instruction, InstructionLists lists)
    {
        _offset = instruction.Offset;
        if (ControlDepth == 0)
        {
            CheckEnd(_offset);
        }

        // The most frequent instructions first; all of them belong to WebAssembly 1.0.
        switch (instruction.Opcode)
        {
            case Opcode.LocalGet:
                LocalGet(instruction.Index);
                return;
            case Opcode.LocalSet:
                LocalSet(instruction.Index);
                return;
            case Opcode.LocalTee:
                LocalTee(instruction.Index);
                return;
            case Opcode.I32Const:
                PushOperand(OperandCode.I32);
                return;
            case Opcode.I64Const:
                PushOperand(OperandCode.I64);
                return;
        }

        var feature = InstructionTable.Feature(instruction.Opcode);
        if ((feature & ~_runnable) != 0)
        {
            CheckFeature(instruction.Opcode, feature);
        }

        if (InstructionTable.HasSignature(instruction.Opcode))
        {
            StepPlain(ref instruction);
        }
        else
        {
            StepInContext(ref instruction, lists);
        }
    }

    private void CheckFeature(Opcode opcode, WasmFeatures feature)
    {
        // Both forms of exception handling have throw.
        if (opcode != Opcode.Throw || (_features & WasmFeatures.LegacyExceptions) == 0)
        {
            _module.Use(feature, Place, InstructionTable.Mnemonic(opcode));
        }
    }

    private void Require(WasmFeatures feature, string what)
    {
        if ((_features & feature) == 0)
        {
            throw Invalid.MissingFeature(Place, feature, what);
        }
    }

    private void StepPlain(ref Instruction instruction)
    {
        var address = instruction.Shape == ImmediateShape.None ? OperandCode.I32 : CheckImmediates(ref instruction);
        var parameters = InstructionTable.Parameters(instruction.Opcode);
        int height = Height;
        for (int i = parameters.Length - 1; i >= 0; i--)
        {
            if (!TryPopOperand(Code(parameters[i], address)))
            {
                MismatchPlain(parameters, address, height);
            }
        }

        foreach (var result in InstructionTable.Results(instruction.Opcode))
        {
            PushOperand(Code(result, address));
        }
    }

    private static OperandCode Code(OperandType type, OperandCode address) => type == OperandType.Address ? address : new OperandCode((uint)type - 1);

    private void MismatchPlain(ReadOnlySpan<OperandType> parameters, OperandCode address, int height)
    {
        var required = new OperandCode[parameters.Length];
        for (int i = 0; i < required.Length; i++)
        {
            required[i] = Code(parameters[i], address);
        }

        Mismatch(required, height);
    }

    private void StepInContext(ref Instruction instruction, InstructionLists lists)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Unreachable:
                Unreachable();
                break;
            case Opcode.Block:
            case Opcode.Loop:
            case Opcode.If:
                Block(ref instruction);
                break;
            case Opcode.Else:
                Else();
                break;
            case Opcode.End:
                End();
                break;
            case Opcode.Br:
                Branch(instruction.Index);
                break;
            case Opcode.BrIf:
                BranchIf(instruction.Index);
                break;
            case Opcode.BrTable:
                BranchTable(lists);
                break;
            case Opcode.Return:
                Return();
                break;
            case Opcode.Call:
            case Opcode.ReturnCall:
                Call(instruction.Index, isTail: instruction.Opcode == Opcode.ReturnCall);
                break;
            case Opcode.CallIndirect:
            case Opcode.ReturnCallIndirect:
                CallIndirect(instruction.Index, instruction.SecondIndex, isTail: instruction.Opcode == Opcode.ReturnCallIndirect);
                break;
            case Opcode.CallRef:
            case Opcode.ReturnCallRef:
                CallReference(instruction.Index, isTail: instruction.Opcode == Opcode.ReturnCallRef);
                break;
            case Opcode.TryTable:
                TryTable(ref instruction, lists);
                break;
            case Opcode.Throw:
                Throw(instruction.Index);
                break;
            case Opcode.ThrowRef:
                PopOperand(OperandCode.Ref(HeapKind.Exn, nullable: true));
                Unreachable();
                break;
            case Opcode.Try:
            case Opcode.Catch:
            case Opcode.CatchAll:
            case Opcode.Delegate:
            case Opcode.Rethrow:
                StepLegacyException(ref instruction);
                break;
            case Opcode.Drop:
                PopOperand();
                break;
            case Opcode.Select:
                Select();
                break;
            case Opcode.SelectTyped:
                SelectTyped(lists);
                break;
            case Opcode.GlobalGet:
                PushOperand(GlobalCode(instruction.Index));
                break;
            case Opcode.GlobalSet:
                GlobalSet(instruction.Index);
                break;
            case Opcode.MemoryInit:
            case Opcode.MemoryCopy:
            case Opcode.DataDrop:
                StepMemory(ref instruction);
                break;
            case Opcode.TableGet:
            case Opcode.TableSet:
            case Opcode.TableSize:
            case Opcode.TableGrow:
            case Opcode.TableFill:
            case Opcode.TableCopy:
            case Opcode.TableInit:
            case Opcode.ElemDrop:
                StepTable(ref instruction);
                break;
            default:
                if (!StepReference(ref instruction) && !StepStructure(ref instruction) && !StepArray(ref instruction) && !StepCast(ref instruction)
                    && !StepContinuation(ref instruction, lists) && !StepDescriptor(ref instruction) && !StepShared(ref instruction))
                {
                    throw new InvalidOperationException($"{instruction.Opcode} has neither a signature nor a rule");
                }

                break;
        }
    }
}
