using Peregrine.Text;

namespace Peregrine.Compiler.Tests;

/// <summary>An instance of a module in the text format, on the compiler.</summary>
internal sealed class Guest : IDisposable
{
    public Guest(string text, Action<Linker, Store>? define = null, MemoryMode mode = MemoryMode.Auto, Action<EngineOptions>? configure = null)
    {
        PeregrineCompiler.Register();
        var options = new EngineOptions { Execution = PeregrineCompiler.Jit, MemoryMode = mode, Features = WasmFeatures.All };
        configure?.Invoke(options);
        Engine = new Engine(options);
        Store = new Store(Engine);
        var linker = new Linker(Engine);
        define?.Invoke(linker, Store);
        Instance = linker.Instantiate(Store, WatModule.Load(Engine, text, "guest"));
    }

    public Engine Engine { get; }

    public Store Store { get; }

    public Instance Instance { get; }

    public Value[] Call(string name, params ReadOnlySpan<Value> arguments) => Instance.GetFunction(name)!.Invoke(arguments);

    public int CallInt(string name, params ReadOnlySpan<Value> arguments) => Call(name, arguments)[0].AsInt32();

    public TrapException Trap(string name, params ReadOnlySpan<Value> arguments)
    {
        try
        {
            Call(name, arguments);
        }
        catch (TrapException trap)
        {
            return trap;
        }

        throw new Xunit.Sdk.XunitException($"{name} did not trap");
    }

    public void Dispose()
    {
        Store.Dispose();
        Engine.Dispose();
    }
}
