using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Objects;

namespace Peregrine.Interpreter;

/// <summary>Calls from the guest into the host.</summary>
internal static unsafe class HostCalls
{
    /// <summary>Calls a host function; what it throws passes through, but for exceptions that guests can catch.</summary>
    /// <param name="callee">The host function; its descriptor holds the sizes of its argument area.</param>
    /// <param name="ctx">The caller's instance.</param>
    /// <param name="pc">Return address of the call.</param>
    /// <param name="fp">The caller's frame.</param>
    /// <param name="slots">Arguments and results.</param>
    /// <param name="references">First place of reference arguments and results.</param>
    /// <returns>An exception for the guest, or null.</returns>
    public static ExceptionObject? Call(FunctionDescriptor* callee, InstanceContext* ctx, byte* pc, ulong* fp, ulong* slots, ref object? references)
    {
        var store = ctx->Store;
        var function = (Function)GCHandle.FromIntPtr(callee->Owner).Target!;

        // Calls that the host makes into guests begin behind the argument areas.
        store->StackTop = (byte*)slots + callee->FrameBytes;
        int count = callee->SaveOffset;
        if (count > 0 || !Unsafe.IsNullRef(ref references))
        {
            store->ReferenceTop = (nint)Unsafe.AsPointer(ref Unsafe.Add(ref references, count));
        }

        HandlerSupport.Enter(pc - 8, fp, ctx);
        try
        {
            function.CallHost(HandlerSupport.InstanceOf(ctx).Caller, slots, MemoryMarshal.CreateSpan(ref references, count));
            return null;
        }
        catch (WasmThrownException thrown)
        {
            // What nested runs noted is gone; exceptions that only pass through keep the object they arrived in.
            HandlerSupport.Enter(pc - 8, fp, ctx);
            thrown.Exception.Thrown = thrown;
            return thrown.Exception;
        }
        catch (Exception) when (Reenter(pc, fp, ctx))
        {
            throw;
        }
    }

    /// <summary>Runs before the frames below are left, so that they find where this call is although the host may have run guests meanwhile.</summary>
    private static bool Reenter(byte* pc, ulong* fp, InstanceContext* ctx)
    {
        HandlerSupport.Enter(pc - 8, fp, ctx);
        return false;
    }
}
