using System.Runtime.CompilerServices;
using Peregrine.Tests.Runtime;
using Xunit;

namespace Peregrine.Tests.Api;

public class StoreTests
{
    [Fact]
    public void EverythingOfADisposedStoreRefusesToWork()
    {
        var (engine, _) = RecordingEngine.Create();
        var store = new Store(engine);
        var instance = MakeInstance(store);
        var memory = instance.GetMemory("m")!;
        var table = new Table(store, new TableType(ValType.FuncRef, new Limits(1)));
        var global = new Global(store, new GlobalType(ValType.I32, IsMutable: true), 1);
        var function = instance.GetFunction("f")!;
        store.Dispose();
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => memory.GetSpan(0, 1).Length);
        Assert.Throws<ObjectDisposedException>(() => memory.Grow(1));
        Assert.Throws<ObjectDisposedException>(() => table.Get(0));
        Assert.Throws<ObjectDisposedException>(() => table.Grow(1, null));
        Assert.Throws<ObjectDisposedException>(() => global.Value);
        Assert.Throws<ObjectDisposedException>(() => global.Value = 2);
        Assert.Throws<ObjectDisposedException>(() => function.Invoke());
        Assert.Throws<ObjectDisposedException>(() => new Linker(engine).Instantiate(store, instance.Module));
        Assert.Throws<ObjectDisposedException>(() => new Memory(store, new MemoryType(new Limits(1))));
        Assert.Throws<ObjectDisposedException>(() => Function.FromHost(store, new FunctionType([], []), static (_, _, _) => { }));
    }

    [Fact]
    public void AForgottenStoreIsCollected()
    {
        var store = Forget();
        for (int i = 0; i < 10 && store.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(store.IsAlive);
    }

    [Fact]
    public void AFunctionKeepsItsStoreAlive()
    {
        var function = MakeInstance(new Store(RecordingEngine.Create().Engine)).GetFunction("f")!;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.Empty(function.Invoke());
    }

    [Fact]
    public void ARunningStoreIsNotDisposed()
    {
        using var store = new Store(RecordingEngine.Create().Engine);
        var function = Function.FromHost(store, new FunctionType([], []), (caller, _, _) => caller.Store.Dispose());
        Assert.Throws<InvalidOperationException>(() => function.Invoke());
    }

    [Fact]
    public void LimitsAreKept()
    {
        using var store = new Store(RecordingEngine.Create().Engine);
        store.Limits.MaximumMemoryBytes = 2 * 65536;
        Assert.Throws<ResourceLimitException>(() => new Memory(store, new MemoryType(new Limits(3))));
        var memory = new Memory(store, new MemoryType(new Limits(1)));
        Assert.Equal(1, memory.Grow(1));
        Assert.Equal(-1, memory.Grow(1));
        store.Limits.MaximumMemoryBytes = 3 * 65536;
        Assert.Equal(2, memory.Grow(1));
        store.Limits.TrapOnGrowFailure = true;
        Assert.Equal(TrapKind.MemoryGrowFailed, Assert.Throws<TrapException>(() => memory.Grow(1)).Kind);
        store.Limits.MaximumMemories = 1;
        Assert.Throws<ResourceLimitException>(() => new Memory(store, new MemoryType(new Limits(1))));
        store.Limits.MaximumMemories = 10;
        store.Limits.MaximumInstances = 1;
        MakeInstance(store);
        Assert.Throws<ResourceLimitException>(() => MakeInstance(store));
    }

    [Fact]
    public void TypesOfTheHostAreChecked()
    {
        using var store = new Store(RecordingEngine.Create().Engine);
        Assert.Throws<ArgumentException>(() => new Memory(store, new MemoryType(new Limits(65537))));
        Assert.Throws<ArgumentException>(() => new Memory(store, new MemoryType(new Limits(2, 1))));
        Assert.Throws<ArgumentException>(() => new Memory(store, new MemoryType(new Limits(1), IsShared: true)));
        Assert.Throws<ArgumentException>(() => new Memory(store, new MemoryType(new Limits(1), PageSizeLog2: 3)));
        Assert.Throws<ArgumentException>(() => new Table(store, new TableType(ValType.FuncRef, new Limits(2, 1))));
        Assert.Throws<ArgumentException>(() => new Global(store, new GlobalType(ValType.I32), 1L));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Forget()
    {
        var store = new Store(RecordingEngine.Create().Engine);
        MakeInstance(store).GetFunction("f")!.Invoke();
        return new WeakReference(store);
    }

    private static Instance MakeInstance(Store store) => new Linker(store.Engine).Instantiate(store, new ModuleBytes()
        .Section(1, [0x60, 0, 0])
        .Section(3, [0])
        .Section(5, [0, 1])
        .Section(7, ModuleBytes.Export("f", 0, 0), ModuleBytes.Export("m", 2, 0))
        .Bodies(1)
        .Load(store.Engine));
}
