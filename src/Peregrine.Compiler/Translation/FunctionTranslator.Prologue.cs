using System.Reflection.Emit;
using Peregrine.Compiler.Emission;
using Peregrine.Compiler.Support;

namespace Peregrine.Compiler.Translation;

// What runs before the body, and the traps behind it.
internal sealed partial class FunctionTranslator
{
    private readonly Dictionary<TrapKind, Label> _traps = [];

    /// <summary>The descriptor of each table that indirect calls use, loaded at entry: it never moves.</summary>
    private readonly Variable?[] _tables;

    private bool InitializesLocals => _localTypes.Length - _signature.Parameters.Length > MostZeroedLocals;

    /// <summary>Traps when the native stack is used up. Functions that call nothing need no check: the limit leaves room for them.</summary>
    private void WriteStackCheck()
    {
        if (_traits.HasCalls)
        {
            _cil.LoadLocalAddress(_cil.DeclareLocal(typeof(int), isAddressed: true));
            _cil.Op(OpCodes.Conv_U);
            LoadContext(StructOffsets.ContextStackLimit);
            _cil.Op(OpCodes.Ldind_I);
            _cil.Op(OpCodes.Blt_Un, TrapLabel(TrapKind.CallStackExhausted));
        }
    }

    private void LoadTables()
    {
        for (int i = 0; i < _tables.Length; i++)
        {
            if (_traits.UsesTable[i])
            {
                _tables[i] = _cil.DeclareLocal(typeof(nint));
                LoadContext(_context.Layout.TableOffset(i));
                _cil.Op(OpCodes.Ldind_I);
                _cil.StoreLocal(_tables[i]!);
            }
        }
    }

    /// <summary>Traps when a branch would be taken that consumes what is on the evaluation stack.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="inverse">The branch that is taken exactly when that one is not.</param>
    /// <param name="kind">The trap.</param>
    private void WriteTrapIf(OpCode branch, OpCode inverse, TrapKind kind)
    {
        // One trap for the whole function where it can be reached by a plain branch: outside of try regions, with nothing else on the
        // evaluation stack.
        if (_tryDepth == 0 && IsEvaluationStackEmpty)
        {
            _cil.Op(branch, TrapLabel(kind));
            return;
        }

        var fine = _cil.DefineLabel();
        _cil.Op(inverse, fine);
        WriteTrap(kind);
        _cil.MarkLabel(fine);
    }

    private bool IsEvaluationStackEmpty
    {
        get
        {
            for (int i = _floor; i < _height; i++)
            {
                if (_operands[i].IsOnStack)
                {
                    return false;
                }
            }

            return true;
        }
    }

    private Label TrapLabel(TrapKind kind)
    {
        if (!_traps.TryGetValue(kind, out var label))
        {
            label = _cil.DefineLabel();
            _traps.Add(kind, label);
        }

        return label;
    }

    private void WriteTrap(TrapKind kind)
    {
        _cil.Int((int)kind);
        _cil.Call(Methods.CreateTrap);
        _cil.Op(OpCodes.Throw);
    }

    private void WriteTraps()
    {
        foreach (var (kind, label) in _traps)
        {
            _cil.MarkLabel(label);
            WriteTrap(kind);
        }
    }
}
