using System.Runtime.Intrinsics;
using Xunit;

namespace Peregrine.Tests.Interpreter;

/// <summary>Blocks, branches and calls with values of all kinds at once.</summary>
public class MergeTests
{
    private static readonly Vector128<byte> s_vector = Vector128.Create(11UL, 22UL).AsByte();

    [Fact]
    public void A_block_takes_and_gives_numbers_vectors_and_references()
    {
        using var guest = new Guest("""
            (module
              (func (export "f") (param i32 externref v128 funcref) (result funcref v128 externref i32 f64)
                (local.get 3) (local.get 2) (local.get 1) (local.get 0)
                (block $l (param funcref v128 externref i32) (result funcref v128 externref i32 f64)
                  (f64.const 1)
                  (br_if $l (local.get 0))
                  (drop)
                  (i32.const 100) (i32.add)
                  (f64.const 2))))
            """);
        object o = new();
        var f = guest.Instance.GetFunction("f")!;
        Assert.Equal([f, s_vector, Value.FromReference(o), 1, 1.0], guest.Call("f", 1, Value.FromReference(o), s_vector, f));
        Assert.Equal([f, s_vector, Value.FromReference(o), 100, 2.0], guest.Call("f", 0, Value.FromReference(o), s_vector, f));
    }

    [Fact]
    public void A_branch_carries_values_over_operands_that_it_leaves()
    {
        using var guest = new Guest("""
            (module
              (func (export "f") (param i32 externref externref v128) (result externref v128 i64)
                (block $l (result externref v128 i64)
                  (ref.null extern) (i32.const 1) (v128.const i32x4 0 0 0 0) (local.get 1)
                  (local.get 2) (local.get 3) (i64.const 7)
                  (br_table $l $l (local.get 0)))))
            """);
        object a = new(), b = new();
        Assert.Equal([Value.FromReference(b), s_vector, 7L], guest.Call("f", 0, Value.FromReference(a), Value.FromReference(b), s_vector));
    }

    [Fact]
    public void A_loop_rotates_its_parameters()
    {
        using var guest = new Guest("""
            (module
              (func (export "f") (param i32 externref externref v128 v128) (result externref externref v128 v128)
                (local externref externref v128 v128)
                (local.get 1) (local.get 2) (local.get 3) (local.get 4)
                (loop $l (param externref externref v128 v128) (result externref externref v128 v128)
                  (local.set 8) (local.set 7) (local.set 6) (local.set 5)
                  (local.get 6) (local.get 5) (local.get 8) (local.get 7)
                  (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
            """);
        object a = new(), b = new();
        var other = Vector128.Create(5UL, 6UL).AsByte();
        Assert.Equal([Value.FromReference(b), Value.FromReference(a), other, s_vector], guest.Call("f", 3, Value.FromReference(a), Value.FromReference(b), s_vector, other));
        Assert.Equal([Value.FromReference(a), Value.FromReference(b), s_vector, other], guest.Call("f", 4, Value.FromReference(a), Value.FromReference(b), s_vector, other));
    }

    [Fact]
    public void A_local_keeps_the_old_value_for_operands_when_it_is_set()
    {
        using var guest = new Guest("""
            (module
              (func (export "f") (param externref externref v128 v128) (result externref externref v128 v128)
                (local.get 0) (local.set 0 (local.get 1)) (local.get 0)
                (local.get 2) (local.set 2 (local.get 3)) (local.get 2)))
            """);
        object a = new(), b = new();
        var other = Vector128.Create(5UL, 6UL).AsByte();
        Assert.Equal([Value.FromReference(a), Value.FromReference(b), s_vector, other], guest.Call("f", Value.FromReference(a), Value.FromReference(b), s_vector, other));
    }

    [Fact]
    public void Branches_on_null_keep_or_drop_the_reference()
    {
        using var guest = new Guest("""
            (module
              (func (export "null") (param externref) (result i32)
                (i32.const 1)
                (block $l (param i32) (result i32)
                  (br_on_null $l (local.get 0))
                  (drop) (i32.const 2) (i32.add)))
              (func (export "null-moving") (param externref) (result i32)
                (block $l (result i32)
                  (i64.const 5) (i32.const 1)
                  (br_on_null $l (local.get 0))
                  (drop) (drop) (drop) (i32.const 3)))
              (func (export "non-null") (param externref) (result i32 externref)
                (block $l (result i32 externref)
                  (i64.const 5) (i32.const 1)
                  (br_on_non_null $l (local.get 0))
                  (drop) (drop) (i32.const 3) (ref.null extern)))
              (func (export "return") (param externref) (result i32)
                (i32.const 9) (br_on_null 0 (local.get 0)) (drop) (drop) (i32.const 10)))
            """);
        var o = Value.FromReference(new object());
        Assert.Equal([1, 3], new[] { guest.Int32("null", Value.Null), guest.Int32("null", o) });
        Assert.Equal([1, 3], new[] { guest.Int32("null-moving", Value.Null), guest.Int32("null-moving", o) });
        Assert.Equal([3, Value.Null], guest.Call("non-null", Value.Null));
        Assert.Equal([1, o], guest.Call("non-null", o));
        Assert.Equal([9, 10], new[] { guest.Int32("return", Value.Null), guest.Int32("return", o) });
    }

