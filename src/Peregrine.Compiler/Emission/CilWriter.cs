using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;

namespace Peregrine.Compiler.Emission;

/// <summary>Writes the CIL of one method, each instruction in its shortest form.</summary>
/// <param name="il">Receives the instructions.</param>
/// <param name="large">Where the variables are, when the method is the inner one of a large method.</param>
internal sealed class CilWriter(ILGenerator il, LargeMethod? large = null)
{
    private static readonly MethodInfo _createVector = typeof(Vector128).GetMethod(nameof(Vector128.Create), [typeof(ulong), typeof(ulong)])!;
    private static readonly MethodInfo _asByte = typeof(Vector128).GetMethod(nameof(Vector128.AsByte))!.MakeGenericMethod(typeof(ulong));
    private static readonly MethodInfo _vectorZero = typeof(Vector128<byte>).GetProperty(nameof(Vector128<byte>.Zero))!.GetMethod!;

    private readonly Dictionary<Type, LocalBuilder> _scratch = [];
    private int _instructions;
    private int _blocks;
    private int _variables;
    private int _references;

    /// <summary>For instructions that this class has no method for.</summary>
    public ILGenerator Generator
    {
        get
        {
            // Counted as one instruction, which is what callers write.
            Count();
            return il;
        }
    }

    public MethodSize Size => new(il.ILOffset, _instructions, _blocks, _variables, _references);

    /// <summary>Bytes written so far.</summary>
    public int Offset => il.ILOffset;

    public void Op(OpCode code)
    {
        Count();
        il.Emit(code);
    }

    public void Op(OpCode code, Label target)
    {
        _blocks++;
        Count();
        il.Emit(code, target);
    }

    public void Call(MethodInfo method)
    {
        Count();
        il.Emit(OpCodes.Call, method);
    }

    public void Branch(Label target) => Op(OpCodes.Br, target);

    public Label DefineLabel() => il.DefineLabel();

    public void MarkLabel(Label label)
    {
        _blocks++;
        il.MarkLabel(label);
    }

    /// <summary>A new variable.</summary>
    public Variable DeclareLocal(Type type, bool isAddressed = false)
    {
        _variables++;
        return large?.Declare(il, type, isAddressed) ?? new Variable(il.DeclareLocal(type));
    }

    public void Int(int value)
    {
        Count();
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
            Op(OpCodes.Conv_I8);
        }
        else
        {
            Count();
            il.Emit(OpCodes.Ldc_I8, value);
        }
    }

    public void Float(float value)
    {
        Count();
        il.Emit(OpCodes.Ldc_R4, value);
    }

    public void Double(double value)
    {
        Count();
        il.Emit(OpCodes.Ldc_R8, value);
    }

    public void Vector(ulong low, ulong high)
    {
        if ((low | high) == 0)
        {
            Call(_vectorZero);
            return;
        }

        Count(2);
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
            Count();
            il.Emit(OpCodes.Ldc_I8, offset);
            Op(OpCodes.Conv_I);
        }

        Op(OpCodes.Add);
    }

    public void LoadArgument(int index)
    {
        _references++;
        Count();
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
        _references++;
        Count();
        if (index <= byte.MaxValue)
        {
            il.Emit(OpCodes.Starg_S, (byte)index);
        }
        else
        {
            il.Emit(OpCodes.Starg, (short)index);
        }
    }

    public void LoadLocal(Variable variable)
    {
        if (variable.Local is { } local)
        {
            _references++;
            Count();
            il.Emit(OpCodes.Ldloc, local);
            return;
        }

        LoadArgument(variable.BlockArgument);
        Count();
        il.Emit(OpCodes.Ldfld, variable.Field!);
    }

    public void StoreLocal(Variable variable)
    {
        if (variable.Local is { } local)
        {
            StoreIn(local);
            return;
        }

        // The address has to come below the value.
        var scratch = Scratch(variable.Type);
        StoreIn(scratch);
        LoadArgument(variable.BlockArgument);
        _references++;
        Count();
        il.Emit(OpCodes.Ldloc, scratch);
        Count();
        il.Emit(OpCodes.Stfld, variable.Field!);
    }

    /// <summary>Only for variables declared as addressed.</summary>
    public void LoadLocalAddress(Variable variable)
    {
        _references++;
        Count();
        il.Emit(OpCodes.Ldloca, variable.Local!);
    }

    public void LoadIndirect(ValKind kind) => ClrTypes.LoadIndirect(Generator, kind);

    public void StoreIndirect(ValKind kind) => ClrTypes.StoreIndirect(Generator, kind);

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
                Op(OpCodes.Ldnull);
                break;
        }
    }

    private void Count(int instructions = 1) => _instructions += instructions;

    private void StoreIn(LocalBuilder local)
    {
        _references++;
        Count();
        il.Emit(OpCodes.Stloc, local);
    }

    /// <summary>The local through which values of a type reach fields.</summary>
    private LocalBuilder Scratch(Type type)
    {
        if (!_scratch.TryGetValue(type, out var local))
        {
            local = large!.Declare(il, type, isAddressed: true).Local!;
            _scratch.Add(type, local);
        }

        return local;
    }
}
