namespace Peregrine.Cli.Diagnostics;

/// <summary>Messages for people, on standard error: coloured on terminals only, and never when NO_COLOR is set.</summary>
internal static class Report
{
    private static readonly bool s_color =
        !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public static void Error(string message) => Write("error", "31", message);

    public static void Warning(string message) => Write("warning", "33", message);

    public static void Hint(string message) => Write("hint", "36", message);

    /// <summary>A further line below an error.</summary>
    public static void Detail(string line) => Console.Error.WriteLine("  " + line);

    private static void Write(string label, string color, string message) =>
        Console.Error.WriteLine(s_color ? $"\u001b[1;{color}m{label}:\u001b[0m {message}" : $"{label}: {message}");
}
