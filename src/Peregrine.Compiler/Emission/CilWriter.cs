using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;

namespace Peregrine.Compiler.Emission;

/// <summary>Writes the CIL of one method, each instruction in its shortest form.</summary>
internal sealed class CilWriter(ILGenerator il)
{
    private static readonly MethodInfo _createVector = typeof(Vector128).GetMethod(nameof(Vector128.Create), [typeof(ulong), typeof(ulong)])!;
    private static readonly MethodInfo _asByte = typeof(Vector128).GetMethod(nameof(Vector128.AsByte))!.MakeGenericMethod(typeof(ulong));
    private static readonly MethodInfo _vectorZero = typeof(Vector128<byte>).GetProperty(nameof(Vector128<byte>.Zero))!.GetMethod!;

    public ILGenerator Generator => il;

    /// <summary>Bytes written so far.</summary>
    public int Offset => il.ILOffset;

    public void Op(OpCode code) => il.Emit(code);

    public void Op(OpCode code, Label target) => il.Emit(code, target);

    public void Call(MethodInfo method) => il.Emit(OpCodes.Call, method);

    public void Branch(Label target) => il.Emit(OpCodes.Br, target);

    public Label DefineLabel() => il.DefineLabel();

    public void MarkLabel(Label label) => il.MarkLabel(label);

    public LocalBuilder DeclareLocal(Type type) => il.DeclareLocal(type);

    public void Int(int value)
    {
        switch (value)
        {
            case -1:
                il.Emit(OpCodes.Ldc_I4_M1);
                break;
            case 0:
                il.Emit(OpCodes.Ldc_I4_0);
                break;
            case 1:
                il.Emit(OpCodes.Ldc_I4_1);
                break;
            case >= sbyte.MinValue and <= sbyte.MaxValue:
                il.Emit(OpCodes.Ldc_I4_S, (sbyte)value);
                break;
            default:
                il.Emit(OpCodes.Ldc_I4, value);
                break;
        }
    }

    public void Long(long value)
    {
        if (value == (int)value)
        {
            Int((int)value);
            il.Emit(OpCodes.Conv_I8);
        }
        else
        {
            il.Emit(OpCodes.Ldc_I8, value);
        }
    }

    public void Float(float value) => il.Emit(OpCodes.Ldc_R4, value);

    public void Double(double value) => il.Emit(OpCodes.Ldc_R8, value);

    public void Vector(ulong low, ulong high)
    {
        if ((low | high) == 0)
        {
            Call(_vectorZero);
            return;
        }

        il.Emit(OpCodes.Ldc_I8, (long)low);
        il.Emit(OpCodes.Ldc_I8, (long)high);
        Call(_createVector);
        Call(_asByte);
    }

    /// <summary>Adds a constant to the address on the stack.</summary>
    public void AddOffset(long offset)
    {
        if (offset == 0)
        {
            return;
        }

        if (offset == (int)offset)
        {
            Int((int)offset);
        }
        else
        {
            il.Emit(OpCodes.Ldc_I8, offset);
            il.Emit(OpCodes.Conv_I);
        }

        il.Emit(OpCodes.Add);
    }

    public void LoadArgument(int index)
    {
        switch (index)
        {
            case 0:
                il.Emit(OpCodes.Ldarg_0);
                break;
            case 1:
                il.Emit(OpCodes.Ldarg_1);
                break;
            case 2:
                il.Emit(OpCodes.Ldarg_2);
                break;
            case 3:
                il.Emit(OpCodes.Ldarg_3);
                break;
            case <= byte.MaxValue:
                il.Emit(OpCodes.Ldarg_S, (byte)index);
                break;
            default:
                il.Emit(OpCodes.Ldarg, (short)index);
                break;
        }
    }

    public void StoreArgument(int index)
    {
        if (index <= byte.MaxValue)
        {
            il.Emit(OpCodes.Starg_S, (byte)index);
        }
        else
        {
            il.Emit(OpCodes.Starg, (short)index);
        }
    }

    public void LoadLocal(LocalBuilder local) => il.Emit(OpCodes.Ldloc, local);

    public void StoreLocal(LocalBuilder local) => il.Emit(OpCodes.Stloc, local);

    public void LoadLocalAddress(LocalBuilder local) => il.Emit(OpCodes.Ldloca, local);

    public void LoadIndirect(ValKind kind) => ClrTypes.LoadIndirect(il, kind);

    public void StoreIndirect(ValKind kind) => ClrTypes.StoreIndirect(il, kind);

    /// <summary>The zero, or the null reference, of a type.</summary>
    public void Zero(ValKind kind)
    {
        switch (kind)
        {
            case ValKind.I32:
                Int(0);
                break;
            case ValKind.I64:
                Long(0);
                break;
            case ValKind.F32:
                Float(0);
                break;
            case ValKind.F64:
                Double(0);
                break;
            case ValKind.V128:
                Vector(0, 0);
                break;
            default:
                il.Emit(OpCodes.Ldnull);
                break;
        }
    }
}
