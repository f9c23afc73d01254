using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Peregrine.Runtime;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Memories;

namespace Peregrine;

/// <summary>All the state of a running program: its instances and everything that they own, and the stacks that they run on.</summary>
/// <remarks>Not thread-safe: one thread at a time, any thread. Instances and host functions live as long as their store; other things too, so
/// make a new store for each independent run. Disposing frees the memories at once; a forgotten store is freed when collected.
/// <see href="https://webassembly.github.io/spec/core/exec/runtime.html#store"/></remarks>
public sealed unsafe class Store : IDisposable
{
    private readonly List<NativeBlock> _blocks = [];
    private readonly List<Instance> _instances = [];
    private readonly List<Function> _hostFunctions = [];
    private readonly List<Memory> _memories = [];
    private readonly Dictionary<(HostDefinition Definition, DefinedType Type), Function> _linkedFunctions = [];
    private readonly NativeBlock _context;
    private object?[]? _references;
    private int _tables;
    private bool _isDisposed;

    /// <summary>Creates an empty store.</summary>
    /// <param name="engine">The engine; modules instantiated here must be of the same one.</param>
    /// <param name="data">See <see cref="Data"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="engine"/> is null.</exception>
    public Store(Engine engine, object? data = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        Engine = engine;
        Data = data;
        _context = Allocate((nuint)sizeof(StoreContext), this);
        Context->Handle = _context.Handle;
        HostCaller = new Caller(this, null);
    }

    /// <summary>The engine.</summary>
    public Engine Engine { get; }

    /// <summary>Anything that the host functions of this store want to find again; see <see cref="Caller.Store"/>.</summary>
    public object? Data { get; set; }

    /// <summary>What the guests may use.</summary>
    public StoreLimits Limits { get; } = new();

    internal bool IsDisposed => _isDisposed;

    /// <summary>Unmanaged state that all instances share.</summary>
    internal StoreContext* Context => (StoreContext*)_context.Address;

    /// <summary>The caller of host functions that the host itself calls.</summary>
    internal Caller HostCaller { get; }

    internal IReadOnlyList<Instance> Instances => _instances;

    /// <summary>First byte of the slot stack, which frames of the guest grow up from.</summary>
    internal byte* SlotStack { get; private set; }

    /// <summary>Behind the last byte of the slot stack.</summary>
    internal byte* SlotStackEnd => SlotStack + Engine.MaximumStackBytes;

    /// <summary>The reference stack: pinned, so that <see cref="StoreContext.ReferenceTop"/> and running code may point into it. Allocated when first asked for.</summary>
    internal object?[] References => _references ??= AllocateReferences();

    /// <summary>Calls from the host into guests, or from guests into the host, that have not returned.</summary>
    internal int Depth { get; set; }

    /// <summary>Frees everything that the store owns. Using anything of it later throws <see cref="ObjectDisposedException"/>.</summary>
    /// <remarks>Shared memories that other stores use stay alive there.</remarks>
    /// <exception cref="InvalidOperationException">The guest is running.</exception>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        if (Depth != 0)
        {
            throw new InvalidOperationException("the store is running a guest");
        }

        _isDisposed = true;
        foreach (var memory in _memories)
        {
            // Other stores may use a shared memory; its bytes go when the last one is collected.
            if (!memory.Type.IsShared)
            {
                memory.Storage.Dispose();
            }
        }

        foreach (var block in _blocks)
        {
            block.Dispose();
        }
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    /// <summary>Zeroed unmanaged memory that lives as long as the store.</summary>
    /// <exception cref="ResourceLimitException">The system has no more memory.</exception>
    internal NativeBlock Allocate(nuint bytes, object? owner = null)
    {
        ThrowIfDisposed();
        try
        {
            var block = new NativeBlock(bytes, owner);
            _blocks.Add(block);
            return block;
        }
        catch (OutOfMemoryException)
        {
            throw ResourceLimit.OutOfMemory(bytes);
        }
    }

