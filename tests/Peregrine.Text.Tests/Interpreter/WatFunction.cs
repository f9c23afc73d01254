using Xunit;

namespace Peregrine.Text.Tests.Interpreter;

/// <summary>One function in text, ready to be called.</summary>
internal sealed class WatFunction : IDisposable
{
    private readonly Engine _engine;
    private readonly Store _store;
    private readonly Function _function;

    /// <param name="function">What follows <c>func</c>.</param>
    /// <param name="options">The engine's options.</param>
    public WatFunction(string function, EngineOptions options)
    {
        _engine = new Engine(options);
        _store = new Store(_engine);
        _function = new Linker(_engine).Instantiate(_store, WatModule.Load(_engine, $"(module (func (export \"f\") {function}))")).GetFunction("f")!;
    }

    public Value Invoke(params Value[] arguments) => Assert.Single(_function.Invoke(arguments));

    public void Dispose()
    {
        _store.Dispose();
        _engine.Dispose();
    }
}
