using System.Runtime.CompilerServices;
using Peregrine.Runtime.Layout;

namespace Peregrine.Interpreter;

/// <summary>Calls and returns.</summary>
internal static unsafe partial class Handlers
{
    /// <summary>Call of a defined function: +8 frame slot, +10 reference places, +12 offset of the descriptor.</summary>
    [MethodImpl(Hot)]
    public static long Call(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var callee = (FunctionDescriptor*)((byte*)ctx + *(uint*)(pc + 12));
        ulong* frame = fp + *(ushort*)(pc + 8);
        if (!TryPush(callee, frame, pc + 16, fp, ctx))
        {
            return CallStackExhausted(pc, fp, mem, r0, ctx, ref rf, d0);
        }

        rf = ref Unsafe.Add(ref rf, (nint)(*(ushort*)(pc + 10)));
        pc = callee->Code;
        return (*(Handler*)pc)(pc, frame, mem, (long)callee, ctx, ref rf, d0);
    }

    /// <summary>Call of an imported function: +12 offset of the pointer to the descriptor.</summary>
    [MethodImpl(Hot)]
    public static long CallImported(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        r0 = (long)*(FunctionDescriptor**)((byte*)ctx + *(uint*)(pc + 12));
        return CallAny(pc + 16, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>call_indirect: +8 slot of the index, +12 offset of the pointer to the table, +16 type id, +24 frame slot, +26 reference places, +28 type index.</summary>
    [MethodImpl(Hot)]
    public static long CallIndirectS(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        ulong index = fp[*(ushort*)(pc + 8)];
        var table = *(TableDescriptor**)((byte*)ctx + *(uint*)(pc + 12));
        if (index < table->Length)
        {
            var callee = table->Functions[index];
            if (callee != null && callee->TypeId == *(int*)(pc + 16) && callee->Context == ctx)
            {
                ulong* frame = fp + *(ushort*)(pc + 24);
                if (TryPush(callee, frame, pc + 32, fp, ctx))
                {
                    rf = ref Unsafe.Add(ref rf, (nint)(*(ushort*)(pc + 26)));
                    byte* target = callee->Code;
                    return (*(Handler*)target)(target, frame, mem, (long)callee, ctx, ref rf, d0);
                }
            }
        }

        return CallIndirectSlow(pc, fp, mem, (long)index, ctx, ref rf, d0);
    }

    /// <summary>call_indirect with the index in r0.</summary>
    [MethodImpl(Hot)]
    public static long CallIndirectA(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var table = *(TableDescriptor**)((byte*)ctx + *(uint*)(pc + 12));
        if ((ulong)r0 < table->Length)
        {
            var callee = table->Functions[r0];
            if (callee != null && callee->TypeId == *(int*)(pc + 16) && callee->Context == ctx)
            {
                ulong* frame = fp + *(ushort*)(pc + 24);
                if (TryPush(callee, frame, pc + 32, fp, ctx))
                {
                    rf = ref Unsafe.Add(ref rf, (nint)(*(ushort*)(pc + 26)));
                    byte* target = callee->Code;
                    return (*(Handler*)target)(target, frame, mem, (long)callee, ctx, ref rf, d0);
                }
            }
        }

        return CallIndirectSlow(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>call_ref: +8 place of the function, +16 as every call.</summary>
    [MethodImpl(Hot)]
    public static long CallReference(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var callee = Function.ToDescriptor(Unsafe.Add(ref rf, (nint)(*(ushort*)(pc + 8))));
        if (callee == null)
        {
            return TrapOut(pc, fp, TrapKind.NullFunctionReference, ctx, ref rf);
        }

        return CallAny(pc + 24, fp, mem, (long)callee, ctx, ref rf, d0);
    }

    /// <summary>Leaves the callee's places on the reference stack; follows calls from frames that have some: +8 how many.</summary>
    [MethodImpl(Hot)]
    public static long Release(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        rf = ref Unsafe.Subtract(ref rf, (nint)(*(ushort*)(pc + 8)));
        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>First instruction of functions that use references: +8 number of reference parameters, +10 first place behind the reference locals, +12 places in all.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long EnterReferences(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        if (Unsafe.IsNullRef(ref rf))
        {
            // No frame below has any: they all begin at the first place.
            rf = ref HandlerSupport.References(ctx);
        }

        nint end = (nint)Unsafe.AsPointer(ref Unsafe.Add(ref rf, *(int*)(pc + 12)));
        if (end > ctx->Store->ReferenceLimit)
        {
            return TrapOut(pc, fp, TrapKind.CallStackExhausted, ctx, ref rf);
        }

        ctx->Store->ReferenceHighWater = Math.Max(ctx->Store->ReferenceHighWater, end);

        for (int place = *(ushort*)(pc + 8); place < *(ushort*)(pc + 10); place++)
        {
            Unsafe.Add(ref rf, place) = null;
        }

        pc += 16;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>Calls the function in r0 with a frame at fp; see <see cref="FixedCode.Entry"/>.</summary>
    public static long EntryCall(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0) =>
        CallAny(pc + 16, fp, mem, r0, ctx, ref rf, d0);

    /// <summary>Ends the run.</summary>
    public static long Exit(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0) => Completed;

    /// <summary>Saves where to return to in the callee's frame, if there is room for that.</summary>
    /// <remarks>Inlined to keep handlers below 100 bytes of CIL, beyond which the JIT compiler gives them a frame.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryPush(FunctionDescriptor* callee, ulong* frame, byte* returnAddress, ulong* caller, InstanceContext* ctx)
    {
        if ((byte*)frame + callee->FrameBytes > ctx->StackLimit)
        {
            return false;
        }

        ulong* saved = (ulong*)((byte*)frame + callee->SaveOffset);
        saved[0] = (ulong)returnAddress;
        saved[1] = (ulong)caller;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long CallStackExhausted(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0) =>
        TrapOut(pc, fp, TrapKind.CallStackExhausted, ctx, ref rf);

    /// <summary>Any call, of the function in r0, that returns to pc.</summary>
    private static long CallAny(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var callee = (FunctionDescriptor*)r0;
        ulong* frame = fp + *(ushort*)(pc - 8);
        ref var references = ref Unsafe.Add(ref rf, (nint)(*(ushort*)(pc - 6)));
        if (callee->Context == null)
        {
            return CallHost(pc, fp, mem, r0, ctx, ref rf, d0);
        }

        if (callee->Context != ctx)
        {
            return CallForeign(pc, fp, mem, r0, ctx, ref rf, d0);
        }

        if (!TryPush(callee, frame, pc, fp, ctx))
        {
            return TrapOut(pc - 8, fp, TrapKind.CallStackExhausted, ctx, ref rf);
        }

        pc = callee->Code;
        return (*(Handler*)pc)(pc, frame, mem, r0, ctx, ref references, d0);
    }

    /// <summary>call_indirect, index in r0, of what is not a function of exactly the type in this instance.</summary>
    private static long CallIndirectSlow(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var table = *(TableDescriptor**)((byte*)ctx + *(uint*)(pc + 12));
        var trap = HandlerSupport.FindCallee(ctx, table, (ulong)r0, *(int*)(pc + 16), *(int*)(pc + 28), out var callee);
        if (callee == null)
        {
            return TrapOut(pc, fp, trap, ctx, ref rf);
        }

        return CallAny(pc + 32, fp, mem, (long)callee, ctx, ref rf, d0);
    }

    /// <summary>Calls the host function in r0.</summary>
    private static long CallHost(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        ulong* frame = fp + *(ushort*)(pc - 8);
        rf = ref Unsafe.Add(ref rf, (nint)(*(ushort*)(pc - 6)));
        var exception = HostCalls.Call((FunctionDescriptor*)r0, ctx, pc, fp, frame, ref rf);
        if (exception is not null)
        {
            return Continue(pc, fp, mem, Unwinder.Throw(exception, pc, fp, ctx, ref rf, isReturnAddress: true), ctx, ref rf, d0);
        }

        mem = HandlerSupport.RefreshMemory(ctx);
        r0 = (long)frame[0];
        d0 = *(double*)frame;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>Calls the function in r0, of another instance, behind a record of four slots that <see cref="Restore"/> takes away.</summary>
    private static long CallForeign(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var callee = (FunctionDescriptor*)r0;
        ulong* record = fp + *(ushort*)(pc - 8);
        ulong* frame = record + ForeignRecord.Slots;
        HandlerSupport.CountSlots(callee, out int arguments, out int results);
        if ((byte*)frame + Math.Max(callee->FrameBytes, (Math.Max(arguments, results) + 2) * sizeof(ulong)) > ctx->StackLimit)
        {
            return TrapOut(pc - 8, fp, TrapKind.CallStackExhausted, ctx, ref rf);
        }

        new Span<ulong>(record, arguments).CopyTo(new Span<ulong>(frame, arguments));
        *(ForeignRecord*)record = new ForeignRecord { Context = ctx, ProgramCounter = pc, Frame = fp, Results = results };
        ulong* saved = (ulong*)((byte*)frame + callee->SaveOffset);
        saved[0] = (ulong)FixedCode.Restore;
        saved[1] = (ulong)record;
        ctx = callee->Context;
        mem = HandlerSupport.RefreshMemory(ctx);
        rf = ref Unsafe.Add(ref rf, (nint)(*(ushort*)(pc - 6)));
        pc = callee->Code;
        return (*(Handler*)pc)(pc, frame, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>Return from another instance: fp is the record.</summary>
    public static long Restore(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var record = *(ForeignRecord*)fp;
        for (long i = 0; i < record.Results; i++)
        {
            fp[i] = fp[ForeignRecord.Slots + i];
        }

        ctx = record.Context;
        mem = HandlerSupport.RefreshMemory(ctx);
        pc = record.ProgramCounter;
        fp = record.Frame;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>Translates the function in r0, whose frame has been made already, and enters it.</summary>
    public static long Translate(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var function = (FunctionDescriptor*)r0;
        ulong* saved = (ulong*)((byte*)fp + function->SaveOffset);
        ulong returnAddress = saved[0], caller = saved[1];
        HandlerSupport.Translate(function, ctx);
        if ((byte*)fp + function->FrameBytes > ctx->StackLimit)
        {
            // The call has happened, but its frame has not: the trap is the caller's.
            return TrapOut((byte*)returnAddress - 8, (ulong*)caller, TrapKind.CallStackExhausted, ctx, ref rf);
        }

        saved = (ulong*)((byte*)fp + function->SaveOffset);
        saved[0] = returnAddress;
        saved[1] = caller;
        pc = function->Code;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }
}
