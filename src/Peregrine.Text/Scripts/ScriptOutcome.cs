namespace Peregrine.Text.Scripts;

/// <summary>How closely the messages of failures are compared.</summary>
internal enum MessageComparison
{
    /// <summary>Messages must begin with the script's text: the specification's suite.</summary>
    Prefix,

    /// <summary>Only the kind of failure counts; malformed and invalid modules are the same kind: suites of other projects, with wordings of their own.</summary>
    KindOnly,
}

/// <summary>A command of a script that did not do what it should.</summary>
/// <param name="File">The script.</param>
/// <param name="Line">Line of the command, from 1.</param>
/// <param name="Reason">What went wrong, or why the command was skipped.</param>
internal sealed record ScriptFinding(string File, int Line, string Reason)
{
    public override string ToString() => $"{File}:{Line}: {Reason}";
}

/// <summary>What running a script gave.</summary>
/// <remarks>Thread-safe while the script runs, as its threads report here too.</remarks>
internal sealed class ScriptOutcome(string file)
{
    private readonly Lock _lock = new();
    private readonly List<ScriptFinding> _failures = [];
    private readonly List<ScriptFinding> _skipped = [];
    private int _passed;

    public string File { get; } = file;

    /// <summary>Assertions that hold.</summary>
    public int Passed => _passed;

    /// <summary>Assertions that do not hold, and other commands that failed.</summary>
    public IReadOnlyList<ScriptFinding> Failures => _failures;

    /// <summary>Assertions that were not tried.</summary>
    public IReadOnlyList<ScriptFinding> Skipped => _skipped;

    public override string ToString() => $"{File}: {Passed} passed, {_failures.Count} failed, {_skipped.Count} skipped";

    internal void Pass() => Interlocked.Increment(ref _passed);

    internal void Fail(int line, string reason)
    {
        lock (_lock)
        {
            _failures.Add(new ScriptFinding(File, line, reason));
        }
    }

    internal void Skip(int line, string reason)
    {
        lock (_lock)
        {
            _skipped.Add(new ScriptFinding(File, line, reason));
        }
    }
}
