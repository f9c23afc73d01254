using Peregrine.Text;

namespace Peregrine.Tests.Interpreter;

/// <summary>A module in the text format, instantiated on the interpreter.</summary>
internal sealed class Guest : IDisposable
{
    public Guest(string text, MemoryMode mode = MemoryMode.Auto, Action<Linker, Store>? define = null, int stackBytes = 1 << 20)
    {
        Engine = new Engine(new EngineOptions { Features = WasmFeatures.All, Execution = "interpreter", MemoryMode = mode, MaximumStackBytes = stackBytes });
        Store = new Store(Engine);
        Linker = new Linker(Engine);
        define?.Invoke(Linker, Store);
        Instance = Add(text);
    }

    public Engine Engine { get; }

    public Store Store { get; }

    public Linker Linker { get; }

    public Instance Instance { get; }

    public Instance Add(string text, string? name = null)
    {
        var instance = Linker.Instantiate(Store, WatModule.Load(Engine, text));
        if (name is not null)
        {
            Linker.DefineInstance(name, instance);
        }

        return instance;
    }

    public Value[] Call(string name, params ReadOnlySpan<Value> arguments) => Instance.GetFunction(name)!.Invoke(arguments);

    public int Int32(string name, params ReadOnlySpan<Value> arguments) => Call(name, arguments)[0].AsInt32();

    public long Int64(string name, params ReadOnlySpan<Value> arguments) => Call(name, arguments)[0].AsInt64();

    public TrapKind Trap(string name, params ReadOnlySpan<Value> arguments) => TrapException(name, arguments).Kind;

    public TrapException TrapException(string name, params ReadOnlySpan<Value> arguments)
    {
        try
        {
            Call(name, arguments);
        }
        catch (TrapException trap)
        {
            return trap;
        }

        throw new InvalidOperationException("did not trap");
    }

    public void Dispose()
    {
        Store.Dispose();
        Engine.Dispose();
    }
}
