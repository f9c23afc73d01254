using Xunit;

namespace Peregrine.Tests.Interpreter;

/// <summary>Where traps say that they happened.</summary>
public sealed class BacktraceTests
{
    [Theory]
    [InlineData("unreachable", TrapKind.Unreachable)]
    [InlineData("(drop (i32.div_s (i32.const 1) (local.get 0)))", TrapKind.IntegerDivideByZero)]
    [InlineData("(drop (i32.load (i32.const -4)))", TrapKind.OutOfBoundsMemoryAccess)]
    [InlineData("(i64.store (i32.sub (local.get 0) (i32.const 1)) (i64.const 1))", TrapKind.OutOfBoundsMemoryAccess)]
    [InlineData("(drop (i32.trunc_f64_s (f64.const nan)))", TrapKind.InvalidConversionToInteger)]
    [InlineData("(call_indirect (i32.const 9))", TrapKind.UndefinedElement)]
    public void Every_frame_names_its_function_and_instruction(string instruction, TrapKind kind)
    {
        foreach (var mode in new[] { MemoryMode.Auto, MemoryMode.Checked })
        {
            using var guest = new Guest($"""
                (module $m
                  (memory 1) (table 1 funcref)
                  (func $inner (param i32) nop {instruction} nop)
                  (func $middle (param i32) nop nop (call $inner (local.get 0)) nop)
                  (func $outer (export "f") (call $middle (i32.const 0)) nop))
                """, mode);
            var trap = guest.TrapException("f");
            Assert.Equal(kind, trap.Kind);
            Assert.Equal(["inner", "middle", "outer"], trap.Frames.Select(f => f.FunctionName));
            Assert.Equal([0, 1, 2], trap.Frames.Select(f => f.FunctionIndex));
            var binary = guest.Instance.Module.Validated.Syntax.Binary.Span;
            Assert.Equal(0x10, binary[(int)trap.Frames[1].Offset]);
            Assert.Equal(0x10, binary[(int)trap.Frames[2].Offset]);
            Assert.Equal(Opcode(instruction), binary[(int)trap.Frames[0].Offset]);
        }
    }

    [Fact]
    public void The_offset_is_that_of_the_access_also_in_a_loop_that_has_become_hot()
    {
        using var guest = new Guest("""
            (memory 1)
            (func (export "f") (result i32) (local i32 i32)
              (loop $l
                (local.set 1 (i32.add (local.get 1) (i32.load8_u (local.get 0))))
                (br_if $l (i32.ne (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 70000))))
              local.get 1)
            """);
        var trap = guest.TrapException("f");
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, trap.Kind);
        Assert.Equal(0x2D, guest.Instance.Module.Validated.Syntax.Binary.Span[(int)trap.Frames.Single().Offset]);
    }

    [Fact]
    public void Frames_below_a_host_function_follow_those_above_it()
    {
        using var guest = new Guest(
            """
            (import "h" "call" (func $call))
            (func $trap (export "trap") unreachable)
            (func $f (export "f") (call $call))
            """,
            define: (linker, _) => linker.DefineFunction("h", "call", new FunctionType([], []), (caller, _, _) => caller.GetFunction("trap")!.Invoke()));
        Assert.Equal(["trap", "f"], guest.TrapException("f").Frames.Select(f => f.FunctionName));
    }

    [Fact]
    public void A_trap_by_stack_exhaustion_has_a_bounded_backtrace()
    {
        using var guest = new Guest("""(func $f (export "f") (call $f))""");
        var trap = guest.TrapException("f");
        Assert.InRange(trap.Frames.Count, 1, 100);
        Assert.All(trap.Frames, f => Assert.Equal("f", f.FunctionName));
    }

    private static byte Opcode(string instruction) => instruction switch
    {
        _ when instruction.StartsWith("unreachable") => 0x00,
        _ when instruction.Contains("div_s") => 0x6D,
        _ when instruction.Contains("i32.load") => 0x28,
        _ when instruction.Contains("i64.store") => 0x37,
        _ when instruction.Contains("trunc_f64") => 0xAA,
        _ => 0x11,
    };
}
