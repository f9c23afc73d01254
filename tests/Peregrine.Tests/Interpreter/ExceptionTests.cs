using System.Runtime.Intrinsics;
using Xunit;

namespace Peregrine.Tests.Interpreter;

public class ExceptionTests
{
    private const string Thrower = """
        (module (tag $t (export "t") (param i32))
          (func (export "throw") (param i32) (throw $t (local.get 0))))
        """;

    [Fact]
    public void A_payload_of_all_kinds_arrives_in_order()
    {
        using var guest = new Guest("""
            (module (tag $t (param i32 externref v128 f64 externref i64))
              (func $f (param externref externref)
                (throw $t (i32.const 1) (local.get 0) (v128.const i64x2 2 3) (f64.const 4) (local.get 1) (i64.const 5)))
              (func (export "catch") (param externref externref) (result i32 externref v128 f64 externref i64)
                (i32.const 9) (local.get 1)
                (block $l (param i32 externref) (result i32 externref v128 f64 externref i64)
                  (drop) (drop)
                  (try_table (result i32 externref v128 f64 externref i64) (catch $t $l) (call $f (local.get 0) (local.get 1)) (unreachable)))))
            """);
        object first = new(), second = new();
        var results = guest.Call("catch", Value.FromReference(first), Value.FromReference(second));
        Assert.Equal([1, Value.FromReference(first), Vector128.Create(2UL, 3UL).AsByte(), 4.0, Value.FromReference(second), 5L], results);
    }

    [Fact]
    public void An_exception_of_another_instance_is_caught()
    {
        using var guest = new Guest(Thrower);
        guest.Linker.DefineInstance("m", guest.Instance);
        var catcher = guest.Add("""
            (module (import "m" "t" (tag $t (param i32))) (import "m" "throw" (func $throw (param i32)))
              (table funcref (elem $throw))
              (func $deep (param i32) (local externref) (call $throw (local.get 0)))
              (func (export "direct") (param i32) (result i32)
                (block $l (result i32) (try_table (catch $t $l) (call $deep (local.get 0))) (i32.const -1)))
              (func (export "indirect") (param externref i32) (result i32 externref)
                (block $l (result i32) (try_table (catch $t $l) (call_indirect (param i32) (local.get 1) (i32.const 0))) (i32.const -1))
                (local.get 0)))
            """);
        Assert.Equal(7, catcher.GetFunction("direct")!.Invoke(7)[0].AsInt32());
        object o = new();
        Assert.Equal([8, Value.FromReference(o)], catcher.GetFunction("indirect")!.Invoke(Value.FromReference(o), 8));
    }

