using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Peregrine.Engines;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Memories;
using Peregrine.Validation;

namespace Peregrine.Interpreter;

/// <summary>The interpreter: threaded code, translated function by function when first called.</summary>
internal sealed unsafe class InterpreterEngine(EngineOptions options) : IExecutionEngine
{
    private readonly TranslationOptions _options = new(options);

    public string Name => "interpreter";

    public object? CompileModule(ValidatedModule module, InstanceLayout layout) => new InterpretedModule(module, layout, _options);

    public void PrepareInstance(Instance instance)
    {
        var module = instance.Module.Validated;
        var compiled = (InterpretedModule)instance.Module.Compiled!;
        var ctx = instance.Context;
        bool isGuarded = IsGuarded(ctx);
        for (int index = module.ImportedFunctions; index < module.Functions.Length; index++)
        {
            var type = module.Functions[index];
            var function = instance.Layout.Function(ctx, index);
            *function = new FunctionDescriptor { TypeId = type.Id, Index = index, Context = ctx, Owner = instance.Handle };
            if (compiled.TryGetCode(index, isGuarded) is { } code)
            {
                Fill(function, code);
            }
            else
            {
                int slots = Math.Max(SlotLayout.Slots(type.Function!.Parameters.AsSpan()), SlotLayout.Slots(type.Function.Results.AsSpan()));
                function->Code = FixedCode.Translate;
                function->SaveOffset = slots * sizeof(ulong);
                function->FrameBytes = (slots + 2) * sizeof(ulong);
            }
        }
    }

    /// <summary>For host functions the descriptor holds the sizes of the argument area instead of a frame's.</summary>
    public void PrepareHostFunction(Function function)
    {
        ReadOnlySpan<ValType> parameters = function.Type.Parameters.AsSpan(), results = function.Type.Results.AsSpan();
        function.Descriptor->Code = FixedCode.Exit;
        function.Descriptor->FrameBytes = Math.Max(SlotLayout.Slots(parameters), SlotLayout.Slots(results)) * sizeof(ulong);
        function.Descriptor->SaveOffset = Math.Max(SlotLayout.References(parameters), SlotLayout.References(results));
    }

    public void Invoke(Store store, FunctionDescriptor* callee, ulong* slots, Span<object?> references)
    {
        var context = store.Context;
        var type = Function.TypeOf(callee).Function!;
        int arguments = SlotLayout.Slots(type.Parameters.AsSpan()), results = SlotLayout.Slots(type.Results.AsSpan());
        byte* top = context->StackTop;
        if (top + ((Math.Max(arguments, results) + 2) * sizeof(ulong)) > store.SlotStackEnd)
        {
            throw new TrapException(TrapKind.CallStackExhausted);
        }

        new Span<ulong>(slots, arguments).CopyTo(new Span<ulong>(top, arguments));
        ref object? first = ref References(store, type, out int referenceArguments, out int referenceResults);
        if (referenceArguments > 0)
        {
            references[..referenceArguments].CopyTo(MemoryMarshal.CreateSpan(ref first, referenceArguments));
        }

        nint referenceTop = context->ReferenceTop;
        try
        {
            if (Run(store, (ulong*)top, callee, ref first) != Handlers.Completed)
            {
                throw new TrapException((TrapKind)context->TrapKind, frames: Backtrace.Of(store));
            }

            new Span<ulong>(top, results).CopyTo(new Span<ulong>(slots, results));
            if (referenceResults > 0)
            {
                MemoryMarshal.CreateSpan(ref first, referenceResults).CopyTo(references);
            }
        }
        finally
        {
            context->StackTop = top;
            // The run may have been the first to need the reference stack.
            context->ReferenceTop = referenceTop == 0 ? context->ReferenceStack : referenceTop;
            ClearReferences(store, ref first);
        }
    }

    /// <summary>Gives the descriptor of a defined function its code.</summary>
    internal static void Fill(FunctionDescriptor* function, FunctionCode code)
    {
        function->SaveOffset = code.SaveOffset;
        function->FrameBytes = code.FrameBytes;
        function->Code = code.Entry;
    }

    /// <summary>Whether memory 0 has guard pages; so has none at all.</summary>
    internal static bool IsGuarded(InstanceContext* ctx) => ctx->Memory0 == null || ctx->Memory0->GuardPages != 0;

    private static ref object? References(Store store, FunctionType type, out int arguments, out int results)
    {
        arguments = SlotLayout.References(type.Parameters.AsSpan());
        results = SlotLayout.References(type.Results.AsSpan());
        var context = store.Context;
        if (arguments + results > 0)
        {
            _ = store.References;
        }

        if (context->ReferenceStack == 0)
        {
            return ref Unsafe.NullRef<object?>();
        }

        // The array never moves.
        if (context->ReferenceTop + (Math.Max(arguments, results) * nint.Size) > context->ReferenceLimit)
        {
            throw new TrapException(TrapKind.CallStackExhausted);
        }

        return ref Unsafe.AsRef<object?>((void*)context->ReferenceTop);
    }

    /// <summary>What the run has left on the reference stack must not keep objects alive.</summary>
    private static void ClearReferences(Store store, ref object? first)
    {
        var context = store.Context;
        nint start = (nint)Unsafe.AsPointer(ref first);
        start = start == 0 ? context->ReferenceStack : start;
        if (context->ReferenceHighWater > start)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.AsRef<object?>((void*)start), (int)((context->ReferenceHighWater - start) / nint.Size)).Clear();
            context->ReferenceHighWater = start;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Run(Store store, ulong* fp, FunctionDescriptor* callee, ref object? rf)
    {
        var ctx = callee->Context;
        byte* pc = FixedCode.Entry;
        try
        {
            return (*(Handler*)pc)(pc, fp, HandlerSupport.RefreshMemory(ctx), (long)callee, ctx, ref rf, 0);
        }
        catch (NullReferenceException) when (GuardPageTraps.TryTakeFault(out var fault) && IsGuest(store, fault))
        {
            return Handlers.Trapped;
        }
        catch (TrapException trap) when (AddFrames(store, trap))
        {
            throw;
        }
    }

    /// <summary>Whether a fault is an access of the guest's code: then its first arguments are pc and fp.</summary>
    private static bool IsGuest(Store store, in FaultRecord fault)
    {
        var fp = (byte*)fault.SecondArgument;
        var walker = new FrameWalker(store, (byte*)fault.FirstArgument, (ulong*)fp, null);
        if (fp < store.SlotStack || fp >= store.SlotStackEnd || !walker.MoveNext())
        {
            return false;
        }

        // A handler of several instructions may or may not have moved pc to the one that accesses memory.
        nint pc = (nint)fault.FirstArgument;
        var operation = HandlerAddresses.OperationAt((nint)fault.InstructionPointer);
        if (HandlerAddresses.IsAt((byte*)pc, operation))
        {
            pc += OperationTable.AccessOffset(operation);
        }

        var context = store.Context;
        context->TrapKind = (int)TrapKind.OutOfBoundsMemoryAccess;
        context->TrapProgramCounter = pc;
        context->TrapFrame = (nint)fp;
        context->TrapContext = null;
        return true;
    }

    /// <summary>Adds this run's frames to a trap that a helper or a host function throws.</summary>
    private static bool AddFrames(Store store, TrapException trap)
    {
        trap.Frames = [.. trap.Frames, .. Backtrace.Of(store)];
        return false;
    }
}
