using System.Runtime.Intrinsics;
using Xunit;

namespace Peregrine.Tests.Interpreter;

public class ObjectTests
{
    [Fact]
    public void Fields_of_all_kinds_keep_their_values_in_a_type_and_its_subtype()
    {
        using var guest = new Guest("""
            (module
              (type $a (sub (struct (field $i (mut i32)) (field $r (mut externref)) (field $v (mut v128)) (field $b (mut i8)) (field $h (mut i16)) (field $d (mut f64)))))
              (type $b (sub final $a (struct (field (mut i32)) (field (mut externref)) (field (mut v128)) (field (mut i8)) (field (mut i16)) (field (mut f64))
                (field $s (mut externref)) (field $l (mut i64)))))
              (func (export "f") (param externref externref) (result i32 externref v128 i32 i32 i32 i32 f64 externref i64)
                (local $o (ref null $b)) (local $p (ref null $a))
                (local.set $o (struct.new $b (i32.const 1) (local.get 0) (v128.const i64x2 2 3) (i32.const 0x1F0) (i32.const 0x3FFF0) (f64.const 4) (local.get 1) (i64.const 5)))
                (local.set $p (local.get $o))
                (struct.get $a $i (local.get $p)) (struct.get $a $r (local.get $p)) (struct.get $a $v (local.get $p))
                (struct.get_s $a $b (local.get $p)) (struct.get_u $a $b (local.get $p)) (struct.get_s $b 4 (local.get $o)) (struct.get_u $a $h (local.get $p))
                (struct.get $b 5 (local.get $o)) (struct.get $b $s (local.get $o)) (struct.get $b $l (local.get $o)))
              (func (export "set") (param externref v128) (result i32 externref v128 i32 i32)
                (local $o (ref null $b)) (local $p (ref null $a))
                (local.set $o (struct.new_default $b))
                (local.set $p (local.get $o))
                (struct.set $a $i (local.get $p) (i32.const -1)) (struct.set $a $r (local.get $p) (local.get 0)) (struct.set $b 2 (local.get $o) (local.get 1))
                (struct.set $a $b (local.get $p) (i32.const -1)) (struct.set $b 4 (local.get $o) (i32.const 0x12345678))
                (struct.get $b 0 (local.get $o)) (struct.get $b 1 (local.get $o)) (struct.get $a $v (local.get $p)) (struct.get_u $b 3 (local.get $o)) (struct.get_u $a $h (local.get $p))))
            """);
        object first = new(), second = new();
        Assert.Equal(
            [1, Value.FromReference(first), Vector128.Create(2UL, 3UL).AsByte(), -16, 0xF0, -16, 0xFFF0, 4.0, Value.FromReference(second), 5L],
            guest.Call("f", Value.FromReference(first), Value.FromReference(second)));
        var vector = Vector128.Create(8UL, 9UL).AsByte();
        Assert.Equal([-1, Value.FromReference(first), vector, 0xFF, 0x5678], guest.Call("set", Value.FromReference(first), vector));
    }

