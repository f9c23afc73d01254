namespace Peregrine.Cli.Running;

/// <summary>What the user asks <c>run</c> to do.</summary>
internal sealed record RunRequest(
    string File,
    string[] GuestArguments,
    string[] Directories,
    string[] Variables,
    string? Argv0,
    string? Invoke,
    string[] Preloads);
