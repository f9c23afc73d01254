using System.Reflection.Emit;
using Peregrine.Compiler.Emission;
using Peregrine.Compiler.Support;

namespace Peregrine.Compiler.Execution;

/// <summary>What a function's descriptor points to before the function is compiled.</summary>
internal static class CompileThunk
{
    public static DynamicMethod Write(CompiledSignature signature)
    {
        var method = Thunks.Define("wasm first call", signature.ReturnType, signature.ParameterTypes);
        var cil = new CilWriter(method.GetILGenerator());
        var entry = cil.DeclareLocal(typeof(nint));
        cil.LoadArgument(signature.SelfArgument);
        cil.Call(Methods.CompileCallee);
        cil.StoreLocal(entry);
        for (int i = 0; i <= signature.SelfArgument; i++)
        {
            cil.LoadArgument(i);
        }

        cil.LoadLocal(entry);
        cil.Op(OpCodes.Tailcall);
        signature.EmitCall(cil.Generator);
        cil.Op(OpCodes.Ret);
        return method;
    }
}
