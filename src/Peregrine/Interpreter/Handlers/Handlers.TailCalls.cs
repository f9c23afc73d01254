using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Peregrine.Runtime.Layout;

namespace Peregrine.Interpreter;

/// <summary>Tail calls: +8 slot of the arguments, +10 place of the reference arguments, +16 and +18 how many, +20 slot of the frame's saved program counter.</summary>
internal static unsafe partial class Handlers
{
    /// <summary>return_call of a defined function: +12 offset of the descriptor.</summary>
    [MethodImpl(Hot)]
    public static long TailCall(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0) =>
        TailCallAny(pc, fp, mem, (long)((byte*)ctx + *(uint*)(pc + 12)), ctx, ref rf, d0);

    /// <summary>return_call of an imported function: +12 offset of the pointer to the descriptor.</summary>
    [MethodImpl(Hot)]
    public static long TailCallImported(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0) =>
        TailCallAny(pc, fp, mem, *(long*)((byte*)ctx + *(uint*)(pc + 12)), ctx, ref rf, d0);

    /// <summary>return_call_indirect: +12 offset of the pointer to the table, +24 slot of the index, +28 type index, +32 type id.</summary>
    [MethodImpl(Hot)]
    public static long TailCallIndirect(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var table = *(TableDescriptor**)((byte*)ctx + *(uint*)(pc + 12));
        var trap = HandlerSupport.FindCallee(ctx, table, fp[*(ushort*)(pc + 24)], *(int*)(pc + 32), *(int*)(pc + 28), out var callee);
        if (callee == null)
        {
            return TrapOut(pc, fp, trap, ctx, ref rf);
        }

        return TailCallAny(pc, fp, mem, (long)callee, ctx, ref rf, d0);
    }

    /// <summary>return_call_ref: +24 place of the function.</summary>
    [MethodImpl(Hot)]
    public static long TailCallReference(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var callee = Function.ToDescriptor(Unsafe.Add(ref rf, (nint)(*(ushort*)(pc + 24))));
        if (callee == null)
        {
            return TrapOut(pc, fp, TrapKind.NullFunctionReference, ctx, ref rf);
        }

        return TailCallAny(pc, fp, mem, (long)callee, ctx, ref rf, d0);
    }

    /// <summary>Replaces the frame by one of the function in r0.</summary>
    [MethodImpl(Hot)]
    private static long TailCallAny(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var callee = (FunctionDescriptor*)r0;
        if (callee->Context != ctx)
        {
            return TailCallForeign(pc, fp, mem, r0, ctx, ref rf, d0);
        }

        if ((byte*)fp + callee->FrameBytes > ctx->StackLimit)
        {
            return TrapOut(pc, fp, TrapKind.CallStackExhausted, ctx, ref rf);
        }

        ulong* saved = fp + *(uint*)(pc + 20);
        ulong returnAddress = saved[0], caller = saved[1];
        MoveArguments(pc, fp, fp, ref rf);
        saved = (ulong*)((byte*)fp + callee->SaveOffset);
        saved[0] = returnAddress;
        saved[1] = caller;
        pc = callee->Code;
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }

    /// <summary>Tail call of a host function or of a function of another instance, in r0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long TailCallForeign(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var callee = (FunctionDescriptor*)r0;
        ulong* saved = fp + *(uint*)(pc + 20);
        byte* returnAddress = (byte*)saved[0];
        ulong* caller = (ulong*)saved[1];
        bool hasRecord = FixedCode.IsRestore(returnAddress);

        // The frame returns to another instance already, or it does not, and a record has to go below the callee's frame.
        ulong* frame = hasRecord || callee->Context == null ? fp : fp + ForeignRecord.Slots;
        if ((byte*)frame + callee->FrameBytes > ctx->StackLimit)
        {
            return TrapOut(pc, fp, TrapKind.CallStackExhausted, ctx, ref rf);
        }

        MoveArguments(pc, fp, frame, ref rf);
        if (callee->Context == null)
        {
            var exception = HostCalls.Call(callee, ctx, returnAddress, caller, frame, ref rf);
            if (exception is not null)
            {
                return Continue(pc, fp, mem, Unwinder.Throw(exception, returnAddress, caller, ctx, ref rf, isReturnAddress: true), ctx, ref rf, d0);
            }

            mem = HandlerSupport.RefreshMemory(ctx);
            r0 = (long)frame[0];
            d0 = *(double*)frame;
            return (*(Handler*)returnAddress)(returnAddress, caller, mem, r0, ctx, ref rf, d0);
        }

        if (!hasRecord)
        {
            HandlerSupport.CountSlots(callee, out _, out int results);
            *(ForeignRecord*)fp = new ForeignRecord { Context = ctx, ProgramCounter = returnAddress, Frame = caller, Results = results };
            returnAddress = FixedCode.Restore;
            caller = fp;
        }

        saved = (ulong*)((byte*)frame + callee->SaveOffset);
        saved[0] = (ulong)returnAddress;
        saved[1] = (ulong)caller;
        ctx = callee->Context;
        mem = HandlerSupport.RefreshMemory(ctx);
        pc = callee->Code;
        return (*(Handler*)pc)(pc, frame, mem, r0, ctx, ref rf, d0);
    }

    private static void MoveArguments(byte* pc, ulong* fp, ulong* frame, ref object? rf)
    {
        ulong* from = fp + *(ushort*)(pc + 8);
        int count = *(ushort*)(pc + 16);
        if (frame <= from)
        {
            for (int i = 0; i < count; i++)
            {
                frame[i] = from[i];
            }
        }
        else
        {
            for (int i = count - 1; i >= 0; i--)
            {
                frame[i] = from[i];
            }
        }

        int references = *(ushort*)(pc + 18);
        if (references > 0)
        {
            ref var first = ref Unsafe.Add(ref rf, (nint)(*(ushort*)(pc + 10)));
            MemoryMarshal.CreateSpan(ref first, references).CopyTo(MemoryMarshal.CreateSpan(ref rf, references));
        }
    }
}
