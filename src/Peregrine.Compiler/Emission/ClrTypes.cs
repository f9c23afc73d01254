using System.Reflection.Emit;
using System.Runtime.Intrinsics;

namespace Peregrine.Compiler.Emission;

/// <summary>How values of WebAssembly types look in CIL: the .NET type and the instructions that move it.</summary>
internal static class ClrTypes
{
    public static Type Of(ValKind kind) => kind switch
    {
        ValKind.I32 => typeof(int),
        ValKind.I64 => typeof(long),
        ValKind.F32 => typeof(float),
        ValKind.F64 => typeof(double),
        ValKind.V128 => typeof(Vector128<byte>),
        _ => typeof(object),
    };

    /// <summary>Reads a value through the address on the stack.</summary>
    public static void LoadIndirect(ILGenerator il, ValKind kind)
    {
        switch (kind)
        {
            case ValKind.I32:
                il.Emit(OpCodes.Ldind_I4);
                break;
            case ValKind.I64:
                il.Emit(OpCodes.Ldind_I8);
                break;
            case ValKind.F32:
                il.Emit(OpCodes.Ldind_R4);
                break;
            case ValKind.F64:
                il.Emit(OpCodes.Ldind_R8);
                break;
            case ValKind.V128:
                il.Emit(OpCodes.Ldobj, typeof(Vector128<byte>));
                break;
            default:
                il.Emit(OpCodes.Ldind_Ref);
                break;
        }
    }

    /// <summary>Writes the value on the stack through the address below it.</summary>
    public static void StoreIndirect(ILGenerator il, ValKind kind)
    {
        switch (kind)
        {
            case ValKind.I32:
                il.Emit(OpCodes.Stind_I4);
                break;
            case ValKind.I64:
                il.Emit(OpCodes.Stind_I8);
                break;
            case ValKind.F32:
                il.Emit(OpCodes.Stind_R4);
                break;
            case ValKind.F64:
                il.Emit(OpCodes.Stind_R8);
                break;
            case ValKind.V128:
                il.Emit(OpCodes.Stobj, typeof(Vector128<byte>));
                break;
            default:
                il.Emit(OpCodes.Stind_Ref);
                break;
        }
    }
}
