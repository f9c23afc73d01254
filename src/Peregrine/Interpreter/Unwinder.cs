using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Peregrine.Instructions;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Objects;

namespace Peregrine.Interpreter;

/// <summary>Finds who catches an exception of the guest, frame by frame, and hands it over.</summary>
internal static unsafe class Unwinder
{
    /// <summary><c>throw</c>: makes the exception from its payload.</summary>
    public static ExceptionObject Make(InstanceContext* ctx, uint tagIndex, ulong* slots, ref object? references)
    {
        var tag = HandlerSupport.InstanceOf(ctx).Tags[tagIndex];
        var parameters = tag.Type.Function.Parameters.AsSpan();
        int slotCount = SlotLayout.Slots(parameters), referenceCount = SlotLayout.References(parameters);
        return new ExceptionObject(
            tag,
            slotCount == 0 ? [] : new ReadOnlySpan<ulong>(slots, slotCount).ToArray(),
            referenceCount == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref references, referenceCount).ToArray());
    }

    /// <summary>
    /// Throws an exception in the frame at <paramref name="fp"/>. Where it is caught, the payload is put in place, and the store's notes of
    /// program counter, frame and context say where to go on.
    /// </summary>
    /// <param name="exception">The exception.</param>
    /// <param name="pc">An address inside the instruction that throws.</param>
    /// <param name="fp">The frame.</param>
    /// <param name="ctx">The instance.</param>
    /// <param name="rf">The frame's first place on the reference stack.</param>
    /// <param name="isReturnAddress">Whether the callee of the frame throws, a tail call to the host: then <paramref name="rf"/> is the callee's.</param>
    /// <returns>Distance down the reference stack to the frame that catches.</returns>
    /// <exception cref="WasmThrownException">No frame of this run catches it.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Throw(ExceptionObject exception, byte* pc, ulong* fp, InstanceContext* ctx, ref object? rf, bool isReturnAddress = false)
    {
        var store = HandlerSupport.StoreOf(ctx);
        var walker = new FrameWalker(store, pc, fp, ctx, isReturnAddress);
        int places = 0;
        while (walker.MoveNext())
        {
            places += walker.References;
            var code = walker.Code!;
            if (code.Regions.Length == 0 || !TryFind(code, walker.Address, exception.Tag, walker.Context, out var clause))
            {
                continue;
            }

            Deliver(exception, clause, walker.Frame, ref Unsafe.Subtract(ref rf, places));
            HandlerSupport.Enter(code.Start + clause.Target, walker.Frame, walker.Context);
            return places;
        }

        exception.Frames ??= Backtrace.Of(store, pc, fp, ctx);
        if (exception.Thrown is { } thrown)
        {
            // The host threw it: let it arrive with its own stack.
            ExceptionDispatchInfo.Throw(thrown);
        }

        throw new WasmThrownException(exception);
    }

    private static bool TryFind(FunctionCode code, byte* pc, Tag tag, InstanceContext* ctx, out ExceptionClause clause)
    {
        int region = ExceptionRegion.Find(code.Regions, (int)(pc - code.Start));
        for (; region >= 0; region = code.Regions[region].Parent)
        {
            foreach (var candidate in code.Regions[region].Clauses)
            {
                if (candidate.Kind >= CatchKind.CatchAll || ReferenceEquals(HandlerSupport.InstanceOf(ctx).Tags[candidate.Tag], tag))
                {
                    clause = candidate;
                    return true;
                }
            }
        }

        clause = default;
        return false;
    }

    private static void Deliver(ExceptionObject exception, in ExceptionClause clause, ulong* fp, ref object? rf)
    {
        int place = clause.Reference;
        if (clause.KeepsException)
        {
            Unsafe.Add(ref rf, place++) = exception;
        }

        if (clause.Kind < CatchKind.CatchAll)
        {
            exception.Slots.CopyTo(new Span<ulong>(fp + clause.Slot, exception.Slots.Length));
            foreach (object? reference in exception.References)
            {
                Unsafe.Add(ref rf, place++) = reference;
            }
        }

        if (clause.Kind is CatchKind.CatchRef or CatchKind.CatchAllRef)
        {
            Unsafe.Add(ref rf, place) = exception;
        }
    }
}
