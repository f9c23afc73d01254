using Peregrine.Binary;
using Peregrine.Errors;

namespace Peregrine.Validation;

/// <content>Locals and globals.</content>
internal sealed partial class FunctionValidator
{
    private OperandCode[] _locals = new OperandCode[64];
    private ValType[] _localTypes = [];
    private int _localCount;
    private int _localTypeCount = -1;

    // Only meaningful for locals without a default value.
    private bool[] _isSet = new bool[64];

    // Such locals in the order in which they were set, so that leaving a block can take it back.
    private int[] _set = [];
    private int _setCount;

    public int LocalCount => _localCount;

    /// <summary>Parameters and locals of the function.</summary>
    public ReadOnlySpan<ValType> Locals
    {
        get
        {
            if (_localTypeCount < 0)
            {
                if (_localTypes.Length < _localCount)
                {
                    _localTypes = new ValType[_locals.Length];
                }

                for (int i = 0; i < _localCount; i++)
                {
                    _localTypes[i] = _module.Type(_locals[i]);
                }

                _localTypeCount = _localCount;
            }

            return _localTypes.AsSpan(0, _localTypeCount);
        }
    }

    public ValType Local(int index) => _module.Type(_locals[index]);

    private void ReadLocals(ref ByteReader reader, BlockSignature signature)
    {
        _localCount = 0;
        _localTypeCount = -1;
        foreach (var parameter in signature.ParameterCodes)
        {
            AddLocals(1, parameter, isSet: true);
        }

        for (int groups = reader.ReadCount(); groups > 0; groups--)
        {
            _offset = reader.Position;
            uint count = reader.ReadU32();
            var type = TypeReader.ReadValType(ref reader);
            if (count > ImplementationLimits.Locals - (uint)_localCount)
            {
                throw Invalid.TooMany(Place, "locals", (long)_localCount + count, ImplementationLimits.Locals);
            }

            AddLocals((int)count, CheckedCode(type), isSet: false);
        }
    }

    private void AddLocals(int count, OperandCode code, bool isSet)
    {
        int total = _localCount + count;
        if (total > _locals.Length)
        {
            int capacity = Math.Max(total, 2 * _locals.Length);
            Array.Resize(ref _locals, capacity);
            Array.Resize(ref _isSet, capacity);
        }

        _locals.AsSpan(_localCount, count).Fill(code);
        if (!code.IsDefaultable)
        {
            _isSet.AsSpan(_localCount, count).Fill(isSet);
        }

        _localCount = total;
    }

    private OperandCode LocalCode(uint index)
    {
        if (index >= (uint)_localCount)
        {
            Invalid.Throw(Invalid.UnknownLocal(Place, index));
        }

        return _locals[index];
    }

    private void LocalGet(uint index)
    {
        var code = LocalCode(index);
        if (!code.IsDefaultable && !_isSet[index])
        {
            Invalid.Throw(Invalid.UninitializedLocal(Place, index));
        }

        PushOperand(code);
    }

    private void LocalSet(uint index)
    {
        var code = LocalCode(index);
        PopOperand(code);
        if (!code.IsDefaultable)
        {
            MarkSet((int)index);
        }
    }

    private void LocalTee(uint index)
    {
        LocalSet(index);
        PushOperand(_locals[index]);
    }

    private void MarkSet(int index)
    {
        if (_isSet[index])
        {
            return;
        }

        if (_setCount == _set.Length)
        {
            Array.Resize(ref _set, Math.Max(16, 2 * _setCount));
        }

        _isSet[index] = true;
        _set[_setCount++] = index;
    }

    /// <summary>Forgets what was set since a frame was opened.</summary>
    private void ResetLocals(int initializationHeight)
    {
        while (_setCount > initializationHeight)
        {
            _isSet[_set[--_setCount]] = false;
        }
    }

    private GlobalType Global(uint index)
    {
        var global = index < (uint)_module.Globals.Length ? _module.Globals[index] : throw Invalid.UnknownGlobal(Place, index);
        if (_isShared)
        {
            CheckSharing(global.IsShared, "globals");
        }

        return global;
    }

    private OperandCode GlobalCode(uint index) => _module.Code(Global(index).Content);

    private void GlobalSet(uint index)
    {
        var global = Global(index);
        if (!global.IsMutable)
        {
            throw Invalid.ImmutableGlobal(Place, index);
        }

        PopOperand(_module.Code(global.Content));
    }
}
