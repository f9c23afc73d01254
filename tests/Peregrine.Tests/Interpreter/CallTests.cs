using Peregrine.Text;
using Xunit;

namespace Peregrine.Tests.Interpreter;

/// <summary>Calls of all sorts, the stack's limit, and the host in between.</summary>
public sealed class CallTests
{
    private const string Countdown = """
        (func $down (export "down") (param i32) (result i32)
          (if (result i32) (local.get 0) (then (return_call $down (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 42))))
        """;

    [Fact]
    public void Endless_recursion_traps_and_the_store_remains_usable()
    {
        using var guest = new Guest("""
            (func $f (export "f") (result i32) (i32.add (call $f) (i32.const 1)))
            (func (export "g") (result i32) (i32.const 3))
            """);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(TrapKind.CallStackExhausted, guest.TrapException("f").Kind);
            Assert.Equal(3, guest.Int32("g"));
        }
    }

    [Fact]
    public void Endless_recursion_through_the_host_traps()
    {
        using var guest = new Guest(
            """(import "h" "again" (func $again)) (func (export "f") (call $again))""",
            define: (linker, _) => linker.DefineFunction("h", "again", new FunctionType([], []), (caller, _, _) => caller.GetFunction("f")!.Invoke()));
        Assert.Equal(TrapKind.CallStackExhausted, guest.TrapException("f").Kind);
    }

    [Fact]
    public void Tail_calls_take_no_stack()
    {
        using var guest = new Guest(Countdown, stackBytes: 64 << 10);
        Assert.Equal(42, guest.Int32("down", 1_000_000));
    }

    [Fact]
    public void Tail_calls_between_instances_take_no_stack()
    {
        using var guest = new Guest(
            """
            (table (export "t") 2 funcref)
            (type $f (func (param i32) (result i32)))
            (func $even (export "even") (param i32) (result i32)
              (if (result i32) (local.get 0) (then (return_call_indirect (type $f) (i32.sub (local.get 0) (i32.const 1)) (i32.const 1))) (else (i32.const 1))))
            (elem (i32.const 0) $even)
            """,
            stackBytes: 64 << 10);
        guest.Linker.DefineInstance("a", guest.Instance);
        guest.Linker.Instantiate(guest.Store, WatModule.Load(guest.Engine, """
            (import "a" "t" (table 2 funcref))
            (import "a" "even" (func $even (param i32) (result i32)))
            (func $odd (param i32) (result i32)
              (if (result i32) (local.get 0) (then (return_call $even (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 0))))
            (elem (i32.const 1) $odd)
            """));
        Assert.Equal(1, guest.Int32("even", 100_000));
        Assert.Equal(0, guest.Int32("even", 100_001));
    }

    [Fact]
    public void Calls_into_another_instance_use_its_memory_and_globals_and_come_back()
    {
        using var guest = new Guest("""
            (memory (export "m") 1)
            (global $g (mut i32) (i32.const 5))
            (func (export "add") (param i32 i32) (result i32)
              (global.set $g (i32.add (global.get $g) (local.get 0)))
              (i32.store (i32.const 0) (local.get 1))
              (i32.add (global.get $g) (i32.load (i32.const 0))))
            """);
        guest.Linker.DefineInstance("a", guest.Instance);
        var other = guest.Linker.Instantiate(guest.Store, WatModule.Load(guest.Engine, """
            (import "a" "add" (func $add (param i32 i32) (result i32)))
            (memory 1)
            (global $g (mut i32) (i32.const 1000))
            (func (export "f") (param i32 i32) (result i32)
              (i32.store (i32.const 0) (i32.const 77))
              (i32.add (call $add (local.get 0) (local.get 1)) (i32.add (global.get $g) (i32.load (i32.const 0)))))
            """));
        Assert.Equal(5 + 10 + 20 + 1077, other.GetFunction("f")!.Invoke(10, 20)[0].AsInt32());
        Assert.Equal(20, guest.Instance.GetMemory("m")!.Read<int>(0));
    }

    [Theory]
    [InlineData(MemoryMode.Auto)]
    [InlineData(MemoryMode.Checked)]
    public void Memory_grown_by_a_callee_or_by_the_host_is_seen_by_the_caller(MemoryMode mode)
    {
        using var guest = new Guest(
            """
            (import "h" "grow" (func $host))
            (memory (export "m") 1)
            (func $grow (drop (memory.grow (i32.const 30))))
            (func (export "f") (result i32)
              (call $grow)
              (i32.store (i32.const 2000000) (i32.const 1))
              (call $host)
              (i32.store (i32.const 3900000) (i32.const 2))
              (i32.add (i32.load (i32.const 2000000)) (i32.load (i32.const 3900000))))
            """,
            mode,
            (linker, _) => linker.DefineFunction("h", "grow", new FunctionType([], []), (caller, _, _) => caller.GetMemory("m")!.Grow(30)));
        Assert.Equal(3, guest.Int32("f"));
    }

    [Fact]
    public void What_a_host_function_throws_passes_through_the_guest_unchanged()
    {
        var thrown = new InvalidOperationException("of the host");
        using var guest = new Guest(
            """(import "h" "fail" (func $fail)) (func $f (export "f") (call $fail))""",
            define: (linker, _) => linker.DefineFunction("h", "fail", new FunctionType([], []), (_, _, _) => throw thrown));
        Assert.Same(thrown, Assert.Throws<InvalidOperationException>(() => guest.Instance.GetFunction("f")!.Invoke()));
    }

    [Fact]
    public void A_null_dereference_of_a_host_function_is_not_taken_for_a_trap()
    {
        using var guest = new Guest(
            """(import "h" "fail" (func $fail)) (memory 1) (func $f (export "f") (call $fail))""",
            define: (linker, _) => linker.DefineFunction("h", "fail", new FunctionType([], []), (_, _, _) => ((string?)null)!.ToString()));
        Assert.Throws<NullReferenceException>(() => guest.Instance.GetFunction("f")!.Invoke());
    }

    [Fact]
    public void Host_functions_may_call_the_guest_which_finds_its_operands_untouched()
    {
        using var guest = new Guest(
            """
            (import "h" "twice" (func $twice (param i32) (result i32)))
            (func (export "square") (param i32) (result i32) (i32.mul (local.get 0) (local.get 0)))
            (func (export "f") (param i32) (result i32) (i32.add (i32.const 1000) (i32.add (call $twice (local.get 0)) (local.get 0))))
            """,
            define: (linker, _) => linker.DefineFunction("h", "twice", new FunctionType([ValType.I32], [ValType.I32]), (caller, arguments, results) =>
                results[0] = caller.GetFunction("square")!.Invoke(arguments[0])[0].AsInt32() * 2));
        Assert.Equal(1000 + 50 + 5, guest.Int32("f", 5));
    }

    [Fact]
    public void Numbers_of_all_types_and_references_reach_callee_and_caller()
    {
        using var guest = new Guest("""
            (func $mix (param i32 externref f32 i64 externref f64) (result f64 externref i64 externref f32 i32)
              local.get 5 local.get 4 local.get 3 local.get 1 local.get 2 local.get 0)
            (func (export "f") (param i32 externref f32 i64 externref f64) (result f64 externref i64 externref f32 i32)
              (call $mix (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5)))
            """);
        object a = new(), b = new();
        var results = guest.Instance.GetFunction("f")!.Invoke(1, Value.FromReference(a), 2.5f, 3L, Value.FromReference(b), 4.5);
        Assert.Equal(4.5, results[0].AsDouble());
        Assert.Same(b, results[1].AsReference());
        Assert.Equal(3L, results[2].AsInt64());
        Assert.Same(a, results[3].AsReference());
        Assert.Equal(2.5f, results[4].AsSingle());
        Assert.Equal(1, results[5].AsInt32());
    }
}
