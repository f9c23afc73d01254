namespace Peregrine;

/// <summary>Who calls a host function: gives it the calling instance's exports.</summary>
/// <remarks>One for each instance; valid as long as the store. Not thread-safe.</remarks>
public sealed class Caller
{
    private Memory? _memory;
    private bool _memoryKnown;

    internal Caller(Store store, Instance? instance)
    {
        Store = store;
        Instance = instance;
    }

    /// <summary>The store of the call.</summary>
    public Store Store { get; }

    /// <summary>The instance whose code calls, or null when the host calls.</summary>
    public Instance? Instance { get; }

    /// <summary>The calling instance's memory: the one exported as <c>memory</c>, else memory 0, else null. Looked up once.</summary>
    public Memory? Memory
    {
        get
        {
            if (!_memoryKnown && Instance is { } instance)
            {
                _memory = instance.GetMemory("memory") ?? (instance.Memories.Length > 0 ? instance.Memories[0] : null);
                _memoryKnown = true;
            }

            return _memory;
        }
    }

    /// <summary>The exported memory of that name, or null.</summary>
    /// <param name="name">Name of the export.</param>
    public Memory? GetMemory(string name) => Instance?.GetMemory(name);

    /// <summary>The exported function of that name, or null.</summary>
    /// <param name="name">Name of the export.</param>
    public Function? GetFunction(string name) => Instance?.GetFunction(name);
}
