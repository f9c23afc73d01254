using System.Reflection.Emit;
using Peregrine.Compiler.Support;
using Peregrine.Instructions;

namespace Peregrine.Compiler.Translation;

// The first design of exceptions: try, catch, catch_all, delegate, rethrow. The .NET region catches every guest exception; which clause
// handles it is decided behind it, and an exception without a clause is thrown again.
internal sealed partial class FunctionTranslator
{
    private bool TryTranslateException(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Throw:
                TranslateThrow((int)instruction.Index);
                break;
            case Opcode.ThrowRef:
                TranslateThrowRef();
                break;
            case Opcode.TryTable:
                OpenTryTable(instruction);
                break;
            case Opcode.Try:
                OpenBlock(instruction);
                BeginTry();
                break;
            case Opcode.Catch:
                StartCatch((int)instruction.Index);
                break;
            case Opcode.CatchAll:
                StartCatch(tag: null);
                break;
            case Opcode.Delegate:
                TranslateDelegate(instruction.Index);
                break;
            case Opcode.Rethrow:
                DiscardTo(_floor);
                _cil.LoadLocal(_pool[Target(instruction.Index).Exception]);
                WriteThrow();
                break;
            default:
                return false;
        }

        return true;
    }

    private void StartCatch(int? tag)
    {
        var frame = Innermost;
        EndTryBody(frame);
        if (frame.Opcode == Opcode.Try)
        {
            WriteCatchEverything(frame);
        }
        else
        {
            _cil.MarkLabel(frame.ElseLabel);
        }

        frame.ElseLabel = _cil.DefineLabel();
        _unreachable = false;
        if (tag is { } index)
        {
            frame.Opcode = Opcode.Catch;
            WriteTagTest(_pool[frame.Exception], index);
            _cil.Op(OpCodes.Brfalse, frame.ElseLabel);
            var types = _module.Tags[index].Function.Parameters;
            var temporaries = RentAll(types.AsSpan());
            StorePayload(_pool[frame.Exception], types.AsSpan(), temporaries);
            for (int i = 0; i < temporaries.Length; i++)
            {
                PushTemporary(types[i].Kind, temporaries[i]);
            }
        }
        else
        {
            frame.Opcode = Opcode.CatchAll;
        }
    }

    /// <summary>Ends the region with a handler for all guest exceptions; behind it the frame has the exception object.</summary>
    private void WriteCatchEverything(Frame frame)
    {
        frame.Exception = _pool.Rent(ValKind.Ref);
        _cil.Generator.BeginExceptFilterBlock();
        _cil.Call(Methods.GetCatchable);
        _cil.StoreLocal(_pool[frame.Exception]);
        _cil.LoadLocal(_pool[frame.Exception]);
        _cil.Op(OpCodes.Ldnull);
        _cil.Op(OpCodes.Cgt_Un);
        _cil.Generator.BeginCatchBlock(null!);
        _cil.Op(OpCodes.Pop);
        WriteHandlerStart();
        EndTry();
    }

    /// <summary>The end of a legacy try: exceptions that no clause took go on.</summary>
    private void EndLegacyTry(Frame frame)
    {
        if (frame.Opcode == Opcode.Try)
        {
            // No clause at all, but .NET wants a handler.
            EndTryBody(frame);
            WriteCatchEverything(frame);
            _cil.LoadLocal(_pool[frame.Exception]);
            WriteThrow();
        }
        else
        {
            EndTryBody(frame);
            if (frame.Opcode == Opcode.Catch)
            {
                _cil.MarkLabel(frame.ElseLabel);
                _cil.LoadLocal(_pool[frame.Exception]);
                WriteThrow();
            }
        }

        _pool.Return(frame.Exception, ValKind.Ref);
    }

    /// <summary>Ends a try whose exceptions skip the regions between it and a label.</summary>
    private void TranslateDelegate(uint label)
    {
        var frame = Innermost;
        EndTryBody(frame);

        // Labels count from outside of the try. A region around a try's own label is the one that handles what is delegated to it.
        var target = Target(label + 1);
        int regions = target.TryDepth + (target.HasRegion ? 1 : 0);
        _cil.Generator.BeginExceptFilterBlock();
        _cil.Int(Math.Max(0, frame.TryDepth - regions));
        _cil.Call(Methods.SkipHandlers);
        _cil.Generator.BeginCatchBlock(null!);
        _cil.Op(OpCodes.Pop);
        EndTry();
        CloseFrame(frame, frame.IsTargeted);
    }
}
