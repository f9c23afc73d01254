using System.Collections.Concurrent;

namespace Peregrine.Text.Scripts;

/// <summary>The state of one thread of a script: its store and the instances that it knows by name.</summary>
internal sealed class ScriptSession : IDisposable
{
    private readonly Engine _engine;
    private readonly WastOptions _options;
    private readonly ScriptOutcome _outcome;
    private readonly Store _store;
    private readonly Linker _linker;
    private readonly Dictionary<string, Instance> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Module> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Thread> _threads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ulong, HostReference> _hostReferences;
    private Instance? _lastInstance;
    private Module? _lastDefinition;

    public ScriptSession(Engine engine, WastOptions options, ScriptOutcome outcome, ScriptSession? parent = null)
    {
        _engine = engine;
        _options = options;
        _outcome = outcome;
        _hostReferences = parent?._hostReferences ?? [];
        _store = new Store(engine);
        _linker = new Linker(engine) { AllowShadowing = true };
        SpectestHost.Define(_linker, _store);
    }

    public void Execute(Command command)
    {
        _options.CommandStarting?.Invoke(command);
        try
        {
            ExecuteUnguarded(command);
        }
        catch (ScriptAssertionException e)
        {
            _outcome.Fail(command.Line, e.Message);
        }
        catch (WasmException e)
        {
            _outcome.Fail(command.Line, $"{Describe(e)}");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Nothing of the kind may come out, so it is a finding rather than the end of the run.
            _outcome.Fail(command.Line, $"{e.GetType().Name}: {e.Message} {e.StackTrace}");
        }
    }

    /// <summary>Waits for threads that the script did not wait for itself.</summary>
    public void WaitForAll()
    {
        foreach (string name in _threads.Keys.ToArray())
        {
            Wait(name);
        }
    }

    public void Dispose() => _store.Dispose();

    private void ExecuteUnguarded(Command command)
    {
        switch (command)
        {
            case ModuleCommand { IsDefinition: true } definition:
                _lastDefinition = definition.Module.Load(_engine);
                Name(_definitions, definition.Module.Name, _lastDefinition);
                break;
            case ModuleCommand module:
                // When loading fails, later commands must not run against an older module.
                _lastInstance = null;
                var loaded = module.Module.Load(_engine);
                if (_options.Executes)
                {
                    Instantiate(module.Module.Name, loaded);
                }

                break;
            case InstanceCommand or RegisterCommand or ActionCommand or ThreadCommand or WaitCommand when !_options.Executes:
                break;
            case AssertReturnCommand or AssertFailureCommand { Action: not null } when !_options.Executes:
                _outcome.Skip(command.Line, "nothing is executed");
                break;
            case InstanceCommand instance:
                Instantiate(instance.Name, instance.Definition is null ? _lastDefinition ?? throw new ScriptAssertionException("there is no definition") : Find(_definitions, instance.Definition));
                break;
            case RegisterCommand register:
                Register(register.As, FindInstance(register.Instance));
                break;
            case ActionCommand action:
                Perform(action.Action);
                break;
            case AssertReturnCommand assertion:
                CheckResults(Perform(assertion.Action), assertion.Results);
                _outcome.Pass();
                break;
            case AssertFailureCommand { Failure: FailureKind.Suspension }:
                _outcome.Skip(command.Line, "suspensions are not supported");
                break;
            case AssertFailureCommand { Failure: FailureKind.Trap or FailureKind.Unlinkable or FailureKind.Exception or FailureKind.Exhaustion } assertion when !_options.Executes:
                assertion.Module!.Load(_engine);
                _outcome.Skip(command.Line, "nothing is executed");
                break;
            case AssertFailureCommand assertion:
                CheckFailure(assertion);
                _outcome.Pass();
                break;
            case ThreadCommand thread:
                Start(thread);
                break;
            case WaitCommand wait:
                Wait(wait.Thread);
                break;
            case SkippedCommand { IsAssertion: true } skipped:
                _outcome.Skip(command.Line, skipped.Reason);
                break;
            case BrokenCommand broken:
                _outcome.Fail(command.Line, broken.Message);
                break;
        }
    }

    private void Instantiate(string? name, Module module)
    {
        _lastInstance = _linker.Instantiate(_store, module);
        Name(_instances, name, _lastInstance);
        if (_options.RegistersNamedModules && name is not null)
        {
            _linker.DefineInstance(name, _lastInstance);
        }
    }

