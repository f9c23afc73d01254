using System.Reflection.Emit;
using Peregrine.Compiler.Emission;
using Peregrine.Compiler.Support;

namespace Peregrine.Compiler.Translation;

// Calls by reference, and tail calls: the frame is gone before the callee runs. Results go straight to where this function's go.
internal sealed partial class FunctionTranslator
{
    private readonly List<DeferredTailCall> _deferredTailCalls = [];
    private bool _hasTailCalls;

    private void TranslateCallRef(int type)
    {
        var signature = _context.Signature(_module.Types[type]);
        var callee = LoadReferencedFunction();
        TakeArguments(signature, out var results);
        WriteCall(signature, callee, results);
    }

    /// <summary>Takes the function reference on top of the operand stack; leaves its descriptor in a local.</summary>
    private Variable LoadReferencedFunction()
    {
        Take(1);
        LoadContext(0);
        _cil.Call(Methods.GetCallee);
        _cil.StoreLocal(CalleeLocal);
        return CalleeLocal;
    }

    private void TranslateReturnCall(int function)
    {
        var signature = _context.Signature(_module.Functions[function]);
        if (_context.Layout.IsImportedFunction(function))
        {
            WriteTailCall(signature, LoadImportedFunction(function));
            return;
        }

        LoadContext(_context.Layout.FunctionOffset(function));
        _cil.StoreLocal(CalleeLocal);
        WriteTailCall(signature, CalleeLocal);
    }

    private void TranslateReturnCallIndirect(int type, int table) =>
        WriteTailCall(_context.Signature(_module.Types[type]), LoadTableFunction(type, table));

    private void TranslateReturnCallRef(int type) =>
        WriteTailCall(_context.Signature(_module.Types[type]), LoadReferencedFunction());

    private void WriteTailCall(CompiledSignature signature, Variable callee)
    {
        var arguments = TakeAllForLater(signature.Parameters.Length);
        DiscardTo(_floor);
        _unreachable = true;
        _hasTailCalls = true;
        if (_tryDepth == 0)
        {
            WriteTailCallNow(signature, callee, arguments);
            return;
        }

        // Handlers around it do not see what the callee throws, and CIL allows no tail call inside them.
        var label = _cil.DefineLabel();
        var copies = new int[arguments.Length];
        for (int i = 0; i < copies.Length; i++)
        {
            copies[i] = _pool.Rent(arguments[i].Type);
            Write(ref arguments[i]);
            _cil.StoreLocal(_pool[copies[i]]);
        }

        _deferredTailCalls.Add(new DeferredTailCall(label, signature, callee, copies));
        _cil.Op(OpCodes.Leave, label);
    }

    private void WriteTailCallNow(CompiledSignature signature, Variable callee, Operand[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            Write(ref arguments[i]);
        }

        for (int i = 1; i <= signature.ExtraResults; i++)
        {
            _cil.LoadArgument(_signature.ResultArgument(i));
        }

        _cil.LoadLocal(callee);
        _cil.LoadLocal(callee);
        _cil.AddOffset(StructOffsets.FunctionEntry);
        _cil.Op(OpCodes.Ldind_I);
        _cil.Op(OpCodes.Tailcall);
        signature.EmitCall(_cil.Generator);
        _cil.Op(OpCodes.Ret);
    }

    /// <summary>Behind the body: tail calls that had to leave try regions first. Their temporaries are never returned, so nothing else uses them.</summary>
    private void WriteDeferredTailCalls()
    {
        foreach (var call in _deferredTailCalls)
        {
            _cil.MarkLabel(call.Label);
            var arguments = new Operand[call.Arguments.Length];
            for (int i = 0; i < arguments.Length; i++)
            {
                arguments[i] = new Operand { Kind = OperandKind.Temporary, Type = call.Signature.Parameters[i], Index = call.Arguments[i], IsBorrowed = true };
            }

            WriteTailCallNow(call.Signature, call.Callee, arguments);
        }
    }

    private sealed record DeferredTailCall(Label Label, CompiledSignature Signature, Variable Callee, int[] Arguments);
}
