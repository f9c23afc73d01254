using System.Reflection.Emit;
using Peregrine.Compiler.Emission;
using Peregrine.Compiler.Support;

namespace Peregrine.Compiler.Execution;

/// <summary>The way from compiled code to a host function: puts arguments into slots on the native stack and takes results from there.</summary>
internal static class HostThunk
{
    public static DynamicMethod Write(CompiledSignature signature)
    {
        var method = Thunks.Define("host function", signature.ReturnType, signature.ParameterTypes);
        var cil = new CilWriter(method.GetILGenerator());
        var slots = cil.DeclareLocal(typeof(nint));
        var references = cil.DeclareLocal(typeof(object[]));
        cil.Int(8 * Math.Max(1, Math.Max(SlotPlaces.CountSlots(signature.Parameters), SlotPlaces.CountSlots(signature.Results))));
        cil.Op(OpCodes.Conv_U);
        cil.Op(OpCodes.Localloc);
        cil.StoreLocal(slots);
        int count = Math.Max(SlotPlaces.CountReferences(signature.Parameters), SlotPlaces.CountReferences(signature.Results));
        if (count > 0)
        {
            cil.Int(count);
            cil.Generator.Emit(OpCodes.Newarr, typeof(object));
            cil.StoreLocal(references);
        }

        var places = SlotPlaces.Of(signature.Parameters);
        for (int i = 0; i < places.Length; i++)
        {
            LoadPlace(cil, signature.Parameters[i], places[i], slots, references);
            cil.LoadArgument(i);
            SlotPlaces.Store(cil, signature.Parameters[i]);
        }

        cil.LoadArgument(signature.SelfArgument);
        cil.LoadLocal(slots);
        cil.Op(count > 0 ? OpCodes.Nop : OpCodes.Ldnull);
        if (count > 0)
        {
            cil.LoadLocal(references);
        }

        cil.Call(Methods.CallHost);
        WriteResults(cil, signature, slots, references);
        cil.Op(OpCodes.Ret);
        return method;
    }

    private static void WriteResults(CilWriter cil, CompiledSignature signature, Variable slots, Variable references)
    {
        var places = SlotPlaces.Of(signature.Results);
        for (int i = places.Length - 1; i >= 0; i--)
        {
            if (i > 0)
            {
                cil.LoadArgument(signature.ResultArgument(i));
            }

            LoadPlace(cil, signature.Results[i], places[i], slots, references);
            cil.LoadIndirect(signature.Results[i]);
            if (i > 0)
            {
                cil.StoreIndirect(signature.Results[i]);
            }
        }
    }

    private static void LoadPlace(CilWriter cil, ValKind type, int place, Variable slots, Variable references)
    {
        if (type == ValKind.Ref)
        {
            cil.LoadLocal(references);
            cil.Int(place);
            cil.Generator.Emit(OpCodes.Ldelema, typeof(object));
        }
        else
        {
            cil.LoadLocal(slots);
            cil.AddOffset(place * sizeof(ulong));
        }
    }
}
