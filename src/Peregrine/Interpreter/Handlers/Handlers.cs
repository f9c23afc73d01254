using System.Runtime.CompilerServices;
using Peregrine.Runtime.Layout;

namespace Peregrine.Interpreter;

/// <summary>The instructions of the interpreter's threaded code: each does its work and tail-calls the next one.</summary>
/// <remarks>
/// <para>
/// A handler is <c>static long Name(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0)</c>, marked
/// <c>AggressiveOptimization | NoInlining</c>, and ends in <c>return (*(Handler*)pc)(pc, fp, mem, r0, ctx, ref rf, d0);</c> with pc moved
/// behind its instruction; tools/Peregrine.Weaver makes that a tail call. It returns itself only to end <see cref="InterpreterEngine"/>'s run.
/// </para>
/// <para>
/// pc: the instruction, 8-byte aligned: the handler's address, 16-bit slots at +8 (destination), +10, +12, +14; a 32-bit immediate may take +12;
/// further immediates from +16.
/// fp: the frame in 64-bit slots: parameters and locals (or results, if they are more), saved pc, saved fp, operands. i32 is zero-extended to 8 bytes always;
/// the upper half of f32 means nothing. v128 takes two slots.
/// rf: the frame's first place on the reference stack: reference parameters and locals (or results), reference operands.
/// mem: base of memory 0. ctx: the instance. r0: the last integer result, i32 zero-extended; d0: the last floating-point result, f32 in
/// the low half: both only where the translator says so, and every handler that is not told otherwise hands them on or destroys them.
/// On entry to a function r0 is its <see cref="FunctionDescriptor"/>.
/// </para>
/// <para>The last eight bytes before a return address always are: slot of the callee's frame (16 bits), its place on the reference stack
/// (16 bits), and four bytes of the call's own. The unwinder reads them.</para>
/// <para>Safe because the translator emits operands of validated code only: slots lie inside the frame that calls have checked against the stack's limit.</para>
/// </remarks>
internal static unsafe partial class Handlers
{
    public const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>What handlers return to end a run: normal return of the outermost function.</summary>
    public const long Completed = 0;

    /// <summary>A trap: kind, pc and fp are in the store's context.</summary>
    public const long Trapped = 1;

    /// <summary>Stands in for a handler whose machine code is not known yet.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long Resolve(byte* pc, ulong* fp, byte* mem, long r0, InstanceContext* ctx, ref object? rf, double d0) =>
        ((Handler)HandlerAddresses.Resolve(pc))(pc, fp, mem, r0, ctx, ref rf, d0);

    /// <summary>Ends the run with a trap at the instruction pc of the frame fp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long TrapOut(byte* pc, ulong* fp, TrapKind kind, InstanceContext* ctx, ref object? rf)
    {
        var store = ctx->Store;
        store->TrapKind = (int)kind;
        store->TrapProgramCounter = (nint)pc;
        store->TrapFrame = (nint)fp;
        store->TrapContext = ctx;
        return Trapped;
    }
}
