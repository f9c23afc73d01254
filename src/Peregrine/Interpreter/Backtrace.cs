using Peregrine.Runtime.Layout;

namespace Peregrine.Interpreter;

/// <summary>Makes backtraces.</summary>
internal static unsafe class Backtrace
{
    /// <summary>Frames beyond so many are left out.</summary>
    private const int MaximumFrames = 100;

    /// <summary>The frames of a run, innermost first.</summary>
    public static List<WasmFrame> Of(Store store, byte* pc, ulong* fp, InstanceContext* ctx)
    {
        var frames = new List<WasmFrame>();
        var walker = new FrameWalker(store, pc, fp, ctx);
        while (frames.Count < MaximumFrames && walker.MoveNext())
        {
            int function = walker.Code!.Index;
            frames.Add(new WasmFrame(walker.Module!.Name, function, walker.Module.FunctionName(function), walker.SourceOffset));
        }

        return frames;
    }

    /// <summary>The frames of the run that has noted its place in the store.</summary>
    public static List<WasmFrame> Of(Store store)
    {
        var context = store.Context;
        return Of(store, (byte*)context->TrapProgramCounter, (ulong*)context->TrapFrame, context->TrapContext);
    }
}
