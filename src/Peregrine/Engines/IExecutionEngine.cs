using Peregrine.Runtime.Layout;
using Peregrine.Validation;

namespace Peregrine.Engines;

/// <summary>What runs code: everything else of the runtime knows engines by this interface only.</summary>
/// <remarks>One object for each <see cref="Engine"/>. Thread-safe as far as different stores are concerned.</remarks>
internal unsafe interface IExecutionEngine
{
    /// <summary>The name by which options select it.</summary>
    string Name { get; }

    /// <summary>Makes what all instances of the module share, lazily filled; becomes <see cref="Module.Compiled"/>.</summary>
    object? CompileModule(ValidatedModule module, InstanceLayout layout);

    /// <summary>Fills the descriptors of the instance's defined functions, so that they can be called. Everything else of the context is set already.</summary>
    void PrepareInstance(Instance instance);

    /// <summary>Fills the descriptor of a host function, so that guests can call it.</summary>
    void PrepareHostFunction(Function function);

    /// <summary>Calls a function from the host.</summary>
    /// <param name="store">The store of the callee; its stacks are free above their tops.</param>
    /// <param name="callee">A defined function; host functions are called without an engine.</param>
    /// <param name="slots">Arguments in, results out, in the order of <see cref="SlotLayout"/>; room for the longer of the two.</param>
    /// <param name="references">Likewise for references.</param>
    /// <exception cref="TrapException">The guest trapped.</exception>
    /// <exception cref="WasmThrownException">A guest exception was not caught.</exception>
    void Invoke(Store store, FunctionDescriptor* callee, ulong* slots, Span<object?> references);
}