    [Theory]
    [InlineData("i8", "i32", "_u")]
    [InlineData("i8", "i32", "_s")]
    [InlineData("i16", "i32", "_u")]
    [InlineData("i16", "i32", "_s")]
    [InlineData("i32", "i32", "")]
    [InlineData("i64", "i64", "")]
    [InlineData("f32", "f32", "")]
    [InlineData("f64", "f64", "")]
    [InlineData("v128", "v128", "")]
    [InlineData("externref", "externref", "")]
    public void Arrays_of_each_kind_of_element_are_made_read_written_filled_and_copied(string element, string type, string sign)
    {
        using var guest = new Guest($$"""
            (module (type $a (array (mut {{element}})))
              (global $g (mut (ref null $a)) (ref.null $a))
              (func (export "new") (param {{type}} i32) (global.set $g (array.new $a (local.get 0) (local.get 1))))
              (func (export "fixed") (param {{type}} {{type}} {{type}}) (global.set $g (array.new_fixed $a 3 (local.get 0) (local.get 1) (local.get 2))))
              (func (export "default") (param i32) (global.set $g (array.new_default $a (local.get 0))))
              (func (export "null") (global.set $g (ref.null $a)))
              (func (export "get") (param i32) (result {{type}}) (array.get{{sign}} $a (global.get $g) (local.get 0)))
              (func (export "set") (param i32 {{type}}) (array.set $a (global.get $g) (local.get 0) (local.get 1)))
              (func (export "fill") (param i32 {{type}} i32) (array.fill $a (global.get $g) (local.get 0) (local.get 1) (local.get 2)))
              (func (export "copy") (param i32 i32 i32) (array.copy $a $a (global.get $g) (local.get 0) (global.get $g) (local.get 1) (local.get 2)))
              (func (export "len") (result i32) (array.len (global.get $g))))
            """);
        object host = new();
        Value Make(int i) => type switch
        {
            "i32" => i,
            "i64" => (long)i << 33,
            "f32" => i + 0.5f,
            "f64" => i + 0.25,
            "v128" => Vector128.Create((ulong)i, 77UL).AsByte(),
            _ => Value.FromReference(i % 2 == 0 ? host : guest),
        };
        void Expect(int index, Value value) => Assert.Equal(value, guest.Call("get", index)[0]);
        guest.Call("fixed", Make(1), Make(2), Make(3));
        Assert.Equal(3, guest.Int32("len"));
        Expect(0, Make(1));
        Expect(2, Make(3));
        guest.Call("copy", 0, 1, 2);
        Expect(0, Make(2));
        Expect(1, Make(3));
        guest.Call("set", 1, Make(5));
        Expect(1, Make(5));
        guest.Call("new", Make(6), 100);
        Expect(99, Make(6));
        guest.Call("fill", 98, Make(7), 2);
        Expect(97, Make(6));
        Expect(98, Make(7));
        Expect(99, Make(7));
        Assert.Equal(TrapKind.OutOfBoundsArrayAccess, guest.Trap("get", 100));
        Assert.Equal(TrapKind.OutOfBoundsArrayAccess, guest.Trap("set", -1, Make(1)));
        Assert.Equal(TrapKind.OutOfBoundsArrayAccess, guest.Trap("fill", 99, Make(1), 2));
        Assert.Equal(TrapKind.OutOfBoundsArrayAccess, guest.Trap("copy", 0, 1, 100));
        guest.Call("default", 2);
        Expect(1, type == "externref" ? Value.Null : type == "v128" ? Vector128<byte>.Zero : type == "f32" ? 0f : type == "f64" ? 0d : type == "i64" ? (Value)0L : 0);
        Assert.Equal(TrapKind.AllocationTooLarge, guest.Trap("default", -1));
        guest.Call("null");
        Assert.Equal(TrapKind.NullArrayReference, guest.Trap("get", 0));
        Assert.Equal(TrapKind.NullArrayReference, guest.Trap("set", 0, Make(1)));
        Assert.Equal(TrapKind.NullArrayReference, guest.Trap("fill", 0, Make(1), 0));
        Assert.Equal(TrapKind.NullArrayReference, guest.Trap("copy", 0, 0, 0));
        Assert.Equal(TrapKind.NullArrayReference, guest.Trap("len"));
    }

    [Fact]
    public void Packed_elements_lose_their_high_bits_and_are_sign_extended_on_request()
    {
        using var guest = new Guest("""
            (module (type $a (array (mut i8))) (type $b (array (mut i16)))
              (func (export "f") (param i32) (result i32 i32 i32 i32) (local (ref null $a) (ref null $b))
                (local.set 1 (array.new $a (local.get 0) (i32.const 1))) (local.set 2 (array.new_fixed $b 1 (local.get 0)))
                (array.get_s $a (local.get 1) (i32.const 0)) (array.get_u $a (local.get 1) (i32.const 0))
                (array.get_s $b (local.get 2) (i32.const 0)) (array.get_u $b (local.get 2) (i32.const 0))))
            """);
        Assert.Equal([-1, 0xFF, unchecked((short)0xF0FF), 0xF0FF], guest.Call("f", 0x7FFF_F0FF));
    }

    [Fact]
    public void Casts_and_their_branches_tell_all_kinds_apart()
    {
        using var guest = new Guest("""
            (module
              (type $s (sub (struct (field i32)))) (type $t (sub $s (struct (field i32) (field i64)))) (type $a (array i8))
              (func $make (param i32) (result anyref)
                (block (block (block (block (block (br_table 0 1 2 3 4 (local.get 0)))
                  (return (ref.null none))) (return (ref.i31 (i32.const 5)))) (return (struct.new $s (i32.const 1)))) (return (struct.new $t (i32.const 1) (i64.const 2))))
                (array.new_default $a (i32.const 3)))
              (func (export "test") (param i32) (result i32) (local anyref)
                (local.set 1 (call $make (local.get 0)))
                (i32.const 0)
                (i32.or (ref.test (ref i31) (local.get 1)))
                (i32.or (i32.shl (ref.test (ref eq) (local.get 1)) (i32.const 1)))
                (i32.or (i32.shl (ref.test (ref struct) (local.get 1)) (i32.const 2)))
                (i32.or (i32.shl (ref.test (ref array) (local.get 1)) (i32.const 3)))
                (i32.or (i32.shl (ref.test (ref $s) (local.get 1)) (i32.const 4)))
                (i32.or (i32.shl (ref.test (ref $t) (local.get 1)) (i32.const 5)))
                (i32.or (i32.shl (ref.test (ref null $a) (local.get 1)) (i32.const 6)))
                (i32.or (i32.shl (ref.test (ref none) (local.get 1)) (i32.const 7))))
              (func (export "cast") (param i32) (result i32) (struct.get $s 0 (ref.cast (ref $s) (call $make (local.get 0)))))
              (func (export "branch") (param i32) (result i32)
                (i32.const 10)
                (block $l (result (ref $s))
                  (br_on_cast $l anyref (ref $s) (call $make (local.get 0)))
                  (return (ref.is_null)))
                (struct.get $s 0) (i32.add))
              (func (export "branch-fail") (param i32) (result i32)
                (block $l (result anyref)
                  (i32.const 20)
                  (br_on_cast_fail $l anyref (ref null $t) (call $make (local.get 0)))
                  (ref.is_null) (i32.add) (return))
                (drop) (i32.const -1)))
            """);
        Assert.Equal([0b0100_0000, 0b0000_0011, 0b0001_0110, 0b0011_0110, 0b0100_1010], Enumerable.Range(0, 5).Select(i => guest.Int32("test", i)));
        Assert.Equal(1, guest.Int32("cast", 3));
        foreach (int i in new[] { 0, 1, 4 })
        {
            Assert.Equal(TrapKind.CastFailure, guest.Trap("cast", i));
        }

        Assert.Equal([1, 0, 11, 11, 0], Enumerable.Range(0, 5).Select(i => guest.Int32("branch", i)));
        Assert.Equal([21, -1, -1, 20, -1], Enumerable.Range(0, 5).Select(i => guest.Int32("branch-fail", i)));
    }