    [Fact]
    public void An_exception_passes_through_the_host_to_an_outer_frame()
    {
        Instance? instance = null;
        using var guest = new Guest("""
            (module (import "h" "call" (func $host)) (tag $t (param i32))
              (func (export "inner") (throw $t (i32.const 3)))
              (func (export "outer") (param externref) (result i32 externref)
                (block $l (result i32) (try_table (catch $t $l) (call $host)) (i32.const -1))
                (local.get 0))
              (func (export "tail") (return_call $host))
              (func (export "outer-tail") (result i32)
                (block $l (result i32) (try_table (catch $t $l) (call 3)) (i32.const -1))))
            """, define: (linker, _) => linker.DefineFunction("h", "call", new FunctionType([], []), (_, _, _) => instance!.GetFunction("inner")!.Invoke()));
        instance = guest.Instance;
        object o = new();
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal([3, Value.FromReference(o)], guest.Call("outer", Value.FromReference(o)));
            Assert.Equal(3, guest.Int32("outer-tail"));
        }
    }

    [Fact]
    public void What_the_host_throws_by_a_tag_is_caught_and_otherwise_arrives_as_thrown()
    {
        WasmThrownException? thrown = null;
        using var guest = new Guest("""
            (module (import "h" "throw" (func $host)) (import "h" "t" (tag $t (param i64)))
              (func (export "catch") (result i64) (block $l (result i64) (try_table (catch $t $l) (call $host)) (i64.const -1)))
              (func (export "pass") (call $host))
              (func (export "all") (block $l (try_table (catch_all $l) (call $host)))))
            """, define: (linker, store) =>
            {
                var tag = new Tag(store, ValType.I64);
                linker.Define("h", "t", tag);
                linker.DefineFunction("h", "throw", new FunctionType([], []), (_, _, _) =>
                {
                    thrown = new WasmThrownException(tag, 77L);
                    throw thrown;
                });
            });
        Assert.Equal(77, guest.Int64("catch"));
        guest.Call("all");
        var arrived = Assert.Throws<WasmThrownException>(() => guest.Call("pass"));
        Assert.Same(thrown, arrived);
        Assert.Equal([77L], arrived.Values);
    }

    [Fact]
    public void Traps_and_exceptions_of_the_host_are_not_caught()
    {
        using var guest = new Guest("""
            (module (import "h" "fail" (func $host))
              (func (export "trap") (block $l (try_table (catch_all $l) (unreachable))))
              (func (export "host") (block $l (try_table (catch_all $l) (call $host))))
              (func (export "legacy") (try (do (unreachable)) (catch_all))))
            """, define: (linker, _) => linker.DefineFunction("h", "fail", new FunctionType([], []), (_, _, _) => throw new FormatException("mine")));
        Assert.Equal(TrapKind.Unreachable, guest.Trap("trap"));
        Assert.Equal(TrapKind.Unreachable, guest.Trap("legacy"));
        Assert.Equal("mine", Assert.Throws<FormatException>(() => guest.Call("host")).Message);
    }

    [Fact]
    public void An_uncaught_exception_leaves_with_its_payload_and_the_frames_that_threw_it()
    {
        using var guest = new Guest("""
            (module (tag $t (export "t") (param i32 i64))
              (func $inner (throw $t (i32.const 1) (i64.const 2)))
              (func $outer (export "f") (call $inner)))
            """);
        var thrown = Assert.Throws<WasmThrownException>(() => guest.Call("f"));
        Assert.Equal([1, 2L], thrown.Values);
        Assert.Same(guest.Instance.GetTag("t"), thrown.Tag);
        Assert.Equal(["inner", "outer"], thrown.Frames.Select(frame => frame.FunctionName));
    }

    [Fact]
    public void A_hundred_thousand_exceptions_through_deep_frames_leave_nothing_on_the_stacks()
    {
        using var guest = new Guest("""
            (module (tag $t (param i32 externref))
              (func $deep (param i32 externref) (local externref)
                (if (local.get 0)
                  (then (call $deep (i32.sub (local.get 0) (i32.const 1)) (local.get 1)))
                  (else (throw $t (i32.const 1) (local.get 1)))))
              (func (export "f") (param i32 i32 externref) (result i32) (local $sum i32) (local externref)
                (loop $again
                  (block $l (result i32 externref)
                    (try_table (catch $t $l) (call $deep (local.get 1) (local.get 2)))
                    (unreachable))
                  (local.set 4)
                  (local.set $sum (i32.add (local.get $sum)))
                  (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                (local.get $sum)))
            """);
        Assert.Equal(100_000, guest.Int32("f", 100_000, 3, Value.FromReference(new object())));
        Assert.Equal(50, guest.Int32("f", 50, 1000, Value.FromReference(new object())));
    }

    [Fact]
    public void Operands_and_locals_below_a_try_survive_the_exception()
    {
        using var guest = new Guest("""
            (module (tag $t)
              (func $throw (throw $t))
              (func (export "f") (param i32 externref) (result i32 externref i32)
                (i32.add (local.get 0) (i32.const 1))
                (local.get 1)
                (block $l
                  (try_table (catch_all $l)
                    (local.set 0 (i32.const 100))
                    (call $throw)
                    (local.set 0 (i32.const 200))))
                (local.get 0)))
            """);
        object o = new();
        Assert.Equal([6, Value.FromReference(o), 100], guest.Call("f", 5, Value.FromReference(o)));
    }

    [Fact]
    public void Legacy_clauses_rethrow_and_delegate()
    {
        using var guest = new Guest("""
            (module (tag $a (param i32)) (tag $b (param i64))
              (func $throw (param i32) (throw $a (local.get 0)))
              (func (export "nested") (param i32 externref) (result i32 externref)
                (try (result i32)
                  (do
                    (try (result i32)
                      (do (call $throw (local.get 0)) (i32.const -1))
                      (catch $b (drop) (i32.const -2))
                      (catch_all (try (do (rethrow 1)) (catch $b (drop))) (i32.const -3))))
                  (catch $a (i32.add (i32.const 1000))))
                (local.get 1))
              (func (export "delegate") (param i32) (result i32)
                (try $outer (result i32)
                  (do
                    (try (result i32)
                      (do (try (result i32) (do (call $throw (local.get 0)) (i32.const -1)) (delegate $outer)))
                      (catch_all (i32.const -2))))
                  (catch $a))))
            """);
        object o = new();
        Assert.Equal([1005, Value.FromReference(o)], guest.Call("nested", 5, Value.FromReference(o)));
        Assert.Equal(6, guest.Int32("delegate", 6));
    }

    [Fact]
    public void Throwing_a_null_reference_traps()
    {
        using var guest = new Guest("""(module (func (export "f") (throw_ref (ref.null exn))))""");
        Assert.Equal(TrapKind.NullExceptionReference, guest.Trap("f"));
    }
}
