using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Peregrine.Runtime;
using Peregrine.Runtime.Layout;

namespace Peregrine;

/// <summary>A function of an instance or of the host.</summary>
/// <remarks>Not thread-safe: one call at a time in a store. There is one object for each function, so function references compare by identity.
/// <see href="https://webassembly.github.io/spec/core/exec/runtime.html#function-instances"/></remarks>
public sealed unsafe partial class Function : Extern
{
    private const int InlineSlots = 32;
    private const int InlineReferences = 8;

    private readonly RawHostFunction? _host;
    private readonly int _slots;
    private readonly int _references;

    internal Function(Instance instance, int index)
        : base(instance.Store)
    {
        Instance = instance;
        Index = index;
        DefinedType = instance.Module.Validated.Functions[index];
        Type = DefinedType.Function!;
        Descriptor = instance.Layout.Function(instance.Context, index);
        (_slots, _references) = Room(Type);
    }

    internal Function(Store store, DefinedType type, RawHostFunction host)
        : base(store)
    {
        DefinedType = type;
        Type = type.Function!;
        (_slots, _references) = Room(Type);
        _host = host;
        var block = store.Allocate((nuint)sizeof(FunctionDescriptor), this);
        Descriptor = (FunctionDescriptor*)block.Address;
        Index = store.AddHostFunction(this);
        *Descriptor = new FunctionDescriptor { TypeId = type.Id, CallTypeId = ~type.Id, Index = Index, Owner = block.Handle };
        store.Engine.Execution.PrepareHostFunction(this);
    }

    /// <summary>Parameters and results.</summary>
    public FunctionType Type { get; }

    /// <inheritdoc/>
    public override ExternType ExternType => new FunctionExternType(DefinedType);

    /// <summary>Name of the function in its module's name section, or null.</summary>
    public string? Name => Instance?.Module.FunctionName(Index);

    /// <summary>The canonical type.</summary>
    internal DefinedType DefinedType { get; }

    /// <summary>What calls go through; lives as long as the store.</summary>
    internal FunctionDescriptor* Descriptor { get; }

    /// <summary>The instance that defines it; null for host functions.</summary>
    internal Instance? Instance { get; }

    /// <summary>Index in its instance; for host functions their number in the store.</summary>
    internal int Index { get; }

    internal bool IsHost => _host is not null;

    /// <summary>Makes a function of the host.</summary>
    /// <param name="store">The store that it belongs to.</param>
    /// <param name="type">Parameters and results.</param>
    /// <param name="callback">What calls do.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public static Function FromHost(Store store, FunctionType type, HostCallback callback)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(callback);
        store.ThrowIfDisposed();
        return new Function(store, store.Engine.Types.OfFunction(type), HostFunctions.Raw(type, callback));
    }

    /// <summary>Calls the function.</summary>
    /// <param name="arguments">One value for each parameter.</param>
    /// <returns>One value for each result.</returns>
    /// <exception cref="ArgumentException">The arguments do not fit the parameters.</exception>
    /// <exception cref="TrapException">The guest trapped.</exception>
    /// <exception cref="WasmThrownException">The guest threw an exception and did not catch it.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public Value[] Invoke(params ReadOnlySpan<Value> arguments)
    {
        var results = Type.Results.IsEmpty ? [] : new Value[Type.Results.Length];
        Invoke(arguments, results);
        return results;
    }

    /// <summary>Calls the function without allocating.</summary>
    /// <param name="arguments">One value for each parameter.</param>
    /// <param name="results">Receives one value for each result.</param>
    /// <exception cref="ArgumentException">The arguments do not fit the parameters, or there is not room for the results.</exception>
    /// <exception cref="TrapException">The guest trapped.</exception>
    /// <exception cref="WasmThrownException">The guest threw an exception and did not catch it.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public void Invoke(ReadOnlySpan<Value> arguments, Span<Value> results)
    {
        ValueSlots.CheckAll(arguments, Type.Parameters.AsSpan(), nameof(arguments));
        if (results.Length < Type.Results.Length)
        {
            throw new ArgumentException($"there are {Type.Results.Length} results", nameof(results));
        }

        var buffer = default(ReferenceBuffer);
        var references = _references <= InlineReferences ? (Span<object?>)buffer : new object?[_references];
        if (_slots <= InlineSlots)
        {
            ulong* slots = stackalloc ulong[InlineSlots];
            Invoke(arguments, results, slots, references);
            return;
        }

        fixed (ulong* slots = new ulong[_slots])
        {
            Invoke(arguments, results, slots, references);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name ?? (IsHost ? $"<host function {Index}>" : $"<function {Index}>");

    /// <summary>The function object of a descriptor; null for null.</summary>
    internal static Function? FromDescriptor(FunctionDescriptor* descriptor)
    {
        if (descriptor == null)
        {
            return null;
        }

        object owner = GCHandle.FromIntPtr(descriptor->Owner).Target!;
        return descriptor->Context == null ? (Function)owner : ((Instance)owner).GetFunction(descriptor->Index);
    }

    /// <summary>The canonical type of a function, without making its object.</summary>
    internal static DefinedType TypeOf(FunctionDescriptor* descriptor)
    {
        object owner = GCHandle.FromIntPtr(descriptor->Owner).Target!;
        return descriptor->Context == null ? ((Function)owner).DefinedType : ((Instance)owner).Module.Validated.Functions[descriptor->Index];
    }

    /// <summary>The descriptor of a function reference, null for null.</summary>
    internal static FunctionDescriptor* ToDescriptor(object? function) => function is null ? null : ((Function)function).Descriptor;

    /// <summary>Runs the callback of a host function: engines call this when the guest calls it.</summary>
    internal void CallHost(Caller caller, ulong* slots, Span<object?> references) => _host!(caller, slots, references);

    /// <summary>Calls the function on bare slots, which hold arguments of the right types and have room for the results.</summary>
    internal void InvokeSlots(ulong* slots, Span<object?> references)
    {
        var store = Store;
        store.ThrowIfDisposed();

        // Guest and host may call each other in turns, which takes native stack each time.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Trap.Throw(TrapKind.CallStackExhausted);
        }

        store.Depth++;
        try
        {
            if (_host is not null)
            {
                _host(store.HostCaller, slots, references);
            }
            else
            {
                store.Engine.Execution.Invoke(store, Descriptor, slots, references);
            }
        }
        finally
        {
            store.Depth--;
        }

        GC.KeepAlive(this);
    }

    private static (int Slots, int References) Room(FunctionType type) =>
        (Math.Max(SlotLayout.Slots(type.Parameters.AsSpan()), SlotLayout.Slots(type.Results.AsSpan())),
         Math.Max(SlotLayout.References(type.Parameters.AsSpan()), SlotLayout.References(type.Results.AsSpan())));

    private void Invoke(ReadOnlySpan<Value> arguments, Span<Value> results, ulong* slots, Span<object?> references)
    {
        ValueSlots.Write(arguments, slots, references);
        InvokeSlots(slots, references);
        ValueSlots.Read(Type.Results.AsSpan(), slots, references, results);
    }

    [InlineArray(InlineReferences)]
    private struct ReferenceBuffer
    {
        private object? _first;
    }
}
