using Peregrine.Text.Lexing;
using Peregrine.Text.Scripts;

namespace Peregrine.Conformance.Tests;

/// <summary>Goes through a script without executing anything: modules must be valid, those of assertions must be refused.</summary>
internal sealed class ValidationScript : IDisposable
{
    private readonly Engine _engine;
    private readonly bool _comparesMessages;
    private readonly List<(int Line, string Message)> _failures = [];

    private ValidationScript(WasmFeatures features, bool comparesMessages)
    {
        _engine = new Engine(new EngineOptions { Features = features, Execution = "none" });
        _comparesMessages = comparesMessages;
    }

    /// <summary>Number of modules looked at.</summary>
    private int Modules { get; set; }

    /// <summary>What is not as the script says, by line.</summary>
    /// <param name="file">The script.</param>
    /// <param name="features">What is on.</param>
    /// <param name="comparesMessages">Whether messages must begin as the script says.</param>
    public static (IReadOnlyList<(int Line, string Message)> Failures, int Modules) Check(string file, WasmFeatures features, bool comparesMessages = false)
    {
        using var script = new ValidationScript(features, comparesMessages);
        foreach (var command in ScriptReader.Read(new SourceText(File.ReadAllBytes(file), file)))
        {
            script.Check(command);
        }

        return (script._failures, script.Modules);
    }

    /// <summary>The modules of a script that must be valid.</summary>
    public static IEnumerable<(int Line, ScriptModule Module)> ValidModules(string file) =>
        ScriptReader.Read(new SourceText(File.ReadAllBytes(file), file)).SelectMany(ValidModules);

    public void Dispose() => _engine.Dispose();

    private static IEnumerable<(int Line, ScriptModule Module)> ValidModules(Command command) => command switch
    {
        ModuleCommand module => [(module.Line, module.Module)],
        AssertFailureCommand { Module: { } module, Failure: FailureKind.Trap or FailureKind.Unlinkable } assertion => [(assertion.Line, module)],
        ThreadCommand thread => thread.Commands.SelectMany(ValidModules),
        _ => [],
    };

    private void Check(Command command)
    {
        switch (command)
        {
            case ModuleCommand module:
                Accept(module.Line, module.Module);
                break;
            case AssertFailureCommand { Module: { } module, Failure: FailureKind.Trap or FailureKind.Unlinkable } assertion:
                Accept(assertion.Line, module);
                break;
            case AssertFailureCommand { Module: { } module } assertion:
                Refuse(assertion.Line, module, assertion.Message);
                break;
            case ThreadCommand thread:
                Array.ForEach(thread.Commands, Check);
                break;
            case BrokenCommand broken:
                _failures.Add((broken.Line, $"cannot be read: {broken.Message}"));
                break;
            case SkippedCommand skipped:
                _failures.Add((skipped.Line, $"not looked at: {skipped.Reason}"));
                break;
        }
    }

    private void Accept(int line, ScriptModule module)
    {
        if (Load(module) is { } refusal)
        {
            _failures.Add((line, $"refused: {refusal}"));
        }
    }

    private void Refuse(int line, ScriptModule module, string message)
    {
        switch (Load(module))
        {
            case null:
                _failures.Add((line, $"accepted, but should be refused: {message}"));
                break;
            case not (InvalidModuleException or MalformedModuleException) and var other:
                _failures.Add((line, $"fails with an exception that is not documented: {other}"));
                break;
            case var refusal when _comparesMessages && !refusal.Message.StartsWith(message, StringComparison.Ordinal):
                _failures.Add((line, $"refused, but not with \"{message}\": {refusal.Message}"));
                break;
        }
    }

    private Exception? Load(ScriptModule module)
    {
        Modules++;
        try
        {
            module.Load(_engine);
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e;
        }
    }
}
