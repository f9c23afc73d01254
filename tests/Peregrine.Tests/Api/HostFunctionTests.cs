using System.Runtime.Intrinsics;
using Peregrine.Tests.Runtime;
using Xunit;

namespace Peregrine.Tests.Api;

public unsafe class HostFunctionTests
{
    private readonly Engine _engine;
    private readonly RecordingEngine _execution;
    private readonly Store _store;
    private readonly Linker _linker;

    public HostFunctionTests()
    {
        (_engine, _execution) = RecordingEngine.Create();
        _store = new Store(_engine);
        _linker = new Linker(_engine);
    }

    [Fact]
    public void TypedFunctionsTakeAndGiveEveryType()
    {
        var text = new object();
        _linker.DefineFunction("m", "f", (Caller caller, int a, long b, float c, double d, Vector128<byte> e, object? f, Function? g) =>
        {
            Assert.Same(_store, caller.Store);
            Assert.Null(caller.Instance);
            Assert.Equal((-1, -2L, 1.5f, 2.5), (a, b, c, d));
            Assert.Equal(Vector128.Create((byte)7), e);
            Assert.Same(text, f);
            Assert.Null(g);
            return f;
        });
        var function = Get("f");
        Assert.Equal("[i32 i64 f32 f64 v128 externref funcref] -> [externref]", function.Type.ToString());
        Assert.Same(text, function.Invoke(-1, -2L, 1.5f, 2.5, Vector128.Create((byte)7), Value.FromReference(text), Value.Null)[0].AsReference());
    }

    [Fact]
    public void CallbacksTakeAndGiveManyValues()
    {
        var types = Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? ValType.ExternRef : i % 3 == 1 ? ValType.V128 : ValType.I32).ToArray();
        var function = Function.FromHost(_store, new FunctionType(types, types), static (_, arguments, results) =>
        {
            for (int i = 0; i < results.Length; i++)
            {
                results[i] = arguments[i];
            }
        });
        var values = types.Select((type, i) => type.Kind switch { ValKind.Ref => Value.FromReference($"{i}"), ValKind.V128 => Vector128.Create((ulong)i, 5).AsByte(), _ => (Value)i }).ToArray();
        Assert.Equal(values, function.Invoke(values));
    }

    [Fact]
    public void ResultsOfTheWrongTypeAreTheHostsMistake()
    {
        var function = Function.FromHost(_store, new FunctionType([], [ValType.I32]), static (_, _, results) => results[0] = 1L);
        Assert.Throws<InvalidOperationException>(() => function.Invoke());
    }

    [Fact]
    public void ExceptionsOfTheHostPassThroughUnchanged()
    {
        var thrown = new FormatException();
        _linker.DefineFunction("m", "f", () => throw thrown);
        Assert.Same(thrown, Assert.Throws<FormatException>(() => Get("f").Invoke()));
    }

    [Fact]
    public void ArgumentsAreChecked()
    {
        _linker.DefineFunction("m", "f", static (int a, Function? b) => { });
        var function = Get("f");
        Assert.Throws<ArgumentException>(() => function.Invoke(1));
        Assert.Throws<ArgumentException>(() => function.Invoke(1L, Value.Null));
        Assert.Throws<ArgumentException>(() => function.Invoke(1, Value.FromReference("no function")));
        function.Invoke(1, function);
    }

    [Fact]
    public void AStoreGetsOneFunctionForADefinition()
    {
        _linker.DefineFunction("m", "f", static () => 1);
        Assert.Same(Get("f"), Get("f"));
        using var other = new Store(_engine);
        Assert.True(_linker.TryGet(other, "m", "f", out var item));
        Assert.NotSame(Get("f"), item);
    }

    [Fact]
    public void NamesAreDefinedOnceUnlessShadowingIsAllowed()
    {
        _linker.DefineFunction("m", "f", static () => 1);
        Assert.Throws<ArgumentException>(() => _linker.DefineFunction("m", "f", static () => 2));
        _linker.AllowShadowing = true;
        _linker.DefineFunction("m", "f", static () => 2);
        Assert.Equal(2, Get("f").Invoke()[0].AsInt32());
    }

    [Fact]
    public void WrappedFunctionsAreCalledWithoutValues()
    {
        _linker.DefineFunction("m", "add", static (int a, long b) => a + b);
        Assert.Null(Get("add").WrapFunc<int, int, long>());
        Assert.Null(Get("add").WrapAction<int, long>());
        Assert.Equal(7L, Get("add").WrapFunc<int, long, long>()!(3, 4));
        _linker.DefineFunction("m", "keep", static (Function? f) => f);
        var keep = Get("keep").WrapFunc<object?, object?>()!;
        Assert.Same(Get("add"), keep(Get("add")));
        Assert.Throws<ArgumentException>(() => keep("no function"));
    }

    [Fact]
    public void CallsReachTheEngineWithBareSlots()
    {
        var module = new ModuleBytes()
            .Section(1, [0x60, 2, 0x7F, 0x6F, 2, 0x6F, 0x7E])
            .Section(3, [0])
            .Section(7, ModuleBytes.Export("f", 0, 0))
            .Bodies(1)
            .Load(_engine);
        _execution.OnInvoke = static (_, slots, references) =>
        {
            Assert.Equal(0xFFFF_FFFFul, slots[0]);
            slots[0] = 9;
            references[0] = $"{references[0]}!";
        };
        var results = _linker.Instantiate(_store, module).GetFunction("f")!.Invoke(-1, Value.FromReference("a"));
        Assert.Equal("a!", results[0].AsReference());
        Assert.Equal(9L, results[1].AsInt64());
    }

    [Fact]
    public void EndlessCallsBetweenHostAndHostTrap()
    {
        Function? function = null;
        function = Function.FromHost(_store, new FunctionType([], []), (_, _, _) => function!.Invoke());
        Assert.Equal(TrapKind.CallStackExhausted, Assert.Throws<TrapException>(() => function.Invoke()).Kind);
    }

    [Fact]
    public void ThrownExceptionsCarryTheirPayload()
    {
        var tag = new Tag(_store, ValType.I32, ValType.ExternRef, ValType.V128);
        var vector = Vector128.Create(1UL, 2UL).AsByte();
        var exception = new WasmThrownException(tag, 5, Value.FromReference("x"), vector);
        Assert.Equal([5, Value.FromReference("x"), vector], exception.Values);
        Assert.Equal([5ul, 1ul, 2ul], exception.Exception.Slots);
        Assert.Throws<ArgumentException>(() => new WasmThrownException(tag, 5));
    }

    private Function Get(string name)
    {
        Assert.True(_linker.TryGet(_store, "m", name, out var item));
        return (Function)item;
    }
}