    /// <summary>Elements of a table that does not hold functions.</summary>
    /// <exception cref="ResourceLimitException">The system has no more memory.</exception>
    internal static object?[] AllocateElements(ulong length)
    {
        try
        {
            return new object?[length];
        }
        catch (OutOfMemoryException)
        {
            throw ResourceLimit.OutOfMemory(length * (ulong)nint.Size);
        }
    }

    /// <exception cref="ArgumentException">The limits are not valid.</exception>
    /// <exception cref="ResourceLimitException">A limit or the system does not allow the memory.</exception>
    internal LinearMemory CreateMemory(MemoryType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        ThrowIfDisposed();
        TypeLimits.Check(type);
        if (_memories.Count >= Limits.MaximumMemories)
        {
            throw ResourceLimit.TooMany("memories", Limits.MaximumMemories);
        }

        var parameters = new LinearMemoryParameters
        {
            MinimumPages = type.Limits.Minimum,
            MaximumPages = type.Limits.Maximum,
            PageSizeLog2 = type.PageSizeLog2,
            Is64 = type.Is64,
            Shared = type.IsShared,
            Mode = Engine.MemoryMode == MemoryMode.Checked ? MemoryMode.Checked : MemoryMode.GuardPages,
        };
        if (type.Limits.Minimum > (Limits.MaximumMemoryBytes ?? ulong.MaxValue) >> type.PageSizeLog2 || !LinearMemory.TryCreate(parameters, out var memory))
        {
            throw ResourceLimit.Memory(type);
        }

        memory.Limiter = Limits.MayGrowMemory;
        return memory;
    }

    internal void AddMemory(Memory memory) => _memories.Add(memory);

    /// <summary>The memory of this store on the same storage, or null.</summary>
    internal Memory? SharedMemory(Memory other) => _memories.Find(memory => memory.Storage == other.Storage);

    /// <exception cref="ArgumentException">The limits are not valid.</exception>
    /// <exception cref="ResourceLimitException">A limit does not allow the table.</exception>
    internal void AddTable(TableType type)
    {
        ThrowIfDisposed();
        TypeLimits.Check(type);
        if (_tables >= Limits.MaximumTables)
        {
            throw ResourceLimit.TooMany("tables", Limits.MaximumTables);
        }

        if (type.Limits.Minimum > Math.Min(Limits.MaximumTableElements, (ulong)Array.MaxLength))
        {
            throw ResourceLimit.Table(type, Limits.MaximumTableElements);
        }

        _tables++;
    }

    /// <exception cref="ResourceLimitException">A limit does not allow the instance.</exception>
    internal void AddInstance(Instance instance)
    {
        ThrowIfDisposed();
        if (_instances.Count >= Limits.MaximumInstances)
        {
            throw ResourceLimit.TooMany("instances", Limits.MaximumInstances);
        }

        _instances.Add(instance);
    }

    /// <returns>The function's number in the store.</returns>
    internal int AddHostFunction(Function function)
    {
        _hostFunctions.Add(function);
        return _hostFunctions.Count - 1;
    }

    /// <summary>The function of this store for a definition of a linker, as a type; always the same.</summary>
    internal Function HostFunction(HostDefinition definition, DefinedType type)
    {
        if (!_linkedFunctions.TryGetValue((definition, type), out var function))
        {
            function = new Function(this, type, definition.Function);
            _linkedFunctions.Add((definition, type), function);
        }

        return function;
    }

    /// <summary>Makes the slot stack, before the first instance that could run.</summary>
    internal void EnsureSlotStack()
    {
        if (SlotStack == null)
        {
            SlotStack = (byte*)Allocate((nuint)Engine.MaximumStackBytes).Address;
            Context->StackTop = SlotStack;
        }
    }

    private object?[] AllocateReferences()
    {
        // A frame takes at least 16 bytes of slots, so a guest runs out of slots first unless its frames are full of references.
        int count = Engine.MaximumStackBytes / 16;
        var references = GC.AllocateArray<object?>(count, pinned: true);
        Context->ReferenceStack = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(references));
        Context->ReferenceTop = Context->ReferenceStack;
        Context->ReferenceLimit = Context->ReferenceStack + (count * nint.Size);
        return references;
    }
}
