using System.Reflection.Emit;
using Peregrine.Compiler.Emission;
using Peregrine.Compiler.Support;

namespace Peregrine.Compiler.Translation;

// Calls go through the code address in the callee's descriptor and pass the descriptor as the last argument.
internal sealed partial class FunctionTranslator
{
    private void TranslateCall(int function)
    {
        var signature = _context.Signature(_module.Functions[function]);
        if (_context.Layout.IsImportedFunction(function))
        {
            var callee = LoadImportedFunction(function);
            TakeArguments(signature, out var results);
            WriteCall(signature, callee, results);
            return;
        }

        TakeArguments(signature, out var extraResults);
        LoadContext(_context.Layout.FunctionOffset(function));
        LoadContext(_context.Layout.FunctionOffset(function) + StructOffsets.FunctionEntry);
        _cil.Op(OpCodes.Ldind_I);
        signature.EmitCall(_cil.Generator);
        PushResults(signature, extraResults);
    }

    /// <summary>The descriptor of an imported function in a local; announces this instance as the caller, in case it is a host function.</summary>
    private Variable LoadImportedFunction(int function)
    {
        AnnounceCaller();
        LoadContext(_context.Layout.FunctionOffset(function));
        _cil.Op(OpCodes.Ldind_I);
        _cil.StoreLocal(CalleeLocal);
        return CalleeLocal;
    }

    private void AnnounceCaller()
    {
        LoadContext(StructOffsets.ContextStore);
        _cil.Op(OpCodes.Ldind_I);
        _cil.AddOffset(StructOffsets.StoreCaller);
        LoadContext(0);
        _cil.Op(OpCodes.Stind_I);
    }

    private void TranslateCallIndirect(int type, int table)
    {
        var signature = _context.Signature(_module.Types[type]);
        var callee = LoadTableFunction(type, table);
        TakeArguments(signature, out var results);
        WriteCall(signature, callee, results);
    }

    /// <summary>Checks the index on top of the operand stack and the type of the function there; leaves its descriptor in a local.</summary>
    private Variable LoadTableFunction(int type, int table)
    {
        // The index is used twice, and the checks branch: nothing may stay on the evaluation stack.
        Take(1);
        _cil.Op(_module.Tables[table].Is64 ? OpCodes.Conv_I : OpCodes.Conv_U);
        var index = IndexLocal;
        _cil.StoreLocal(index);
        SpillAll();

        _cil.LoadLocal(index);
        LoadTableField(table, StructOffsets.TableLength);
        _cil.Op(OpCodes.Ldind_I);
        WriteTrapIf(OpCodes.Bge_Un, OpCodes.Blt_Un, TrapKind.UndefinedElement);

        LoadTableField(table, StructOffsets.TableFunctions);
        _cil.Op(OpCodes.Ldind_I);
        _cil.LoadLocal(index);
        _cil.Int(3);
        _cil.Op(OpCodes.Shl);
        _cil.Op(OpCodes.Add);
        _cil.Op(OpCodes.Ldind_I);
        _cil.StoreLocal(CalleeLocal);
        WriteTypeCheck(type, CalleeLocal);
        return CalleeLocal;
    }

    /// <summary>Compares the type of a function with the one expected; anything but equality is left to a method.</summary>
    /// <remarks>A null element faults here like a null reference, which an engine reports as an uninitialized element.</remarks>
    private void WriteTypeCheck(int type, Variable callee)
    {
        var matches = _cil.DefineLabel();
        _cil.LoadLocal(callee);
        _cil.AddOffset(StructOffsets.FunctionCallTypeId);
        _cil.Op(OpCodes.Ldind_I4);
        _cil.Int(_module.Types[type].Id);
        _cil.Op(OpCodes.Beq, matches);
        _cil.LoadLocal(callee);
        LoadContext(0);
        _cil.Int(type);
        _cil.Call(Methods.CheckCallee);
        _cil.MarkLabel(matches);
    }

    private void LoadTableField(int table, int offset)
    {
        _cil.LoadLocal(_tables[table]!);
        _cil.AddOffset(offset);
    }

    /// <summary>Puts the arguments, and addresses for all results but the first, on the evaluation stack.</summary>
    private void TakeArguments(CompiledSignature signature, out int[] extraResults)
    {
        Take(signature.Parameters.Length);
        extraResults = signature.ExtraResults == 0 ? [] : new int[signature.ExtraResults];
        for (int i = 0; i < extraResults.Length; i++)
        {
            extraResults[i] = _pool.RentAddressed(signature.Results[i + 1]);
            _cil.LoadLocalAddress(_pool[extraResults[i]]);
        }
    }

    private void WriteCall(CompiledSignature signature, Variable callee, int[] extraResults)
    {
        _cil.LoadLocal(callee);
        _cil.LoadLocal(callee);
        _cil.AddOffset(StructOffsets.FunctionEntry);
        _cil.Op(OpCodes.Ldind_I);
        signature.EmitCall(_cil.Generator);
        PushResults(signature, extraResults);
    }

    private void PushResults(CompiledSignature signature, int[] extraResults)
    {
        if (signature.Results.Length > 0)
        {
            PushStack(signature.Results[0]);
        }

        for (int i = 0; i < extraResults.Length; i++)
        {
            // Copied, as a local whose address is taken lives in memory.
            var type = signature.Results[i + 1];
            int copy = _pool.Rent(type);
            _cil.LoadLocal(_pool[extraResults[i]]);
            _cil.StoreLocal(_pool[copy]);
            _pool.ReturnAddressed(extraResults[i], type);
            PushTemporary(type, copy);
        }

        ReloadMemories();
    }

    private Variable CalleeLocal => field ??= _cil.DeclareLocal(typeof(nint));

    private Variable IndexLocal => field ??= _cil.DeclareLocal(typeof(nint));
}
