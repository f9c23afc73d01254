namespace Peregrine.Cli.Diagnostics;

/// <summary>Shows the wasm frames of a trap, innermost first.</summary>
internal static class Backtrace
{
    private const int Shown = 40;

    public static void Write(IReadOnlyList<WasmFrame> frames)
    {
        for (int i = 0; i < Math.Min(frames.Count, Shown); i++)
        {
            Report.Detail($"{i,3}: {frames[i]}");
        }

        if (frames.Count > Shown)
        {
            Report.Detail($"     … and {frames.Count - Shown} more frames");
        }
    }
}
