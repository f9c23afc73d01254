using System.Reflection;
using System.Reflection.Emit;
using Peregrine.Compiler.Emission;
using Peregrine.Compiler.Execution;
using Peregrine.Compiler.Support;
using Peregrine.Instructions;
using Peregrine.Runtime.Objects;

namespace Peregrine.Compiler.Translation;

// throw, throw_ref and try_table. A guest exception is a .NET exception that carries the exception object; try_table is a .NET try region
// whose filter looks for a clause, so that exceptions that nobody here catches pass at no extra cost.
internal sealed partial class FunctionTranslator
{
    private static readonly FieldInfo _exceptionSlots = typeof(ExceptionObject).GetField(nameof(ExceptionObject.Slots))!;
    private static readonly FieldInfo _exceptionReferences = typeof(ExceptionObject).GetField(nameof(ExceptionObject.References))!;

    private bool _hasRegions;

    private void TranslateThrow(int tag)
    {
        var types = _module.Tags[tag].Function.Parameters;
        var values = TakeAllForLater(types.Length);
        DiscardTo(_floor);
        LoadInstance();
        _cil.Int(tag);
        _cil.Call(Methods.NewException);
        _cil.StoreLocal(ObjectLocal);
        var places = SlotPlaces.Of(Kinds(types.AsSpan()));
        for (int i = 0; i < values.Length; i++)
        {
            LoadPayloadPlace(ObjectLocal, types[i].Kind, places[i]);
            Write(ref values[i]);
            SlotPlaces.Store(_cil, types[i].Kind);
        }

        _cil.LoadLocal(ObjectLocal);
        WriteThrow();
    }

    private void TranslateThrowRef()
    {
        var reference = TakeForLater();
        DiscardTo(_floor);
        Write(ref reference);
        WriteThrow();
    }

    /// <summary>Throws the exception object on the evaluation stack; null traps.</summary>
    private void WriteThrow()
    {
        _cil.Call(Methods.ToThrow);
        _cil.Op(OpCodes.Throw);
        _unreachable = true;
    }

    private void OpenTryTable(in Instruction instruction)
    {
        var clauses = _lists.Catches.ToArray();
        OpenBlock(instruction);
        if (clauses.Length > 0)
        {
            Innermost.Clauses = clauses;
            BeginTry();
        }
    }

    private void BeginTry()
    {
        _hasRegions = true;
        _cil.Generator.BeginExceptionBlock();
        _tryDepth++;
    }

    /// <summary>The generator ends regions with jumps behind them, where there has to be an instruction even if nothing gets there.</summary>
    private void WriteEndOfRegions()
    {
        if (_hasRegions)
        {
            _cil.Op(OpCodes.Ldnull);
            _cil.Op(OpCodes.Throw);
        }
    }

    /// <summary>The end of the body of a try region: its results leave it, then come the handlers.</summary>
    private void EndTryBody(Frame frame)
    {
        if (!_unreachable)
        {
            StoreResults(frame);
            WriteJump(frame);
        }

        DiscardTo(frame.Height);
        _unreachable = true;
    }

    private void EndTry()
    {
        _cil.Generator.EndExceptionBlock();
        _tryDepth--;
    }

    private void WriteTryTableHandlers(Frame frame)
    {
        var exception = _pool.Rent(ValKind.Ref);
        var clause = _pool.Rent(ValKind.I32);
        WriteClauseFilter(frame.Clauses!, _pool[exception], _pool[clause]);
        _cil.Generator.BeginCatchBlock(null!);
        _cil.Op(OpCodes.Pop);
        WriteHandlerStart();
        var labels = Array.ConvertAll(frame.Clauses!, _ => _cil.DefineLabel());
        _cil.LoadLocal(_pool[clause]);
        _cil.Generator.Emit(OpCodes.Switch, labels);
        for (int i = 0; i < labels.Length; i++)
        {
            _cil.MarkLabel(labels[i]);
            WriteClause(frame.Clauses![i], _pool[exception]);
        }

        EndTry();
        _pool.Return(exception, ValKind.Ref);
        _pool.Return(clause, ValKind.I32);
    }

