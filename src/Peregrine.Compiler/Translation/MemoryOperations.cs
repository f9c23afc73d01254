using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Peregrine.Compiler.Emission;
using Peregrine.Instructions;

namespace Peregrine.Compiler.Translation;

/// <summary>A load: reads through the address on the evaluation stack and extends.</summary>
internal readonly record struct LoadOperation(ValKind Type, OpCode Read, OpCode? Extend)
{
    public void Write(CilWriter cil)
    {
        if (Type == ValKind.V128)
        {
            cil.LoadIndirect(Type);
            return;
        }

        cil.Op(Read);
        if (Extend is { } extend)
        {
            cil.Op(extend);
        }
    }
}

/// <summary>A store: writes the value on the evaluation stack through the address below it.</summary>
internal readonly record struct StoreOperation(ValKind Type, OpCode WriteCode)
{
    public void Write(CilWriter cil)
    {
        if (Type == ValKind.V128)
        {
            cil.StoreIndirect(Type);
            return;
        }

        if (Type == ValKind.I64 && WriteCode != OpCodes.Stind_I8)
        {
            cil.Op(OpCodes.Conv_I4);
        }

        cil.Op(WriteCode);
    }
}

/// <summary>The CIL of plain loads and stores.</summary>
internal static class MemoryOperations
{
    public static bool TryFindLoad(Opcode opcode, out LoadOperation load)
    {
        load = opcode switch
        {
            Opcode.I32Load => new(ValKind.I32, OpCodes.Ldind_I4, null),
            Opcode.I64Load => new(ValKind.I64, OpCodes.Ldind_I8, null),
            Opcode.F32Load => new(ValKind.F32, OpCodes.Ldind_R4, null),
            Opcode.F64Load => new(ValKind.F64, OpCodes.Ldind_R8, null),
            Opcode.I32Load8S => new(ValKind.I32, OpCodes.Ldind_I1, null),
            Opcode.I32Load8U => new(ValKind.I32, OpCodes.Ldind_U1, null),
            Opcode.I32Load16S => new(ValKind.I32, OpCodes.Ldind_I2, null),
            Opcode.I32Load16U => new(ValKind.I32, OpCodes.Ldind_U2, null),
            Opcode.I64Load8S => new(ValKind.I64, OpCodes.Ldind_I1, OpCodes.Conv_I8),
            Opcode.I64Load8U => new(ValKind.I64, OpCodes.Ldind_U1, OpCodes.Conv_U8),
            Opcode.I64Load16S => new(ValKind.I64, OpCodes.Ldind_I2, OpCodes.Conv_I8),
            Opcode.I64Load16U => new(ValKind.I64, OpCodes.Ldind_U2, OpCodes.Conv_U8),
            Opcode.I64Load32S => new(ValKind.I64, OpCodes.Ldind_I4, OpCodes.Conv_I8),
            Opcode.I64Load32U => new(ValKind.I64, OpCodes.Ldind_U4, OpCodes.Conv_U8),
            Opcode.V128Load => new(ValKind.V128, OpCodes.Ldobj, null),
            _ => default,
        };
        return load.Read.Size != 0;
    }

    public static bool TryFindStore(Opcode opcode, out StoreOperation store)
    {
        store = opcode switch
        {
            Opcode.I32Store => new(ValKind.I32, OpCodes.Stind_I4),
            Opcode.I64Store => new(ValKind.I64, OpCodes.Stind_I8),
            Opcode.F32Store => new(ValKind.F32, OpCodes.Stind_R4),
            Opcode.F64Store => new(ValKind.F64, OpCodes.Stind_R8),
            Opcode.I32Store8 => new(ValKind.I32, OpCodes.Stind_I1),
            Opcode.I32Store16 => new(ValKind.I32, OpCodes.Stind_I2),
            Opcode.I64Store8 => new(ValKind.I64, OpCodes.Stind_I1),
            Opcode.I64Store16 => new(ValKind.I64, OpCodes.Stind_I2),
            Opcode.I64Store32 => new(ValKind.I64, OpCodes.Stind_I4),
            Opcode.V128Store => new(ValKind.V128, OpCodes.Stobj),
            _ => default,
        };
        return store.WriteCode.Size != 0;
    }
}
