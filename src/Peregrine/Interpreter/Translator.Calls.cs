using Peregrine.Instructions;
using Peregrine.Runtime.Layout;
using Peregrine.Validation;

namespace Peregrine.Interpreter;

/// <summary>Calls. The last eight bytes of each are the callee's frame slot, its place on the reference stack, and four bytes of the call's own.</summary>
internal sealed unsafe partial class Translator
{
    private void TranslateCall(uint function)
    {
        var signature = _module.Signature(_module.FunctionTypeIndices[(int)function]);
        PopArguments(signature);
        int position = Emit(_layout.IsImportedFunction((int)function) ? Operation.CallImported : Operation.Call, 16);
        EndCall(position + 8, _layout.FunctionOffset((int)function));
        PushResults(signature);
    }

    private void TranslateCallIndirect(in Instruction instruction)
    {
        var signature = _module.Signature((int)instruction.Index);
        var index = Pop();
        PlaceOf(ref index);
        PopArguments(signature);
        bool isAccumulator = TakeAccumulator(index);
        int position = Emit(isAccumulator ? Operation.CallIndirectA : Operation.CallIndirectS, 32);
        Write16(position + 8, index.Place);
        Write32(position + 12, _layout.TableOffset((int)instruction.SecondIndex));
        Write32(position + 16, _module.Types[(int)instruction.Index].Id);
        EndCall(position + 24, (int)instruction.Index);
        PushResults(signature);
    }

    private void TranslateCallReference(in Instruction instruction)
    {
        var signature = _module.Signature((int)instruction.Index);
        var function = Pop();
        int place = PlaceOf(ref function);
        PopArguments(signature);
        int position = Emit(Operation.CallReference, 24);
        Write16(position + 8, place);
        EndCall(position + 16, 0);
        PushResults(signature);
    }

    private void TranslateTailCall(uint function)
    {
        var signature = _module.Signature(_module.FunctionTypeIndices[(int)function]);
        PopArguments(signature);
        int position = Emit(_layout.IsImportedFunction((int)function) ? Operation.TailCallImported : Operation.TailCall, 24);
        Write32(position + 12, _layout.FunctionOffset((int)function));
        EndTailCall(position, signature);
    }

    private void TranslateTailCallIndirect(in Instruction instruction)
    {
        var signature = _module.Signature((int)instruction.Index);
        var index = Pop();
        int place = PlaceOf(ref index);
        PopArguments(signature);
        int position = Emit(Operation.TailCallIndirect, 40);
        Write32(position + 12, _layout.TableOffset((int)instruction.SecondIndex));
        Write16(position + 24, place);
        Write32(position + 28, (int)instruction.Index);
        Write32(position + 32, _module.Types[(int)instruction.Index].Id);
        EndTailCall(position, signature);
    }

    private void TranslateTailCallReference(in Instruction instruction)
    {
        var signature = _module.Signature((int)instruction.Index);
        var function = Pop();
        int place = PlaceOf(ref function);
        PopArguments(signature);
        int position = Emit(Operation.TailCallReference, 32);
        Write16(position + 24, place);
        EndTailCall(position, signature);
    }

    /// <summary>Brings the arguments home, where the callee's frame begins, and pops them.</summary>
    private void PopArguments(BlockSignature signature)
    {
        int count = signature.Parameters.Length;
        MaterializeTop(count);
        Truncate(_operands.Count - count);
    }

    /// <summary>The common end of calls that return.</summary>
    private void EndCall(int at, int own)
    {
        Write16(at, _slotTop);
        Write16(at + 2, _referenceTop);
        Write32(at + 4, own);
        ForgetMirrors();
        if (_referenceTop > 0)
        {
            Write16(Emit(Operation.Release, 16) + 8, _referenceTop);
        }

        Seal();
    }

    private void EndTailCall(int position, BlockSignature signature)
    {
        Write16(position + 8, _slotTop);
        Write16(position + 10, _referenceTop);
        Write16(position + 16, SlotLayout.Slots(signature.Parameters.AsSpan()));
        Write16(position + 18, SlotLayout.References(signature.Parameters.AsSpan()));
        Write32(position + 20, _saveSlot);
        MarkDead();
    }

    /// <summary>The results lie where the callee's frame began, and a single number in the accumulator too.</summary>
    private void PushResults(BlockSignature signature)
    {
        foreach (var result in signature.Results)
        {
            PushTemporary(result.Kind);
        }

        if (signature.Results.Length == 1 && signature.Results[0].IsNumber)
        {
            Mirror(_operands[^1].Home, signature.Results[0].Kind);
            _mirrors.Pin();
        }

        // The arguments of a callee without parameters need no slot, its frame does: at least for what the interpreter saves there.
        _maximumSlots = Math.Max(_maximumSlots, _slotTop);
    }
}
