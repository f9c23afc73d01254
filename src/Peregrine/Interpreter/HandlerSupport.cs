using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Peregrine.Runtime.Layout;

namespace Peregrine.Interpreter;

/// <summary>What handlers need of the managed world, off the hot path.</summary>
internal static unsafe class HandlerSupport
{
    public static Instance InstanceOf(InstanceContext* ctx) => (Instance)GCHandle.FromIntPtr(ctx->Handle).Target!;

    public static Store StoreOf(InstanceContext* ctx) => (Store)GCHandle.FromIntPtr(ctx->Store->Handle).Target!;

    /// <summary>Notes where execution is, for what may throw: traps of helpers get their backtrace from here.</summary>
    public static void Enter(byte* pc, ulong* fp, InstanceContext* ctx)
    {
        var store = ctx->Store;
        store->TrapProgramCounter = (nint)pc;
        store->TrapFrame = (nint)fp;
        store->TrapContext = ctx;
    }

    /// <summary>The base of memory 0 after something may have moved it.</summary>
    public static byte* RefreshMemory(InstanceContext* ctx) => ctx->Memory0 == null ? null : ctx->MemoryBase = ctx->Memory0->Base;

    /// <summary>First place of the reference stack, which is made now if there was none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ref object? References(InstanceContext* ctx) => ref MemoryMarshal.GetArrayDataReference(StoreOf(ctx).References);

    /// <summary>Translates the function and fills its descriptor.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Translate(FunctionDescriptor* function, InstanceContext* ctx)
    {
        var module = (InterpretedModule)InstanceOf(ctx).Module.Compiled!;
        InterpreterEngine.Fill(function, module.Code(function->Index, InterpreterEngine.IsGuarded(ctx)));
    }

    /// <summary>What call_indirect finds in a table, where its fast path did not.</summary>
    /// <param name="ctx">The caller's instance.</param>
    /// <param name="table">The table.</param>
    /// <param name="index">Index of the element.</param>
    /// <param name="typeId">Id of the expected type.</param>
    /// <param name="typeIndex">Index of the expected type in the caller's module.</param>
    /// <param name="callee">The function, or null when it traps.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TrapKind FindCallee(InstanceContext* ctx, TableDescriptor* table, ulong index, int typeId, int typeIndex, out FunctionDescriptor* callee)
    {
        callee = null;
        if (index >= table->Length)
        {
            return TrapKind.UndefinedElement;
        }

        var found = table->Functions[index];
        if (found == null)
        {
            return TrapKind.UninitializedElement;
        }

        if (found->TypeId != typeId && !Function.TypeOf(found).IsSubtypeOf(InstanceOf(ctx).Module.Validated.Types[typeIndex]))
        {
            return TrapKind.IndirectCallTypeMismatch;
        }

        callee = found;
        return default;
    }

    /// <summary>Slots that the function's parameters and its results take.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CountSlots(FunctionDescriptor* function, out int parameters, out int results)
    {
        var type = Function.TypeOf(function).Function!;
        parameters = SlotLayout.Slots(type.Parameters.AsSpan());
        results = SlotLayout.Slots(type.Results.AsSpan());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong GrowMemory(InstanceContext* ctx, int index, ulong delta)
    {
        var memory = InstanceOf(ctx).Memories[index];
        long pages = memory.Grow(delta);
        return memory.Type.Is64 ? (ulong)pages : (uint)pages;
    }
}
