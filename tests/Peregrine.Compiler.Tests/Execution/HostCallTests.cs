using Xunit;

namespace Peregrine.Compiler.Tests.Execution;

public class HostCallTests
{
    [Fact]
    public void Exceptions_of_host_functions_pass_through_unchanged()
    {
        var thrown = new NullReferenceException("the host's own");
        using var guest = new Guest(
            """(module (import "host" "fail" (func $fail)) (func (export "run") (call $fail)))""",
            (linker, _) => linker.DefineFunction("host", "fail", () => throw thrown));
        Assert.Same(thrown, Assert.Throws<NullReferenceException>(() => guest.Call("run")));
        Assert.Same(thrown, Assert.Throws<NullReferenceException>(() => guest.Call("run")));
    }

    [Fact]
    public void A_trap_behind_a_host_function_that_returned_is_a_trap()
    {
        using var guest = new Guest(
            """
            (module (import "host" "nothing" (func $nothing))
              (func (export "run") (param i32) (result i32) (call $nothing) (i32.div_u (i32.const 1) (local.get 0))))
            """,
            (linker, _) => linker.DefineFunction("host", "nothing", () => { }));
        Assert.Equal(TrapKind.IntegerDivideByZero, guest.Trap("run", 0).Kind);
    }

    [Fact]
    public void Values_of_every_type_go_both_ways()
    {
        var type = new FunctionType([ValType.I32, ValType.ExternRef, ValType.F32, ValType.I64, ValType.F64, ValType.V128], [ValType.F64, ValType.ExternRef, ValType.I32, ValType.V128, ValType.I64, ValType.F32]);
        using var guest = new Guest(
            """
            (module
              (type $t (func (param i32 externref f32 i64 f64 v128) (result f64 externref i32 v128 i64 f32)))
              (import "host" "swap" (func $swap (type $t)))
              (table funcref (elem $swap))
              (func (export "direct") (type $t)
                (call $swap (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5)))
              (func (export "indirect") (type $t)
                (call_indirect (type $t) (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5) (i32.const 0))))
            """,
            (linker, _) => linker.DefineFunction("host", "swap", type, (_, a, r) =>
            {
                (r[0], r[1], r[2], r[3], r[4], r[5]) = (a[4], a[1], a[0], a[5], a[3], a[2]);
            }));
        foreach (var name in new[] { "direct", "indirect" })
        {
            var vector = System.Runtime.Intrinsics.Vector128.Create((byte)1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
            var results = guest.Call(name, -5, Value.FromReference("text"), 1.5f, -6L, 2.5, vector);
            Assert.Equal(2.5, results[0].AsDouble());
            Assert.Equal("text", results[1].AsReference());
            Assert.Equal(-5, results[2].AsInt32());
            Assert.Equal(vector, results[3].AsVector128());
            Assert.Equal(-6L, results[4].AsInt64());
            Assert.Equal(1.5f, results[5].AsSingle());
        }
    }

    [Theory]
    [InlineData("call $who")]
    [InlineData("call_indirect (i32.const 0)")]
    [InlineData("call_ref $t (ref.func $who)")]
    public void A_host_function_knows_the_instance_that_calls_it(string call)
    {
        Instance? caller = null;
        using var guest = new Guest(
            $$"""
            (module (type $t (func)) (import "host" "who" (func $who (type $t)))
              (table funcref (elem $who))
              (func (export "run") ({{call}})))
            """,
            (linker, _) => linker.DefineFunction("host", "who", new FunctionType([], []), (c, _, _) => caller = c.Instance));
        guest.Call("run");
        Assert.Same(guest.Instance, caller);
    }

    [Fact]
    public void Guest_and_host_may_call_each_other_in_turns_until_the_stack_ends()
    {
        Guest? guest = null;
        guest = new Guest(
            """(module (import "host" "again" (func $again)) (func (export "run") (call $again)))""",
            (linker, _) => linker.DefineFunction("host", "again", () => { guest!.Call("run"); }));
        using (guest)
        {
            Assert.Equal(TrapKind.CallStackExhausted, guest.Trap("run").Kind);
        }
    }

    [Fact]
    public void Calls_allocate_nothing()
    {
        using var guest = new Guest(
            """
            (module (import "host" "add" (func $add (param i32 i32) (result i32)))
              (func (export "run") (param i32) (result i32) (local i32)
                (loop
                  (local.set 1 (call $add (local.get 1) (local.get 0)))
                  (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                (local.get 1)))
            """,
            (linker, _) => linker.DefineFunction("host", "add", (int a, int b) => a + b));
        var function = guest.Instance.GetFunction("run")!;
        var results = new Value[1];
        function.Invoke([10], results);
        long before = GC.GetAllocatedBytesForCurrentThread();
        function.Invoke([1000], results);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(500500, results[0].AsInt32());
    }
}
