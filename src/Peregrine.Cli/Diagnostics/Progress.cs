namespace Peregrine.Cli.Diagnostics;

/// <summary>Shows on a terminal what long work is doing; says nothing into pipes.</summary>
internal static class Progress
{
    private static readonly bool s_shown = !Console.IsErrorRedirected && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public static void Show(string what)
    {
        if (s_shown)
        {
            int width = Math.Max(20, Console.WindowWidth - 1);
            Console.Error.Write("\r\u001b[K" + (what.Length > width ? "…" + what[^(width - 1)..] : what));
        }
    }

    public static void Clear()
    {
        if (s_shown)
        {
            Console.Error.Write("\r\u001b[K");
        }
    }
}