    [Fact]
    public void Equal_small_integers_are_equal_references()
    {
        using var guest = new Guest("""
            (module (func (export "eq") (param i32 i32) (result i32) (ref.eq (ref.i31 (local.get 0)) (ref.i31 (local.get 1))))
              (func (export "s") (param i32) (result i32) (i31.get_s (ref.i31 (local.get 0))))
              (func (export "u") (param i32) (result i32) (i31.get_u (ref.i31 (local.get 0))))
              (func (export "null") (result i32) (i31.get_u (ref.null i31))))
            """);
        Assert.Equal(1, guest.Int32("eq", 5_000_000, 5_000_000));
        Assert.Equal(1, guest.Int32("eq", int.MinValue, 0));
        Assert.Equal(0, guest.Int32("eq", 1, 2));
        Assert.Equal(-1, guest.Int32("s", int.MaxValue));
        Assert.Equal(int.MaxValue, guest.Int32("u", -1));
        Assert.Equal(TrapKind.NullI31Reference, guest.Trap("null"));
    }

    [Fact]
    public void Null_structures_trap()
    {
        using var guest = new Guest("""
            (module (type $s (struct (field (mut i32)) (field (mut externref)))) (type $f (func))
              (func (export "get") (result i32) (struct.get $s 0 (ref.null $s)))
              (func (export "get-reference") (result externref) (struct.get $s 1 (ref.null $s)))
              (func (export "set") (struct.set $s 0 (ref.null $s) (i32.const 1)))
              (func (export "as") (drop (ref.as_non_null (ref.null $s))))
              (func (export "call") (call_ref $f (ref.null $f))))
            """);
        foreach (string name in new[] { "get", "get-reference", "set" })
        {
            Assert.Equal(TrapKind.NullStructReference, guest.Trap(name));
        }

        Assert.Equal(TrapKind.NullReference, guest.Trap("as"));
        Assert.Equal(TrapKind.NullFunctionReference, guest.Trap("call"));
    }

    [Fact]
    public void Objects_survive_collections_in_locals_operands_fields_tables_and_globals()
    {
        using var guest = new Guest("""
            (module (import "h" "gc" (func $gc))
              (type $n (struct (field (mut (ref null $n))) (field i32)))
              (table $t 1 anyref) (global $g (mut anyref) (ref.null any))
              (func $list (param i32) (result (ref null $n)) (local $l (ref null $n))
                (loop $again
                  (local.set $l (struct.new $n (local.get $l) (local.get 0)))
                  (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                (local.get $l))
              (func $sum (param (ref null $n)) (result i32) (local i32)
                (block $end
                  (loop $again
                    (br_if $end (ref.is_null (local.get 0)))
                    (local.set 1 (i32.add (local.get 1) (struct.get $n 1 (local.get 0))))
                    (local.set 0 (struct.get $n 0 (local.get 0)))
                    (br $again)))
                (local.get 1))
              (func (export "f") (result i32 i32 i32 i32) (local (ref null $n))
                (local.set 0 (call $list (i32.const 10)))
                (global.set $g (call $list (i32.const 20)))
                (table.set $t (i32.const 0) (call $list (i32.const 30)))
                (call $list (i32.const 40))
                (call $gc)
                (drop (call $list (i32.const 1000)))
                (call $gc)
                (call $sum)
                (call $sum (local.get 0))
                (call $sum (ref.cast (ref $n) (global.get $g)))
                (call $sum (ref.cast (ref $n) (table.get $t (i32.const 0))))))
            """, define: (linker, _) => linker.DefineFunction("h", "gc", new FunctionType([], []), (_, _, _) => GC.Collect(2, GCCollectionMode.Forced, true, true)));
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal([820, 55, 210, 465], guest.Call("f"));
        }
    }
}