    /// <summary>Decides whether a clause catches the exception: sets its number and the exception object.</summary>
    private void WriteClauseFilter(ReadOnlySpan<CatchSyntax> clauses, Variable exception, Variable clause)
    {
        _cil.Generator.BeginExceptFilterBlock();
        var end = _cil.DefineLabel();
        var found = _cil.DefineLabel();
        var missed = _cil.DefineLabel();
        _cil.Call(Methods.GetCatchable);
        _cil.StoreLocal(exception);
        _cil.LoadLocal(exception);
        _cil.Op(OpCodes.Brfalse, missed);
        for (int i = 0; i < clauses.Length; i++)
        {
            _cil.Int(i);
            _cil.StoreLocal(clause);
            if (clauses[i].Kind is CatchKind.CatchAll or CatchKind.CatchAllRef)
            {
                _cil.Branch(found);
                break;
            }

            WriteTagTest(exception, (int)clauses[i].Tag);
            _cil.Op(OpCodes.Brtrue, found);
        }

        _cil.MarkLabel(missed);
        _cil.Int(0);
        _cil.Branch(end);
        _cil.MarkLabel(found);
        _cil.Int(1);
        _cil.MarkLabel(end);
    }

    private void WriteTagTest(Variable exception, int tag)
    {
        _cil.LoadLocal(exception);
        LoadInstance();
        _cil.Int(tag);
        _cil.Call(Methods.HasTag);
    }

    /// <summary>What an exception may have left behind: a host function's mark, and memories that moved.</summary>
    private void WriteHandlerStart()
    {
        LoadContext(0);
        _cil.Call(Methods.EnterHandler);
        ReloadMemories();
    }

    private void WriteClause(CatchSyntax clause, Variable exception)
    {
        // Labels count from outside of the try_table.
        var target = Target(clause.Label + 1);
        var temporaries = LabelTemporaries(target);
        int count = 0;
        if (clause.Kind is CatchKind.Catch or CatchKind.CatchRef)
        {
            var types = _module.Tags[clause.Tag].Function.Parameters;
            StorePayload(exception, types.AsSpan(), temporaries);
            count = types.Length;
        }

        if (clause.Kind is CatchKind.CatchRef or CatchKind.CatchAllRef)
        {
            _cil.LoadLocal(exception);
            _cil.StoreLocal(_pool[temporaries[count]]);
        }

        WriteJump(target);
    }

    private void StorePayload(Variable exception, ReadOnlySpan<ValType> types, ReadOnlySpan<int> temporaries)
    {
        var places = SlotPlaces.Of(Kinds(types));
        for (int i = 0; i < types.Length; i++)
        {
            LoadPayloadPlace(exception, types[i].Kind, places[i]);
            LoadUnaligned(types[i].Kind);
            _cil.StoreLocal(_pool[temporaries[i]]);
        }
    }

    /// <summary>Puts the address of a payload value on the evaluation stack.</summary>
    private void LoadPayloadPlace(Variable exception, ValKind type, int place)
    {
        _cil.LoadLocal(exception);
        _cil.Generator.Emit(OpCodes.Ldfld, type == ValKind.Ref ? _exceptionReferences : _exceptionSlots);
        _cil.Int(place);
        _cil.Op(OpCodes.Readonly);
        _cil.Generator.Emit(OpCodes.Ldelema, type == ValKind.Ref ? typeof(object) : typeof(ulong));
    }

    private static ValKind[] Kinds(ReadOnlySpan<ValType> types)
    {
        var kinds = new ValKind[types.Length];
        for (int i = 0; i < kinds.Length; i++)
        {
            kinds[i] = types[i].Kind;
        }

        return kinds;
    }
}