    private void Register(string name, Instance instance)
    {
        if (instance.Store == _store)
        {
            _linker.DefineInstance(name, instance);
            return;
        }

        // Of an instance that another thread owns, only shared memories can be used here.
        foreach (var (export, item) in instance.Exports)
        {
            if (item is Memory { Type.IsShared: true } memory)
            {
                _linker.Define(name, export, new Memory(_store, memory.Type, memory.Storage));
            }
        }
    }

    private Value[] Perform(ScriptAction action)
    {
        var instance = FindInstance(action.Instance);
        if (action.Arguments is null)
        {
            var global = instance.GetGlobal(action.Export) ?? throw new ScriptAssertionException($"there is no global \"{action.Export}\"");
            return [global.Value];
        }

        var function = instance.GetFunction(action.Export) ?? throw new ScriptAssertionException($"there is no function \"{action.Export}\"");
        return function.Invoke(Array.ConvertAll(action.Arguments, ToValue));
    }

    private Value ToValue(ScriptValue value) => value switch
    {
        { Kind: not ValKind.Ref } => new Value(value.Kind, value.Low, value.High, null),
        { Reference: ScriptReference.Null } => Value.Null,
        _ => Value.FromReference(_hostReferences.GetOrAdd(value.Low, static number => new HostReference(number))),
    };

    private static void CheckResults(Value[] values, ResultPattern[] expected)
    {
        bool matches = values.Length == expected.Length;
        for (int i = 0; matches && i < values.Length; i++)
        {
            matches = expected[i].Matches(values[i]);
        }

        if (!matches)
        {
            throw new ScriptAssertionException($"got [{string.Join(' ', values.Select(ResultPattern.Describe))}], expected [{string.Join(' ', (object[])expected)}]");
        }
    }

    private void CheckFailure(AssertFailureCommand assertion)
    {
        WasmException? failure = null;
        try
        {
            if (assertion.Action is { } action)
            {
                Perform(action);
            }
            else
            {
                FailWithModule(assertion.Failure, assertion.Module!);
            }
        }
        catch (WasmException e)
        {
            failure = e;
        }

        if (failure is null)
        {
            throw new ScriptAssertionException($"did not fail, expected {Describe(assertion)}");
        }

        if (!FailureMatcher.Matches(assertion, failure, _options.Messages))
        {
            throw new ScriptAssertionException($"{Describe(failure)}, expected {Describe(assertion)}");
        }
    }

    private void FailWithModule(FailureKind kind, ScriptModule module)
    {
        var loaded = module.Load(_engine);
        if (kind is FailureKind.Trap or FailureKind.Unlinkable or FailureKind.Exhaustion or FailureKind.Exception)
        {
            _linker.Instantiate(_store, loaded);
        }
    }

    private void Start(ThreadCommand command)
    {
        var session = new ScriptSession(_engine, _options, _outcome, this);
        foreach (string name in command.Shared)
        {
            session._instances.Add(name, FindInstance(name));
        }

        var thread = new Thread(() =>
        {
            using (session)
            {
                foreach (var inner in command.Commands)
                {
                    session.Execute(inner);
                }

                session.WaitForAll();
            }
        });
        thread.IsBackground = true;
        _threads[command.Name] = thread;
        thread.Start();
    }

    private void Wait(string name)
    {
        if (!_threads.Remove(name, out var thread))
        {
            throw new ScriptAssertionException($"there is no thread ${name}");
        }

        if (!thread.Join(_options.ThreadTimeout))
        {
            throw new ScriptAssertionException($"thread ${name} does not end");
        }
    }

    private Instance FindInstance(string? name) =>
        name is null ? _lastInstance ?? throw new ScriptAssertionException("there is no instance") : Find(_instances, name);

    private static T Find<T>(Dictionary<string, T> items, string name) =>
        items.TryGetValue(name, out var item) ? item : throw new ScriptAssertionException($"there is no module ${name}");

    private static void Name<T>(Dictionary<string, T> items, string? name, T item)
    {
        if (name is not null)
        {
            items[name] = item;
        }
    }

    private static string Describe(WasmException e) => $"{e.GetType().Name.Replace("Exception", "", StringComparison.Ordinal)} \"{e.Message}\"";

    private static string Describe(AssertFailureCommand assertion) => $"{assertion.Failure} \"{assertion.Message}\"";
}

/// <summary>An assertion does not hold.</summary>
internal sealed class ScriptAssertionException(string message) : Exception(message);