    [Fact]
    public void Calls_pass_everything_between_instances_and_the_host()
    {
        using var guest = new Guest("""
            (module (import "h" "swap" (func $swap (param externref v128 i32 externref f32) (result f32 externref i32 v128 externref)))
              (func (export "swap") (param externref v128 i32 externref f32) (result f32 externref i32 v128 externref)
                (call $swap (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4)))
              (func (export "tail") (param externref v128 i32 externref f32) (result f32 externref i32 v128 externref)
                (return_call $swap (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4))))
            """, define: (linker, _) => linker.DefineFunction(
                "h",
                "swap",
                new FunctionType([ValType.ExternRef, ValType.V128, ValType.I32, ValType.ExternRef, ValType.F32], [ValType.F32, ValType.ExternRef, ValType.I32, ValType.V128, ValType.ExternRef]),
                (_, arguments, results) =>
                {
                    for (int i = 0; i < 5; i++)
                    {
                        results[i] = arguments[4 - i];
                    }
                }));
        guest.Linker.DefineInstance("m", guest.Instance);
        var other = guest.Add("""
            (module (import "m" "swap" (func $a (param externref v128 i32 externref f32) (result f32 externref i32 v128 externref)))
              (import "m" "tail" (func $b (param externref v128 i32 externref f32) (result f32 externref i32 v128 externref)))
              (func (export "f") (param externref v128 i32 externref f32) (result f32 externref i32 v128 externref) (local externref)
                (call $a (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4)))
              (func (export "g") (param externref v128 i32 externref f32) (result f32 externref i32 v128 externref)
                (return_call $b (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4))))
            """);
        object a = new(), b = new();
        Value[] arguments = [Value.FromReference(a), s_vector, 5, Value.FromReference(b), 1.5f];
        foreach (var function in new[] { guest.Instance.GetFunction("swap")!, guest.Instance.GetFunction("tail")!, other.GetFunction("f")!, other.GetFunction("g")! })
        {
            Assert.Equal(arguments.Reverse(), function.Invoke(arguments));
        }
    }

    [Fact]
    public void Vector_and_reference_globals_are_shared_between_instances()
    {
        using var guest = new Guest("""
            (module (global (export "v") (mut v128) (v128.const i64x2 1 2)) (global (export "r") (mut externref) (ref.null extern)))
            """);
        guest.Linker.DefineInstance("m", guest.Instance);
        var other = guest.Add("""
            (module (import "m" "v" (global $v (mut v128))) (import "m" "r" (global $r (mut externref))) (global $own (mut v128) (v128.const i64x2 0 0))
              (func (export "f") (param v128 externref) (result v128 v128 externref)
                (global.set $own (global.get $v))
                (global.set $v (local.get 0)) (global.set $r (local.get 1))
                (global.get $own) (global.get $v) (global.get $r)))
            """);
        object o = new();
        Assert.Equal([Vector128.Create(1UL, 2UL).AsByte(), s_vector, Value.FromReference(o)], other.GetFunction("f")!.Invoke(s_vector, Value.FromReference(o)));
        Assert.Equal(s_vector, guest.Instance.GetGlobal("v")!.Value.AsVector128());
        Assert.Same(o, guest.Instance.GetGlobal("r")!.Value.AsReference());
    }

    [Fact]
    public void Endless_recursion_with_references_traps_and_leaves_the_stacks_usable()
    {
        using var guest = new Guest("""
            (module
              (func $f (export "f") (param externref externref externref externref externref externref) (result externref)
                (call $f (local.get 5) (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4)))
              (func (export "id") (param externref) (result externref) (local.get 0)))
            """);
        var o = Value.FromReference(new object());
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(TrapKind.CallStackExhausted, guest.Trap("f", o, o, o, o, o, o));
            Assert.Equal([o], guest.Call("id", o));
        }
    }
}
