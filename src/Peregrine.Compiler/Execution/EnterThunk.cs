using System.Reflection.Emit;
using Peregrine.Compiler.Emission;
using Peregrine.Compiler.Support;
using Peregrine.Runtime.Layout;

namespace Peregrine.Compiler.Execution;

/// <summary>The way from the host into compiled code: takes arguments from slots and leaves results there.</summary>
internal static unsafe class EnterThunk
{
    public static DynamicMethod Write(CompiledSignature signature)
    {
        var method = Thunks.Define("wasm entry", typeof(void), [typeof(nint), typeof(nint), typeof(object).MakeByRefType()]);
        var cil = new CilWriter(method.GetILGenerator());
        var places = SlotPlaces.Of(signature.Parameters);
        for (int i = 0; i < places.Length; i++)
        {
            LoadPlace(cil, signature.Parameters[i], places[i]);
            cil.LoadIndirect(signature.Parameters[i]);
        }

        var extra = new Variable[signature.ExtraResults];
        for (int i = 0; i < extra.Length; i++)
        {
            extra[i] = cil.DeclareLocal(ClrTypes.Of(signature.Results[i + 1]));
            cil.LoadLocalAddress(extra[i]);
        }

        cil.LoadArgument(0);
        cil.LoadArgument(0);
        cil.AddOffset(StructOffsets.FunctionEntry);
        cil.Op(OpCodes.Ldind_I);
        signature.EmitCall(cil.Generator);
        WriteResults(cil, signature, extra);
        cil.Op(OpCodes.Ret);
        return method;
    }

    private static void WriteResults(CilWriter cil, CompiledSignature signature, Variable[] extra)
    {
        if (signature.Results.Length == 0)
        {
            return;
        }

        var first = cil.DeclareLocal(signature.ReturnType);
        cil.StoreLocal(first);
        var places = SlotPlaces.Of(signature.Results);
        for (int i = 0; i < places.Length; i++)
        {
            LoadPlace(cil, signature.Results[i], places[i]);
            cil.LoadLocal(i == 0 ? first : extra[i - 1]);
            SlotPlaces.Store(cil, signature.Results[i]);
        }
    }

    private static void LoadPlace(CilWriter cil, ValKind type, int place)
    {
        cil.LoadArgument(type == ValKind.Ref ? 2 : 1);
        cil.AddOffset(place * (type == ValKind.Ref ? nint.Size : sizeof(ulong)));
    }
}
