using System.Runtime.InteropServices;
using Peregrine.Collections;

namespace Peregrine.Interpreter;

/// <summary>Where the value of an operand is while code is translated.</summary>
internal enum OperandKind : byte
{
    /// <summary>In its own place of the frame.</summary>
    Temporary,

    /// <summary>In a local, which has not been set since.</summary>
    Local,

    /// <summary>Known; a reference constant is null.</summary>
    Constant,
}

/// <summary>An entry of the translator's operand stack.</summary>
internal struct Operand
{
    public OperandKind Kind;

    public ValKind Type;

    /// <summary>The operand's own slot (or place on the reference stack, for references), whether its value is there or not.</summary>
    public int Home;

    /// <summary>Slot or place of the value: <see cref="Home"/> or the local's; meaningless for constants.</summary>
    public int Place;

    /// <summary>Bits of a constant, zero-extended.</summary>
    public ulong Value;

    public readonly bool IsReference => Type == ValKind.Ref;
}

/// <summary>The operand stack: temporaries have fixed homes; locals and constants are operands until something forces them home.</summary>
internal sealed unsafe partial class Translator
{
    private readonly ItemList<Operand> _operands = [];
    private int _slotTop;
    private int _referenceTop;
    private int _maximumSlots;
    private int _maximumReferences;

    private Span<Operand> Operands => _operands.AsSpan();

    /// <summary>Pushes an operand that lies in its home; returns that.</summary>
    private int PushTemporary(ValKind type)
    {
        int home = NextHome(type);
        PushOperand(new Operand { Kind = OperandKind.Temporary, Type = type, Home = home, Place = home });
        return home;
    }

    private void PushConstant(ValKind type, ulong value)
    {
        int home = NextHome(type);
        PushOperand(new Operand { Kind = OperandKind.Constant, Type = type, Home = home, Place = home, Value = value });
    }

    private void PushLocal(int local) =>
        PushOperand(new Operand { Kind = OperandKind.Local, Type = _localTypes[local], Home = NextHome(_localTypes[local]), Place = _localPlaces[local] });

    /// <summary>The home that the next operand of the type will get.</summary>
    private int NextHome(ValKind type) => type == ValKind.Ref ? _referenceTop : _slotTop;

    private Operand Pop()
    {
        var operand = _operands[^1];
        _operands.RemoveAt(_operands.Count - 1);
        if (operand.IsReference)
        {
            _referenceTop = operand.Home;
        }
        else
        {
            _slotTop = operand.Home;
        }

        return operand;
    }

    private void PushOperand(in Operand operand)
    {
        _operands.Add(operand);
        if (operand.IsReference)
        {
            _referenceTop = operand.Home + 1;
            _maximumReferences = Math.Max(_maximumReferences, _referenceTop);
        }
        else
        {
            _slotTop = operand.Home + SlotsOf(operand.Type);
            _maximumSlots = Math.Max(_maximumSlots, _slotTop);
        }
    }

    /// <summary>Brings the value home.</summary>
    private void Materialize(ref Operand operand)
    {
        if (operand.Kind != OperandKind.Temporary)
        {
            EmitMove(operand, operand.Home);
            operand.Kind = OperandKind.Temporary;
            operand.Place = operand.Home;
        }
    }

    /// <summary>The slot or place where handlers that take no constants find the operand, which may have been popped already.</summary>
    private int PlaceOf(ref Operand operand)
    {
        if (operand.Kind == OperandKind.Constant)
        {
            Materialize(ref operand);
        }

        return operand.Place;
    }

    /// <summary>Brings the topmost operands home: arguments of calls, values of several places.</summary>
    private void MaterializeTop(int count)
    {
        var operands = Operands[^count..];
        for (int i = 0; i < operands.Length; i++)
        {
            // Neighbours that are locals go home together.
            if (operands[i].Kind == OperandKind.Local && SlotsOf(operands[i].Type) == 1)
            {
                i += EmitMoves(operands[i..]) - 1;
                continue;
            }

            Materialize(ref operands[i]);
        }
    }

    /// <summary>Brings home what still lies in the local, before that is set.</summary>
    private void MaterializeLocal(int place, bool isReference)
    {
        foreach (ref var operand in Operands)
        {
            if (operand.Kind == OperandKind.Local && operand.Place == place && operand.IsReference == isReference)
            {
                Materialize(ref operand);
            }
        }
    }

    /// <summary>Brings home everything that lies in locals: at the start of blocks, as setting a local inside may be passed by.</summary>
    private void MaterializeLocals(int fromTop = 0)
    {
        foreach (ref var operand in Operands[..^fromTop])
        {
            if (operand.Kind == OperandKind.Local)
            {
                Materialize(ref operand);
            }
        }
    }

    private void Truncate(int height)
    {
        while (_operands.Count > height)
        {
            Pop();
        }
    }

    private static int SlotsOf(ValKind type) => type switch
    {
        ValKind.V128 => 2,
        ValKind.Ref => 0,
        _ => 1,
    };
}
