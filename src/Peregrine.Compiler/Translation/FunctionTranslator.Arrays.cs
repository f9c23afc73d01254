using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Peregrine.Compiler.Support;
using Peregrine.Instructions;
using Peregrine.Runtime.Objects;

namespace Peregrine.Compiler.Translation;

// Arrays. Elements are those of a .NET array, whose own bounds check is the trap.
internal sealed partial class FunctionTranslator
{
    private static readonly FieldInfo _elements = typeof(ArrayObject).GetField(nameof(ArrayObject.Elements))!;

    private bool TryTranslateArray(in Instruction instruction)
    {
        int type = (int)instruction.Index;
        int second = (int)instruction.SecondIndex;
        switch (instruction.Opcode)
        {
            case Opcode.ArrayNew:
                TranslateArrayNew(type);
                break;
            case Opcode.ArrayNewDefault:
                WriteInstanceCall(Methods.ArrayNewDefault, 1, type);
                PushStack(ValKind.Ref);
                break;
            case Opcode.ArrayNewFixed:
                TranslateArrayNewFixed(type, second);
                break;
            case Opcode.ArrayNewData:
                WriteInstanceCall(Methods.ArrayNewData, 2, type, second);
                PushStack(ValKind.Ref);
                break;
            case Opcode.ArrayNewElem:
                WriteInstanceCall(Methods.ArrayNewElements, 2, type, second);
                PushStack(ValKind.Ref);
                break;
            case Opcode.ArrayGet or Opcode.ArrayGetU:
                TranslateArrayGet(type, isSigned: false);
                break;
            case Opcode.ArrayGetS:
                TranslateArrayGet(type, isSigned: true);
                break;
            case Opcode.ArraySet:
                TranslateArraySet(type);
                break;
            case Opcode.ArrayLen:
                Take(1);
                WriteElements();
                _cil.Op(OpCodes.Ldlen);
                _cil.Op(OpCodes.Conv_I4);
                PushStack(ValKind.I32);
                break;
            case Opcode.ArrayFill:
                TranslateArrayFill(type);
                break;
            case Opcode.ArrayCopy:
                Take(5);
                _cil.Call(Methods.ArrayCopy);
                break;
            case Opcode.ArrayInitData:
                WriteInstanceCall(Methods.ArrayInitData, 4, second);
                break;
            case Opcode.ArrayInitElem:
                WriteInstanceCall(Methods.ArrayInitElements, 4, second);
                break;
            default:
                return false;
        }

        return true;
    }

    private void TranslateArrayNew(int type)
    {
        if (Element(type).Type.IsReference)
        {
            WriteInstanceCall(Methods.ArrayNewReferences, 2, type);
            PushStack(ValKind.Ref);
            return;
        }

        // Numbers travel as vectors, so that one method serves all of them.
        var length = TakeForLater();
        var value = TakeForLater();
        LoadInstance();
        _cil.Int(type);
        WriteAsVector(ref value);
        Write(ref length);
        _cil.Call(Methods.ArrayNewNumbers);
        PushStack(ValKind.Ref);
    }

    private void TranslateArrayFill(int type)
    {
        if (Element(type).Type.IsReference)
        {
            Take(4);
            _cil.Call(Methods.ArrayFillReferences);
            return;
        }

        var count = TakeForLater();
        var value = TakeForLater();
        Take(2);
        WriteAsVector(ref value);
        Write(ref count);
        _cil.Call(Methods.ArrayFillNumbers);
    }

    private void WriteAsVector(ref Operand value)
    {
        var method = value.Type switch
        {
            ValKind.I32 => Methods.VectorOfI32,
            ValKind.I64 => Methods.VectorOfI64,
            ValKind.F32 => Methods.VectorOfF32,
            ValKind.F64 => Methods.VectorOfF64,
            _ => null,
        };
        Write(ref value);
        if (method is not null)
        {
            _cil.Call(method);
        }
    }

    private void TranslateArrayNewFixed(int type, int count)
    {
        var values = TakeAllForLater(count);
        LoadInstance();
        _cil.Int(type);
        _cil.Int(count);
        _cil.Call(Methods.ArrayNewDefault);
        if (count > 0)
        {
            _cil.StoreLocal(ObjectLocal);
            for (int i = 0; i < count; i++)
            {
                _cil.LoadLocal(ObjectLocal);
                _cil.Generator.Emit(OpCodes.Ldfld, _elements);
                _cil.Int(i);
                WriteElementStore(type, ref values[i]);
            }

            _cil.LoadLocal(ObjectLocal);
        }

        PushStack(ValKind.Ref);
    }

    private void TranslateArrayGet(int type, bool isSigned)
    {
        var index = TakeForLater();
        Take(1);
        WriteElements();
        Write(ref index);
        var element = Element(type);
        switch (ElementKinds.Of(element))
        {
            case ElementKind.Bits8:
                _cil.Op(isSigned ? OpCodes.Ldelem_I1 : OpCodes.Ldelem_U1);
                break;
            case ElementKind.Bits16:
                _cil.Op(isSigned ? OpCodes.Ldelem_I2 : OpCodes.Ldelem_U2);
                break;
            case ElementKind.Bits32:
                _cil.Op(element.Type.Kind == ValKind.F32 ? OpCodes.Ldelem_R4 : OpCodes.Ldelem_I4);
                break;
            case ElementKind.Bits64:
                _cil.Op(element.Type.Kind == ValKind.F64 ? OpCodes.Ldelem_R8 : OpCodes.Ldelem_I8);
                break;
            case ElementKind.Bits128:
                _cil.Generator.Emit(OpCodes.Ldelem, typeof(Vector128<byte>));
                break;
            default:
                _cil.Op(OpCodes.Ldelem_Ref);
                break;
        }

        PushStack(element.Type.Kind);
    }

    private void TranslateArraySet(int type)
    {
        var value = TakeForLater();
        var index = TakeForLater();
        Take(1);
        WriteElements();
        Write(ref index);
        WriteElementStore(type, ref value);
    }

    /// <summary>Stores a value in the element whose array and index are on the evaluation stack.</summary>
    private void WriteElementStore(int type, ref Operand value)
    {
        var element = Element(type);
        if (element.Type.IsReference)
        {
            // An ordinary store would ask whether the array takes the object: it takes all.
            _cil.Op(OpCodes.Readonly);
            _cil.Generator.Emit(OpCodes.Ldelema, typeof(object));
            Write(ref value);
            _cil.Op(OpCodes.Stind_Ref);
            return;
        }

        Write(ref value);
        switch (ElementKinds.Of(element))
        {
            case ElementKind.Bits8:
                _cil.Op(OpCodes.Stelem_I1);
                break;
            case ElementKind.Bits16:
                _cil.Op(OpCodes.Stelem_I2);
                break;
            case ElementKind.Bits32:
                _cil.Op(element.Type.Kind == ValKind.F32 ? OpCodes.Stelem_R4 : OpCodes.Stelem_I4);
                break;
            case ElementKind.Bits64:
                _cil.Op(element.Type.Kind == ValKind.F64 ? OpCodes.Stelem_R8 : OpCodes.Stelem_I8);
                break;
            default:
                _cil.Generator.Emit(OpCodes.Stelem, typeof(Vector128<byte>));
                break;
        }
    }

    /// <summary>Replaces the array reference on the evaluation stack by the .NET array.</summary>
    private void WriteElements()
    {
        WriteNullCheck(TrapKind.NullArrayReference);
        _cil.Generator.Emit(OpCodes.Ldfld, _elements);
    }

    private FieldType Element(int type) => _module.Types[type].Array!.Element;
}
