namespace Peregrine.Cli;

/// <summary>Exit codes, as <c>docs/cli.md</c> documents them. A guest's own exit code is passed on as it is.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A file could not be read, is no valid module, does not link, or an assertion of a script failed.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The guest trapped or threw an exception that it did not catch: what a shell reports of a process that aborts.</summary>
    public const int Trap = 134;
}
