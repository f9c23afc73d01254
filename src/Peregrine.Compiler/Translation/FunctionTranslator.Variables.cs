using System.Reflection.Emit;
using Peregrine.Compiler.Emission;
using Peregrine.Compiler.Support;

namespace Peregrine.Compiler.Translation;

// Locals, globals and constants.
internal sealed partial class FunctionTranslator
{
    /// <summary>Above this number, locals are zeroed by the method's prologue: writing that out for each would come too close to RyuJIT's limits.</summary>
    private const int MostZeroedLocals = 64;

    private readonly ValType[] _localTypes;

    /// <summary>The CIL local of each WebAssembly local; null for parameters, which are arguments.</summary>
    private readonly Variable?[] _locals;

    private void DeclareLocals()
    {
        foreach (int i in Enumerable.Range(_signature.Parameters.Length, _localTypes.Length - _signature.Parameters.Length).OrderByDescending(local => _traits.LocalReads[local]))
        {
            var type = _localTypes[i].Kind;
            _locals[i] = _cil.DeclareLocal(ClrTypes.Of(type));
            if (!InitializesLocals)
            {
                _cil.Zero(type);
                _cil.StoreLocal(_locals[i]!);
            }
        }
    }

    private void LoadLocal(int index)
    {
        if (_locals[index] is { } local)
        {
            _cil.LoadLocal(local);
        }
        else
        {
            _cil.LoadArgument(index);
        }
    }

    private void StoreLocal(int index)
    {
        if (_locals[index] is { } local)
        {
            _cil.StoreLocal(local);
        }
        else
        {
            _cil.StoreArgument(index);
        }
    }

    private void TranslateLocalGet(int index) =>
        Push(new Operand { Kind = OperandKind.Local, Type = _localTypes[index].Kind, Index = index });

    private void TranslateLocalSet(int index)
    {
        ref var value = ref Top();
        if (value.Kind == OperandKind.Local && value.Index == index)
        {
            _height--;
            return;
        }

        Take(1);
        SaveLocal(index);
        StoreLocal(index);
    }

    private void TranslateLocalTee(int index)
    {
        TranslateLocalSet(index);
        TranslateLocalGet(index);
    }

    private void TranslateGlobalGet(int index)
    {
        var type = _module.Globals[index].Content.Kind;
        if (type == ValKind.Ref)
        {
            LoadInstance();
            _cil.Int(index);
            _cil.Call(Methods.GetGlobalReference);
        }
        else
        {
            LoadGlobalAddress(index);
            _cil.LoadIndirect(type);
        }

        PushStack(type);
    }

    private void TranslateGlobalSet(int index)
    {
        var type = _module.Globals[index].Content.Kind;
        var value = TakeForLater();
        if (type == ValKind.Ref)
        {
            LoadInstance();
            _cil.Int(index);
            Write(ref value);
            _cil.Call(Methods.SetGlobalReference);
        }
        else
        {
            LoadGlobalAddress(index);
            Write(ref value);
            _cil.StoreIndirect(type);
        }
    }

    private void LoadGlobalAddress(int index)
    {
        LoadContext(_context.Layout.GlobalOffset(index));
        if (_context.Layout.IsImportedGlobal(index))
        {
            _cil.Op(OpCodes.Ldind_I);
        }
    }

    /// <summary>Puts an address inside the instance's unmanaged block on the evaluation stack.</summary>
    private void LoadContext(int offset)
    {
        _cil.LoadArgument(_signature.SelfArgument);
        _cil.AddOffset(offset - _selfOffset);
    }

    /// <summary>Puts the managed instance on the evaluation stack.</summary>
    private void LoadInstance()
    {
        LoadContext(0);
        _cil.Call(Methods.InstanceOf);
    }

    private void WriteConstant(in Operand operand)
    {
        switch (operand.Type)
        {
            case ValKind.I32:
                _cil.Int((int)operand.Bits);
                break;
            case ValKind.I64:
                _cil.Long((long)operand.Bits);
                break;
            case ValKind.F32:
                WriteFloat((int)operand.Bits);
                break;
            case ValKind.F64:
                WriteDouble((long)operand.Bits);
                break;
            case ValKind.V128:
                _cil.Vector(operand.Bits, operand.BitsHigh);
                break;
            default:
                _cil.Op(OpCodes.Ldnull);
                break;
        }
    }

    // RyuJIT keeps constants of both widths as doubles and so turns signalling NaNs into quiet ones.
    private void WriteFloat(int bits)
    {
        float value = BitConverter.Int32BitsToSingle(bits);
        if (float.IsNaN(value))
        {
            _cil.Int(bits);
            _cil.Call(Methods.OpaqueFloat);
        }
        else
        {
            _cil.Float(value);
        }
    }

    private void WriteDouble(long bits)
    {
        double value = BitConverter.Int64BitsToDouble(bits);
        if (double.IsNaN(value))
        {
            _cil.Long(bits);
            _cil.Call(Methods.OpaqueDouble);
        }
        else
        {
            _cil.Double(value);
        }
    }
}
