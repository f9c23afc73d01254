using Peregrine.Engines;
using Peregrine.Runtime.Layout;
using Peregrine.Validation;

namespace Peregrine.Tests.Runtime;

/// <summary>An engine whose calls do what a test says.</summary>
internal sealed unsafe class RecordingEngine : IExecutionEngine
{
    public delegate void Call(Function callee, ulong* slots, Span<object?> references);

    public string Name => "recording";

    public List<Function> Calls { get; } = [];

    public Call? OnInvoke { get; set; }

    public static (Engine Engine, RecordingEngine Execution) Create(WasmFeatures features = WasmFeatures.All)
    {
        ExecutionEngines.Register("recording", static _ => new RecordingEngine());
        var engine = new Engine(new EngineOptions { Execution = "recording", Features = features });
        return (engine, (RecordingEngine)engine.Execution);
    }

    public object? CompileModule(ValidatedModule module, InstanceLayout layout) => layout;

    public void PrepareInstance(Instance instance)
    {
    }

    public void PrepareHostFunction(Function function)
    {
    }

    public void Invoke(Store store, FunctionDescriptor* callee, ulong* slots, Span<object?> references)
    {
        var function = Function.FromDescriptor(callee)!;
        Calls.Add(function);
        OnInvoke?.Invoke(function, slots, references);
    }
}
