using System.Runtime.CompilerServices;
using Peregrine.Errors;
using Peregrine.Types;

namespace Peregrine.Validation;

/// <content>The operand stack.</content>
internal sealed partial class FunctionValidator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PushOperand(OperandCode code)
    {
        var operands = _operands;
        int height = Height;
        if ((uint)height < (uint)operands.Length)
        {
            operands[height] = code;
            Height = height + 1;
            return;
        }

        PushSlowly(code);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PushSlowly(OperandCode code)
    {
        if (Height >= ImplementationLimits.Operands)
        {
            throw Invalid.TooMany(Place, "operands", Height, ImplementationLimits.Operands);
        }

        Array.Resize(ref _operands, 2 * _operands.Length);
        _operands[Height++] = code;
    }

    private void PushOperands(ReadOnlySpan<OperandCode> codes)
    {
        foreach (var code in codes)
        {
            PushOperand(code);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PopOperand(OperandCode expected)
    {
        int height = Height - 1;
        var operands = _operands;
        if (height >= _floor && (uint)height < (uint)operands.Length && operands[height] == expected)
        {
            Height = height;
            return;
        }

        if (!TryPopSlowly(expected))
        {
            Mismatch([expected], Height);
        }
    }

    private bool TryPopOperand(OperandCode expected)
    {
        int height = Height - 1;
        var operands = _operands;
        if (height >= _floor && (uint)height < (uint)operands.Length && operands[height] == expected)
        {
            Height = height;
            return true;
        }

        return TryPopSlowly(expected);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryPopSlowly(OperandCode expected)
    {
        if (Height == _floor)
        {
            return _unreachable;
        }

        if (!Matches(_operands[Height - 1], expected))
        {
            return false;
        }

        Height--;
        return true;
    }

    /// <summary>Pops an operand of whatever type; bottom where unreachable code has none.</summary>
    private OperandCode PopOperand()
    {
        if (Height > _floor)
        {
            return _operands[--Height];
        }

        if (!_unreachable)
        {
            throw Invalid.TypeMismatch(Place, "instruction requires an operand but stack has []");
        }

        return OperandCode.Bottom;
    }

    /// <summary>Pops a reference of whatever type.</summary>
    private OperandCode PopReference()
    {
        var code = PopOperand();
        if (code.IsBottom)
        {
            return OperandCode.BottomReference;
        }

        if (!code.IsReference)
        {
            throw Invalid.TypeMismatch(Place, $"instruction requires [a reference] but stack has [{_module.Type(code)}]");
        }

        return code;
    }

    private void PopOperands(ReadOnlySpan<OperandCode> expected)
    {
        int height = Height;
        for (int i = expected.Length - 1; i >= 0; i--)
        {
            if (!TryPopOperand(expected[i]))
            {
                Mismatch(expected, height);
            }
        }
    }

    /// <summary>Whether the operands on top fit, without popping them.</summary>
    private void CheckOperands(ReadOnlySpan<OperandCode> expected)
    {
        int height = Height;
        PopOperands(expected);
        Height = height;
    }

    private bool Matches(OperandCode type, OperandCode expected)
    {
        if (type == expected || type.IsBottom)
        {
            return true;
        }

        if (!type.IsReference || !expected.IsReference || (type.IsNullable && !expected.IsNullable))
        {
            return false;
        }

        if (type.IsMaybeShared)
        {
            type = type.WithSharing(IsShared(expected));
        }

        return type.IsBottomReference || Subtyping.IsSubtype(_module.Type(type).HeapType, _module.Type(expected).HeapType);
    }

    private bool Matches(ReadOnlySpan<OperandCode> types, ReadOnlySpan<OperandCode> expected)
    {
        if (types.Length != expected.Length)
        {
            return false;
        }

        for (int i = 0; i < types.Length; i++)
        {
            if (!Matches(types[i], expected[i]))
            {
                return false;
            }
        }

        return true;
    }
}
