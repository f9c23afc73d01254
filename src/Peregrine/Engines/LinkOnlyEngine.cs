using Peregrine.Runtime.Layout;
using Peregrine.Validation;

namespace Peregrine.Engines;

/// <summary>An engine that loads and links but runs nothing: for tools that only look at modules.</summary>
internal sealed unsafe class LinkOnlyEngine(string name) : IExecutionEngine
{
    public string Name => name;

    public object? CompileModule(ValidatedModule module, InstanceLayout layout) => null;

    public void PrepareInstance(Instance instance)
    {
    }

    public void PrepareHostFunction(Function function)
    {
    }

    public void Invoke(Store store, FunctionDescriptor* callee, ulong* slots, Span<object?> references) =>
        throw new NotSupportedException($"the execution engine \"{name}\" runs no code");
}
