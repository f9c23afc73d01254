using Peregrine.Text;
using Xunit;

namespace Peregrine.Tests.Interpreter;

/// <summary>Loads and calls modules in the text format.</summary>
internal sealed class Guest : IDisposable
{
    public Guest(string text, MemoryMode memory = MemoryMode.Auto, Action<Linker, Store>? define = null, int stackBytes = 1 << 20)
    {
        Engine = new Engine(new EngineOptions { MemoryMode = memory, Features = WasmFeatures.All, MaximumStackBytes = stackBytes });
        Store = new Store(Engine);
        Linker = new Linker(Engine);
        define?.Invoke(Linker, Store);
        Module = WatModule.Load(Engine, text);
        Instance = Linker.Instantiate(Store, Module);
    }

    public Engine Engine { get; }

    public Store Store { get; }

    public Linker Linker { get; }

    public Module Module { get; }

    public Instance Instance { get; }

    public int I32(string function, params ReadOnlySpan<Value> arguments) => Instance.GetFunction(function)!.Invoke(arguments)[0].AsInt32();

    public TrapException Trap(string function, params Value[] arguments) => Assert.Throws<TrapException>(() => Instance.GetFunction(function)!.Invoke(arguments));

    public void Dispose()
    {
        Store.Dispose();
        Engine.Dispose();
    }
}
