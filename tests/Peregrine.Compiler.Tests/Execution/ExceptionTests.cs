using Xunit;

namespace Peregrine.Compiler.Tests.Execution;

public class ExceptionTests
{
    [Fact]
    public void A_guest_catches_what_the_host_throws_and_traps_as_a_guest_afterwards()
    {
        Tag? tag = null;
        using var guest = new Guest(
            """
            (module (import "host" "tag" (tag $tag (param i32))) (import "host" "throw" (func $throw))
              (func (export "run") (param i32) (result i32)
                (block $caught (result i32)
                  (try_table (catch $tag $caught) (call $throw))
                  (i32.const 0))
                (i32.div_u (local.get 0))))
            """,
            (linker, store) =>
            {
                tag = new Tag(store, ValType.I32);
                linker.Define("host", "tag", tag);
                linker.DefineFunction("host", "throw", () => throw new WasmThrownException(tag, 42));
            });
        Assert.Equal(21, guest.CallInt("run", 2));
        Assert.Equal(TrapKind.IntegerDivideByZero, guest.Trap("run", 0).Kind);
    }

    [Fact]
    public void An_uncaught_exception_leaves_with_its_payload_and_frames()
    {
        using var guest = new Guest(
            """
            (module (tag $tag (param i32 f64))
              (func $inner (throw $tag (i32.const 7) (f64.const 0.5)))
              (func (export "run") (call $inner)))
            """);
        var thrown = Assert.Throws<WasmThrownException>(() => guest.Call("run"));
        Assert.Equal(7, thrown.Values[0].AsInt32());
        Assert.Equal(0.5, thrown.Values[1].AsDouble());
        Assert.Equal("inner", thrown.Frames[0].FunctionName);
    }

    [Theory]
    [InlineData(MemoryMode.Auto)]
    [InlineData(MemoryMode.Checked)]
    public void A_memory_that_grew_before_the_throw_is_as_large_for_the_handler(MemoryMode mode)
    {
        using var guest = new Guest(
            """
            (module (memory 1) (tag $tag)
              (func $grow (drop (memory.grow (i32.const 100))) (throw $tag))
              (func (export "run") (result i32)
                (i32.store (i32.const 0) (i32.const 5))
                (block $caught (try_table (catch $tag $caught) (call $grow)))
                (i32.store (i32.const 6000000) (i32.const 6))
                (i32.add (i32.load (i32.const 0)) (i32.load (i32.const 6000000)))))
            """,
            mode: mode);
        Assert.Equal(11, guest.CallInt("run"));
    }
}
