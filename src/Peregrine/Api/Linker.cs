using System.Diagnostics.CodeAnalysis;
using Peregrine.Runtime;

namespace Peregrine;

/// <summary>Finds the imports of modules by name, and instantiates.</summary>
/// <remarks>Not thread-safe. Function definitions may be used in any store of the engine; other items belong to theirs.</remarks>
public sealed unsafe partial class Linker
{
    // Either an Extern or a HostDefinition.
    private readonly Dictionary<(string Module, string Name), object> _definitions = [];

    /// <summary>Creates an empty linker.</summary>
    /// <param name="engine">The engine.</param>
    /// <exception cref="ArgumentNullException"><paramref name="engine"/> is null.</exception>
    public Linker(Engine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        Engine = engine;
    }

    /// <summary>The engine.</summary>
    public Engine Engine { get; }

    /// <summary>Whether a later definition replaces an earlier one of the same name instead of being refused.</summary>
    public bool AllowShadowing { get; set; }

    /// <summary>Defines an import.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="item">What imports of these names get.</param>
    /// <exception cref="ArgumentException">The names are defined already and <see cref="AllowShadowing"/> is off.</exception>
    public void Define(string module, string name, Extern item)
    {
        ArgumentNullException.ThrowIfNull(item);
        Add(module, name, item);
    }

    /// <summary>Defines a function of the host, made anew in each store that needs it.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="type">Parameters and results.</param>
    /// <param name="callback">What calls do.</param>
    /// <exception cref="ArgumentException">The names are defined already and <see cref="AllowShadowing"/> is off.</exception>
    public void DefineFunction(string module, string name, FunctionType type, HostCallback callback)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(callback);
        DefineRaw(module, name, type, HostFunctions.Raw(type, callback));
    }

    /// <summary>Defines all exports of an instance under its name.</summary>
    /// <param name="module">First name of the imports.</param>
    /// <param name="instance">The instance.</param>
    /// <exception cref="ArgumentException">A name is defined already and <see cref="AllowShadowing"/> is off.</exception>
    public void DefineInstance(string module, Instance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        foreach (var (name, item) in instance.Exports)
        {
            Define(module, name, item);
        }
    }

    /// <summary>Instantiates a module and defines its exports.</summary>
    /// <param name="store">The store.</param>
    /// <param name="name">First name of the imports.</param>
    /// <param name="module">The module.</param>
    /// <exception cref="ArgumentException">A name is defined already and <see cref="AllowShadowing"/> is off.</exception>
    /// <exception cref="LinkException">An import is missing or does not fit.</exception>
    /// <exception cref="TrapException">Instantiation trapped.</exception>
    public Instance DefineModule(Store store, string name, Module module)
    {
        var instance = Instantiate(store, module);
        DefineInstance(name, instance);
        return instance;
    }

    /// <summary>Defines the function imports of a module that are not defined yet as functions that trap when called.</summary>
    /// <param name="module">The module.</param>
    /// <remarks>The traps are of kind <see cref="TrapKind.UnknownImport"/> and name the import. Other imports stay undefined.</remarks>
    public void DefineUnknownImportsAsTraps(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        foreach (var import in module.Imports)
        {
            if (import.Type is FunctionExternType function && !_definitions.ContainsKey((import.Module, import.Name)))
            {
                Add(import.Module, import.Name, new HostDefinition(function.Type, (_, _, _) => throw new TrapException(TrapKind.UnknownImport, $"\"{import.Module}\" \"{import.Name}\"")));
            }
        }
    }

    /// <summary>Defines the imports of a module that are not defined yet: functions that give zeros and nulls, globals of zero, tables and memories of the least size.</summary>
    /// <param name="store">The store of the tables, memories and globals.</param>
    /// <param name="module">The module.</param>
    /// <exception cref="LinkException">A function result or global is of a type without null.</exception>
    /// <exception cref="ResourceLimitException">The store's limits do not allow a table or memory.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    public void DefineUnknownImportsAsDefaults(Store store, Module module)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(module);
        foreach (var import in module.Imports)
        {
            if (!_definitions.ContainsKey((import.Module, import.Name)))
            {
                Add(import.Module, import.Name, DefaultImports.Make(store, import));
            }
        }
    }

    /// <summary>Finds what a name is defined as in a store.</summary>
    /// <param name="store">The store; functions of the host are made in it.</param>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="item">What was found.</param>
    public bool TryGet(Store store, string module, string name, [NotNullWhen(true)] out Extern? item)
    {
        ArgumentNullException.ThrowIfNull(store);
        item = _definitions.GetValueOrDefault((module, name)) switch
        {
            HostDefinition definition => store.HostFunction(definition, definition.Type),
            var other => (Extern?)other,
        };
        return item is not null;
    }

    /// <summary>Instantiates a module with imports from this linker.</summary>
    /// <param name="store">The store.</param>
    /// <param name="module">The module; of the same engine as the store.</param>
    /// <exception cref="UnsupportedFeatureException">The module uses a feature that can be validated but not executed.</exception>
    /// <exception cref="LinkException">An import is missing (<c>unknown import</c>) or does not fit (<c>incompatible import type</c>).</exception>
    /// <exception cref="TrapException">A segment is out of bounds, or the start function trapped.</exception>
    /// <exception cref="WasmThrownException">The start function threw an exception and did not catch it.</exception>
    /// <exception cref="ResourceLimitException">The store's limits or the system do not allow a memory, table or instance.</exception>
    /// <exception cref="ArgumentException">Linker, store, module or an import are of different engines or stores. Shared memories may be of other stores.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed of.</exception>
    /// <remarks>As the specification says, what happened before a failure stays: segments that were copied to imported memories and tables.
    /// <see href="https://webassembly.github.io/spec/core/exec/modules.html#exec-instantiation"/></remarks>
    public Instance Instantiate(Store store, Module module)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(module);
        store.ThrowIfDisposed();
        if (module.Engine != store.Engine || Engine != store.Engine)
        {
            throw new ArgumentException("the linker, the store and the module are of different engines", nameof(module));
        }

        module.ThrowIfNotRunnable();
        var types = module.Imports;
        var imports = new Extern[types.Count];
        for (int i = 0; i < imports.Length; i++)
        {
            var item = Find(store, types[i]) ?? throw ImportMatching.Unknown(types[i]);
            imports[i] = item.Store == store || item is Memory { Type.IsShared: true }
                ? item
                : throw new ArgumentException($"\"{types[i].Module}\" \"{types[i].Name}\" belongs to another store", nameof(store));
        }

        return Instantiation.Run(store, module, imports);
    }

    /// <summary>Defines a function of the host on bare slots.</summary>
    internal void DefineRaw(string module, string name, FunctionType type, RawHostFunction function) =>
        Add(module, name, new HostDefinition(Engine.Types.OfFunction(type), function));

    private Extern? Find(Store store, ImportType import) => _definitions.GetValueOrDefault((import.Module, import.Name)) switch
    {
        HostDefinition definition => store.HostFunction(definition, definition.TypeFor(import)),
        var other => (Extern?)other,
    };

    private void Add(string module, string name, object definition)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(name);
        if (AllowShadowing)
        {
            _definitions[(module, name)] = definition;
        }
        else if (!_definitions.TryAdd((module, name), definition))
        {
            throw new ArgumentException($"\"{module}\" \"{name}\" is defined already", nameof(name));
        }
    }
}
