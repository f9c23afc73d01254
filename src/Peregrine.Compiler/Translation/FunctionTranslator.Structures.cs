using System.Reflection;
using System.Reflection.Emit;
using Peregrine.Compiler.Emission;
using Peregrine.Compiler.Support;
using Peregrine.Instructions;
using Peregrine.Runtime.Objects;

namespace Peregrine.Compiler.Translation;

// Structures and i31. Fields are reached by offset from the object's first field, as all classes of structures lay them out alike.
internal sealed partial class FunctionTranslator
{
    private static readonly FieldInfo _firstField = typeof(RawObject).GetField(nameof(RawObject.First))!;
    private static readonly FieldInfo _objectType = typeof(HeapObject).GetField(nameof(HeapObject.Type))!;
    private static readonly FieldInfo _typeWordBase = typeof(DefinedType).GetField(nameof(DefinedType.WordBase), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private Variable ObjectLocal => field ??= _cil.DeclareLocal(typeof(object));

    private bool TryTranslateStructure(in Instruction instruction)
    {
        int type = (int)instruction.Index;
        int place = (int)instruction.SecondIndex;
        switch (instruction.Opcode)
        {
            case Opcode.StructNew:
                TranslateStructNew(type);
                break;
            case Opcode.StructNewDefault:
                WriteNewStruct(type);
                PushStack(ValKind.Ref);
                break;
            case Opcode.StructGet or Opcode.StructGetU:
                TranslateStructGet(type, place, isSigned: false);
                break;
            case Opcode.StructGetS:
                TranslateStructGet(type, place, isSigned: true);
                break;
            case Opcode.StructSet:
                TranslateStructSet(type, place);
                break;
            case Opcode.RefI31:
                Take(1);
                _cil.Call(Methods.I31Of);
                PushStack(ValKind.Ref);
                break;
            case Opcode.I31GetS:
                Take(1);
                _cil.Call(Methods.I31Get);
                PushStack(ValKind.I32);
                break;
            case Opcode.I31GetU:
                Take(1);
                _cil.Call(Methods.I31GetUnsigned);
                PushStack(ValKind.I32);
                break;
            default:
                return false;
        }

        return true;
    }

    private void TranslateStructNew(int type)
    {
        var definition = _module.Types[type];
        var values = TakeAllForLater(definition.Struct!.Fields.Length);
        WriteNewStruct(type);
        if (values.Length > 0)
        {
            // The object's exact type is known here, so words lie at constant offsets.
            var layout = StructLayoutInfo.Of(definition);
            _cil.StoreLocal(ObjectLocal);
            for (int i = 0; i < values.Length; i++)
            {
                _cil.LoadLocal(ObjectLocal);
                WriteFieldAddress(definition, i, layout.WordBase);
                Write(ref values[i]);
                WriteFieldStore(definition.Struct.Fields[i]);
            }

            _cil.LoadLocal(ObjectLocal);
        }

        PushStack(ValKind.Ref);
    }

    private void WriteNewStruct(int type)
    {
        var definition = _module.Types[type];
        var sample = StructLayoutInfo.Of(definition).New(definition);
        LoadType(type);
        _cil.Generator.Emit(OpCodes.Newobj, sample.GetType().GetConstructors()[0]);
    }

    private void TranslateStructGet(int type, int field, bool isSigned)
    {
        Take(1);
        WriteNullCheck(TrapKind.NullStructReference);
        WriteFieldAddress(_module.Types[type], field);
        var fieldType = _module.Types[type].Struct!.Fields[field];
        if (isSigned)
        {
            _cil.Op(fieldType.Packed == PackedKind.I8 ? OpCodes.Ldind_I1 : OpCodes.Ldind_I2);
        }
        else
        {
            // Packed fields are kept zero-extended.
            LoadUnaligned(fieldType.Type.Kind);
        }

        PushStack(fieldType.Type.Kind);
    }

    private void TranslateStructSet(int type, int field)
    {
        var value = TakeForLater();
        Take(1);
        WriteNullCheck(TrapKind.NullStructReference);
        WriteFieldAddress(_module.Types[type], field);
        Write(ref value);
        WriteFieldStore(_module.Types[type].Struct!.Fields[field]);
    }

    /// <summary>Replaces the object on the evaluation stack, which is not null, by the address of a field.</summary>
    /// <param name="type">A type of the object.</param>
    /// <param name="field">Number of the field.</param>
    /// <param name="wordBase">Where words begin in the object, or null when only the object knows.</param>
    private void WriteFieldAddress(DefinedType type, int field, int? wordBase = null)
    {
        var layout = StructLayoutInfo.Of(type);
        int place = layout.Places[field];
        if (type.Struct!.Fields[field].Type.IsReference)
        {
            _cil.Generator.Emit(OpCodes.Ldflda, _firstField);
            _cil.AddOffset(StructObject.ReferenceBase + (place * nint.Size));
            return;
        }

        if (type.IsFinal)
        {
            wordBase = layout.WordBase;
        }

        if (wordBase is { } known)
        {
            _cil.Generator.Emit(OpCodes.Ldflda, _firstField);
            _cil.AddOffset(known + (place * sizeof(ulong)));
            return;
        }

        // A subtype may have more references, which lie before the words.
        _cil.Op(OpCodes.Dup);
        _cil.Generator.Emit(OpCodes.Ldflda, _firstField);
        _cil.AddOffset(place * sizeof(ulong));
        var address = FieldAddressLocal;
        _cil.StoreLocal(address);
        _cil.Generator.Emit(OpCodes.Ldfld, _objectType);
        _cil.Generator.Emit(OpCodes.Ldfld, _typeWordBase);
        _cil.LoadLocal(address);
        _cil.Op(OpCodes.Add);
    }

    private Variable FieldAddressLocal => field ??= _cil.DeclareLocal(typeof(byte).MakeByRefType());

    private void WriteFieldStore(FieldType field)
    {
        switch (field.Packed)
        {
            case PackedKind.I8:
                _cil.Op(OpCodes.Conv_U1);
                break;
            case PackedKind.I16:
                _cil.Op(OpCodes.Conv_U2);
                break;
        }

        StoreUnaligned(field.Type.Kind);
    }

    // Vectors lie in two words, which are aligned to eight bytes only.
    private void LoadUnaligned(ValKind type)
    {
        if (type == ValKind.V128)
        {
            _cil.Generator.Emit(OpCodes.Unaligned, (byte)4);
        }

        _cil.LoadIndirect(type);
    }

    private void StoreUnaligned(ValKind type)
    {
        if (type == ValKind.V128)
        {
            _cil.Generator.Emit(OpCodes.Unaligned, (byte)4);
        }

        _cil.StoreIndirect(type);
    }
}
