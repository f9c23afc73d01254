using Peregrine.Text;
using Xunit;

namespace Peregrine.Tests.Interpreter;

public class ThreadTests
{
    [Fact]
    public void Atomic_accesses_check_alignment_before_bounds()
    {
        using var guest = new Guest("""
            (module (memory 1 1 shared)
              (func (export "load") (param i32) (result i64) (i64.atomic.load offset=4 (local.get 0)))
              (func (export "add") (param i32) (result i32) (i32.atomic.rmw16.add_u (local.get 0) (i32.const 1)))
              (func (export "exchange") (param i32 i64 i64) (result i64) (i64.atomic.rmw32.cmpxchg_u (local.get 0) (local.get 1) (local.get 2)))
              (func (export "notify") (param i32) (result i32) (memory.atomic.notify (local.get 0) (i32.const 1)))
              (func (export "wait") (param i32) (result i32) (memory.atomic.wait64 (local.get 0) (i64.const 1) (i64.const 0))))
            """);
        Assert.Equal(0, guest.Int64("load", 4));
        Assert.Equal(TrapKind.UnalignedAtomic, guest.Trap("load", 0));
        Assert.Equal(TrapKind.UnalignedAtomic, guest.Trap("load", 65535));
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("load", 65532));
        Assert.Equal(TrapKind.UnalignedAtomic, guest.Trap("add", 1));
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("add", -2));
        Assert.Equal([0, 1], new[] { guest.Int32("add", 65534), guest.Int32("add", 65534) });
        Assert.Equal([0L, 7L], new[] { guest.Int64("exchange", 8, 0L, 7L), guest.Int64("exchange", 8, 0L, 9L) });
        Assert.Equal(TrapKind.UnalignedAtomic, guest.Trap("notify", 2));
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("notify", 65536));
        Assert.Equal(TrapKind.UnalignedAtomic, guest.Trap("wait", 4));
        Assert.Equal(1, guest.Int32("wait", 0));
    }

    [Fact]
    public void Only_shared_memories_can_be_waited_on()
    {
        using var guest = new Guest("""
            (module (memory 1)
              (func (export "notify") (result i32) (memory.atomic.notify (i32.const 0) (i32.const 1)))
              (func (export "wait") (result i32) (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const 0))))
            """);
        Assert.Equal(0, guest.Int32("notify"));
        Assert.Equal(TrapKind.ExpectedSharedMemory, guest.Trap("wait"));
    }

    [Fact]
    public void Threads_count_together_and_wake_each_other()
    {
        const string Text = """
            (module (import "m" "m" (memory 1 1 shared))
              (func (export "count") (param i32)
                (loop $again
                  (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
                  (drop (i64.atomic.rmw8.add_u (i32.const 8) (i64.const 1)))
                  (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                (drop (i32.atomic.rmw.add (i32.const 16) (i32.const 1)))
                (drop (memory.atomic.notify (i32.const 16) (i32.const -1))))
              (func (export "wait") (param i32) (local i32)
                (loop $again
                  (local.set 1 (i32.atomic.load (i32.const 16)))
                  (if (i32.lt_u (local.get 1) (local.get 0))
                    (then (drop (memory.atomic.wait32 (i32.const 16) (local.get 1) (i64.const -1))) (br $again)))))
              (func (export "counts") (result i32 i64) (i32.atomic.load (i32.const 0)) (i64.atomic.load8_u (i32.const 8))))
            """;
        using var engine = new Engine(new EngineOptions { Features = WasmFeatures.All, Execution = "interpreter" });
        using var store = new Store(engine);
        var memory = new Memory(store, new MemoryType(new Limits(1, 1), IsShared: true));
        var module = WatModule.Load(engine, Text);
        Instance Make(Store where)
        {
            var linker = new Linker(engine);
            linker.Define("m", "m", memory);
            return linker.Instantiate(where, module);
        }

        var threads = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            using var own = new Store(engine);
            Make(own).GetFunction("count")!.Invoke(10_000);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        var instance = Make(store);
        instance.GetFunction("wait")!.Invoke(3);
        Assert.Equal([30_000, (long)(byte)(30_000 % 256)], instance.GetFunction("counts")!.Invoke());
        threads.ForEach(thread => thread.Join());
    }
}
