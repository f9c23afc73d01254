using System.Runtime.CompilerServices;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Objects;

namespace Peregrine.Interpreter;

// Throwing. The unwinder notes in the store where execution goes on.
internal static unsafe partial class Handlers
{
    /// <summary><c>throw</c>: +8 first slot and +10 first reference of the payload, +12 tag.</summary>
    [MethodImpl(Hot)]
    public static long Throw(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        HandlerSupport.Enter(pc, fp, ctx);
        var exception = Unwinder.Make(ctx, *(uint*)(pc + 12), fp + *(ushort*)(pc + 8), ref Unsafe.Add(ref rf, (nint)(*(ushort*)(pc + 10))));
        int places = Unwinder.Throw(exception, pc, fp, ctx, ref rf);
        return Continue(pc, fp, mem, places, ctx, ref rf, d0);
    }

    /// <summary><c>throw_ref</c> and <c>rethrow</c>: +10 reference.</summary>
    [MethodImpl(Hot)]
    public static long ThrowReference(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var exception = Unsafe.As<ExceptionObject>(Unsafe.Add(ref rf, (nint)(*(ushort*)(pc + 10))));
        if (exception is null)
        {
            return TrapOut(pc, fp, TrapKind.NullExceptionReference, ctx, ref rf);
        }

        HandlerSupport.Enter(pc, fp, ctx);
        int places = Unwinder.Throw(exception, pc, fp, ctx, ref rf);
        return Continue(pc, fp, mem, places, ctx, ref rf, d0);
    }

    /// <summary>Goes on where the store's notes say, r0 places further down the reference stack.</summary>
    private static long Continue(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)
    {
        var store = ctx->Store;
        pc = (byte*)store->TrapProgramCounter;
        fp = (ulong*)store->TrapFrame;
        ctx = store->TrapContext;
        mem = HandlerSupport.RefreshMemory(ctx);
        rf = ref Unsafe.Subtract(ref rf, (nint)r0);
        return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);
    }
}
