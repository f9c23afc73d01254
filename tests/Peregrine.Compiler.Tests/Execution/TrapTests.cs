using Xunit;

namespace Peregrine.Compiler.Tests.Execution;

public class TrapTests
{
    private const string Text = """
        (module
          (memory 1)
          (table 2 funcref)
          (func $load (param i32) (result i32) (i32.load (local.get 0)))
          (func $outer (export "outer") (param i32) (result i32)
            (i32.add (call $load (local.get 0)) (i32.const 1)))
          (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
          (func (export "remainder") (param i32 i32) (result i32) (i32.rem_s (local.get 0) (local.get 1)))
          (func (export "null element") (call_indirect (i32.const 1)))
          (func (export "no element") (call_indirect (i32.const 2)))
          (func (export "unreachable") unreachable)
          (func $deep (export "deep") (param i32) (result i32) (i32.add (call $deep (local.get 0)) (i32.const 1)))
          (func (export "dropped load") (param i32) (drop (i64.load (local.get 0)))))
        """;

    [Theory]
    [InlineData(MemoryMode.Auto)]
    [InlineData(MemoryMode.Checked)]
    public void An_access_beyond_the_memory_traps_with_a_backtrace(MemoryMode mode)
    {
        using var guest = new Guest(Text, mode: mode);
        var trap = guest.Trap("outer", 65533);
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, trap.Kind);
        Assert.Equal(["load", "outer"], trap.Frames.Select(frame => frame.FunctionName));
        Assert.Equal([0, 1], trap.Frames.Select(frame => frame.FunctionIndex));
        Assert.All(trap.Frames, frame => Assert.Equal("guest", frame.ModuleName));
    }

    [Fact]
    public void The_offset_of_a_caller_is_that_of_its_call()
    {
        using var guest = new Guest(Text);
        var frame = guest.Trap("outer", 65533).Frames[1];
        var module = guest.Instance.Module.Validated.Syntax;
        Assert.Equal(0x10, module.Binary.Span[(int)frame.Offset]);
    }

    [Theory]
    [InlineData(MemoryMode.Auto)]
    [InlineData(MemoryMode.Checked)]
    public void A_dropped_load_still_traps_when_only_its_last_byte_is_outside(MemoryMode mode)
    {
        using var guest = new Guest(Text, mode: mode);
        guest.Call("dropped load", 65528);
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, guest.Trap("dropped load", 65529).Kind);
    }

    [Fact]
    public void Division_traps_by_the_processor()
    {
        using var guest = new Guest(Text);
        Assert.Equal(TrapKind.IntegerDivideByZero, guest.Trap("divide", 1, 0).Kind);
        Assert.Equal(TrapKind.IntegerOverflow, guest.Trap("divide", int.MinValue, -1).Kind);
        Assert.Equal(TrapKind.IntegerDivideByZero, guest.Trap("remainder", 1, 0).Kind);
        Assert.Equal(0, guest.CallInt("remainder", int.MinValue, -1));
    }

    [Fact]
    public void Indirect_calls_of_no_function_trap()
    {
        using var guest = new Guest(Text);
        Assert.Equal(TrapKind.UninitializedElement, guest.Trap("null element").Kind);
        Assert.Equal(TrapKind.UndefinedElement, guest.Trap("no element").Kind);
    }

    [Fact]
    public void Endless_recursion_traps_and_leaves_the_instance_usable()
    {
        using var guest = new Guest(Text);
        for (int i = 0; i < 3; i++)
        {
            var trap = guest.Trap("deep", 1);
            Assert.Equal(TrapKind.CallStackExhausted, trap.Kind);
            Assert.Equal("deep", trap.Frames[0].FunctionName);
        }

        Assert.Equal(7, guest.CallInt("divide", 14, 2));
    }

    [Fact]
    public void Recursion_is_bounded_on_threads_with_little_stack()
    {
        using var guest = new Guest(Text);
        TrapKind? kind = null;
        var thread = new Thread(() => kind = guest.Trap("deep", 1).Kind, 512 << 10);
        thread.Start();
        thread.Join();
        Assert.Equal(TrapKind.CallStackExhausted, kind);
    }

    [Fact]
    public void An_instruction_that_traps_is_named_by_its_offset()
    {
        using var guest = new Guest(Text);
        var frame = guest.Trap("unreachable").Frames[0];
        Assert.Equal(0x00, guest.Instance.Module.Validated.Syntax.Binary.Span[(int)frame.Offset]);
    }
}
