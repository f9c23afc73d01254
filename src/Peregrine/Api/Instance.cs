using Peregrine.Runtime;
using Peregrine.Runtime.Layout;

namespace Peregrine;

/// <summary>An instance of a module in a store.</summary>
/// <remarks>Not thread-safe. Made by <see cref="Linker.Instantiate"/>; lives as long as its store.
/// <see href="https://webassembly.github.io/spec/core/exec/runtime.html#module-instances"/></remarks>
public sealed unsafe partial class Instance
{
    private readonly NativeBlock _block;
    private Function?[]? _functions;

    internal Instance(Store store, Module module)
    {
        Store = store;
        Module = module;
        _block = store.Allocate((nuint)module.Layout.Size, this);
        Caller = new Caller(store, this);
    }

    /// <summary>The store.</summary>
    public Store Store { get; }

    /// <summary>The module.</summary>
    public Module Module { get; }

    /// <summary>The exports, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, Extern>> Exports => field ??= [.. Module.Validated.Syntax.Exports.Select(export => KeyValuePair.Create(export.Name, Extern(export.Kind, (int)export.Index)))];

    internal InstanceLayout Layout => Module.Layout;

    /// <summary>What running code gets.</summary>
    internal InstanceContext* Context => (InstanceContext*)_block.Address;

    /// <summary>Handle to this object, for the context and the descriptors of its functions.</summary>
    internal nint Handle => _block.Handle;

    /// <summary>How host functions see this instance when it calls them.</summary>
    internal Caller Caller { get; }

    /// <summary>All memories, imported ones first; likewise the others.</summary>
    internal Memory[] Memories { get; set; } = [];

    internal Table[] Tables { get; set; } = [];

    internal Global[] Globals { get; set; } = [];

    internal Tag[] Tags { get; set; } = [];

    /// <summary>Element segments; null once dropped.</summary>
    internal ElementSegment?[] ElementSegments { get; set; } = [];

    /// <summary>Whether each data segment is dropped.</summary>
    internal bool[] DroppedData { get; set; } = [];

    /// <summary>Anything that the execution engine keeps for the instance.</summary>
    internal object? ExecutionState { get; set; }

    /// <summary>The export of that name, or null.</summary>
    /// <param name="name">Name of the export.</param>
    public Extern? GetExport(string name) => Module.FindExport(name) is { } export ? Extern(export.Kind, (int)export.Index) : null;

    /// <summary>The exported function of that name, or null.</summary>
    /// <param name="name">Name of the export.</param>
    public Function? GetFunction(string name) => GetExport(name) as Function;

    /// <summary>The exported memory of that name, or null.</summary>
    /// <param name="name">Name of the export.</param>
    public Memory? GetMemory(string name) => GetExport(name) as Memory;

    /// <summary>The exported table of that name, or null.</summary>
    /// <param name="name">Name of the export.</param>
    public Table? GetTable(string name) => GetExport(name) as Table;

    /// <summary>The exported global of that name, or null.</summary>
    /// <param name="name">Name of the export.</param>
    public Global? GetGlobal(string name) => GetExport(name) as Global;

    /// <summary>The exported tag of that name, or null.</summary>
    /// <param name="name">Name of the export.</param>
    public Tag? GetTag(string name) => GetExport(name) as Tag;

    /// <summary>The function object of a function index, the same at each call.</summary>
    internal Function GetFunction(int index)
    {
        var functions = _functions ?? MakeFunctions();
        return Volatile.Read(ref functions[index]) ?? MakeFunction(functions, index);
    }

    /// <summary>The bytes of a data segment; none once dropped.</summary>
    internal ReadOnlySpan<byte> Data(int index) => DroppedData[index] ? default : Module.Validated.Syntax.Slice(Module.Validated.Syntax.DataSegments[index].Content);

    /// <summary><c>data.drop</c></summary>
    internal void DropData(int index) => DroppedData[index] = true;

    /// <summary>An element segment; an empty one once dropped.</summary>
    internal ElementSegment Elements(int index) => ElementSegments[index] ?? ElementSegment.Empty;

    /// <summary><c>elem.drop</c></summary>
    internal void DropElements(int index) => ElementSegments[index] = null;

    private Function?[] MakeFunctions()
    {
        Interlocked.CompareExchange(ref _functions, new Function?[Module.Validated.Functions.Length], null);
        return _functions;
    }

    private Function MakeFunction(Function?[] functions, int index)
    {
        var made = Layout.IsImportedFunction(index) ? Function.FromDescriptor(Layout.Function(Context, index))! : new Function(this, index);
        return Interlocked.CompareExchange(ref functions[index], made, null) ?? made;
    }

    private Extern Extern(ExternKind kind, int index) => kind switch
    {
        ExternKind.Function => GetFunction(index),
        ExternKind.Table => Tables[index],
        ExternKind.Memory => Memories[index],
        ExternKind.Global => Globals[index],
        _ => Tags[index],
    };
}
