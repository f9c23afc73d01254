using Peregrine.Text.Lexing;

namespace Peregrine.Text.Scripts;

/// <summary>How scripts are run.</summary>
internal sealed record WastOptions
{
    /// <summary>As the specification's suite means it.</summary>
    public static WastOptions Specification { get; } = new();

    /// <summary>As the suite of Wasmtime means it.</summary>
    public static WastOptions Wasmtime { get; } = new() { Messages = MessageComparison.KindOnly, RegistersNamedModules = true };

    /// <summary>Modules are only read and validated; what would have to be executed counts as skipped.</summary>
    public static WastOptions ValidateOnly { get; } = new() { Messages = MessageComparison.KindOnly, Executes = false };

    public MessageComparison Messages { get; init; }

    public bool Executes { get; init; } = true;

    /// <summary>Whether modules with an identifier can be imported from under it without being registered.</summary>
    public bool RegistersNamedModules { get; init; }

    /// <summary>How long a script may wait for one of its threads.</summary>
    public TimeSpan ThreadTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Called before each command.</summary>
    public Action<Command>? CommandStarting { get; init; }
}

/// <summary>Runs scripts of the conformance suite.</summary>
/// <remarks>Thread-safe; every run has a store of its own, and every thread of a script another one.
/// <see href="https://github.com/WebAssembly/spec/tree/main/interpreter#scripts"/></remarks>
internal sealed class WastRunner(Engine engine, WastOptions options)
{
    /// <summary>Runs a script in a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public ScriptOutcome RunFile(string path) => Run(File.ReadAllBytes(path), path);

    /// <summary>Runs a script in UTF-8.</summary>
    public ScriptOutcome Run(ReadOnlyMemory<byte> utf8, string fileName)
    {
        var outcome = new ScriptOutcome(fileName);
        using var session = new ScriptSession(engine, options, outcome);
        foreach (var command in ScriptReader.Read(new SourceText(utf8, fileName)))
        {
            session.Execute(command);
        }

        session.WaitForAll();
        return outcome;
    }
}
