using Xunit;

namespace Peregrine.Tests.Interpreter;

public class TableTests
{
    [Theory]
    [InlineData("i32", "externref")]
    [InlineData("i64", "externref")]
    [InlineData("i32", "funcref")]
    [InlineData("i64", "funcref")]
    public void Tables_of_both_address_types_are_read_written_grown_filled_and_copied(string address, string type)
    {
        using var guest = new Guest($$"""
            (module (table $t {{address}} 3 10 {{type}}) (table $u {{address}} 5 {{type}})
              (func (export "get") (param {{address}}) (result {{type}}) (table.get $t (local.get 0)))
              (func (export "set") (param {{address}} {{type}}) (table.set $t (local.get 0) (local.get 1)))
              (func (export "size") (result {{address}}) (table.size $t))
              (func (export "grow") (param {{type}} {{address}}) (result {{address}}) (table.grow $t (local.get 0) (local.get 1)))
              (func (export "fill") (param {{address}} {{type}} {{address}}) (table.fill $t (local.get 0) (local.get 1) (local.get 2)))
              (func (export "copy") (param {{address}} {{address}} {{address}}) (table.copy $u $t (local.get 0) (local.get 1) (local.get 2)))
              (func (export "back") (param {{address}} {{address}} {{address}}) (table.copy $t $u (local.get 0) (local.get 1) (local.get 2))))
            """);
        Value At(long index) => address == "i64" ? (Value)index : (Value)(int)index;
        var a = type == "externref" ? Value.FromReference(new object()) : guest.Instance.GetFunction("get");
        var b = type == "externref" ? Value.FromReference(new object()) : guest.Instance.GetFunction("set");
        guest.Call("set", At(1), a);
        Assert.Equal([Value.Null], guest.Call("get", At(0)));
        Assert.Equal([a], guest.Call("get", At(1)));
        Assert.Equal([At(3)], guest.Call("grow", b, At(2)));
        Assert.Equal([At(5)], guest.Call("size"));
        Assert.Equal([b], guest.Call("get", At(4)));
        Assert.Equal([At(-1)], guest.Call("grow", b, At(6)));
        guest.Call("copy", At(3), At(1), At(2));
        guest.Call("fill", At(0), b, At(5));
        guest.Call("back", At(1), At(2), At(3));
        Assert.Equal([b, Value.Null, a, Value.Null, b], Enumerable.Range(0, 5).Select(i => guest.Call("get", At(i))[0]));
        Assert.Equal(TrapKind.OutOfBoundsTableAccess, guest.Trap("get", At(5)));
        Assert.Equal(TrapKind.OutOfBoundsTableAccess, guest.Trap("set", At(-1), a));
        Assert.Equal(TrapKind.OutOfBoundsTableAccess, guest.Trap("fill", At(4), a, At(2)));
        Assert.Equal(TrapKind.OutOfBoundsTableAccess, guest.Trap("copy", At(0), At(0), At(6)));
    }

    [Fact]
    public void Function_references_are_called_whatever_they_come_from()
    {
        using var guest = new Guest("""
            (module (import "h" "host" (func $host (param i32) (result i32))) (type $f (func (param i32) (result i32)))
              (table $t 3 (ref null $f)) (elem declare func $host $own)
              (func $own (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
              (func (export "own") (param i32) (result i32) (call_ref $f (local.get 0) (ref.func $own)))
              (func (export "host") (param i32) (result i32) (return_call_ref $f (local.get 0) (ref.func $host)))
              (func (export "table") (param i32) (result i32)
                (table.set $t (i32.const 0) (ref.func $own)) (table.set $t (i32.const 1) (ref.func $host))
                (i32.add (call_indirect $t (type $f) (local.get 0) (i32.const 0)) (call_ref $f (local.get 0) (table.get $t (i32.const 1)))))
              (func (export "same") (result i32) (table.set $t (i32.const 0) (ref.func $own)) (ref.is_null (table.get $t (i32.const 0)))))
            """, define: (linker, _) => linker.DefineFunction("h", "host", new FunctionType([ValType.I32], [ValType.I32]), (_, arguments, results) => results[0] = arguments[0].AsInt32() * 2));
        Assert.Equal(8, guest.Int32("own", 7));
        Assert.Equal(14, guest.Int32("host", 7));
        Assert.Equal(22, guest.Int32("table", 7));
        Assert.Equal(0, guest.Int32("same"));
    }
}
