using Xunit;

namespace Peregrine.Tests.Interpreter;

/// <summary>What the translator does with operands that it leaves in locals, constants and accumulators.</summary>
public sealed class TranslationTests
{
    [Fact]
    public void A_pending_local_keeps_the_value_from_before_it_is_set()
    {
        using var guest = new Guest("""
            (func (export "f") (param i32) (result i32)
              local.get 0
              (local.set 0 (i32.const 5))
              local.get 0
              i32.sub)
            """);
        Assert.Equal(7 - 5, guest.Int32("f", 7));
    }

    [Fact]
    public void A_pending_local_keeps_its_value_when_a_block_sets_it_on_one_way_only()
    {
        using var guest = new Guest("""
            (func (export "f") (param i32 i32) (result i32)
              local.get 0
              (block (br_if 0 (local.get 1)) (local.set 0 (i32.const 100)))
              local.get 0
              i32.add)
            """);
        Assert.Equal(103, guest.Int32("f", 3, 0));
        Assert.Equal(6, guest.Int32("f", 3, 1));
    }

    [Fact]
    public void A_value_that_a_branch_takes_along_is_stored_although_the_other_way_consumes_it_from_the_accumulator()
    {
        using var guest = new Guest("""
            (func (export "f") (param i32 i32) (result i32)
              (block (result i32)
                (i32.mul (local.get 0) (i32.const 3))
                (br_if 0 (local.get 1))
                (i32.add (i32.const 1))))
            """);
        Assert.Equal(30, guest.Int32("f", 10, 1));
        Assert.Equal(31, guest.Int32("f", 10, 0));
    }

    [Fact]
    public void Parameters_of_an_if_reach_both_arms()
    {
        using var guest = new Guest("""
            (func (export "f") (param i32 i32) (result i32)
              (i32.mul (local.get 0) (i32.const 3))
              local.get 1
              (if (param i32) (result i32)
                (then i32.const 1 i32.add)
                (else i32.const 2 i32.sub)))
            """);
        Assert.Equal(31, guest.Int32("f", 10, 1));
        Assert.Equal(28, guest.Int32("f", 10, 0));
    }

    [Fact]
    public void Several_results_do_not_overwrite_locals_that_are_results_too()
    {
        using var guest = new Guest("""
            (func $swap (param i32 i32) (result i32 i32) local.get 1 local.get 0)
            (func (export "f") (param i32 i32) (result i32) (call $swap (local.get 0) (local.get 1)) i32.sub)
            """);
        Assert.Equal(2 - 9, guest.Int32("f", 9, 2));
    }

    [Fact]
    public void What_falls_through_the_end_of_a_loop_are_its_results()
    {
        using var guest = new Guest("""
            (func (export "f") (param i32) (result i32)
              local.get 0
              (loop (param i32) (result i32) i32.const 2 i32.mul))
            """);
        Assert.Equal(14, guest.Int32("f", 7));
    }

    [Fact]
    public void Loop_parameters_are_carried_round_the_loop()
    {
        using var guest = new Guest("""
            (func (export "f") (param i32) (result i32) (local i32)
              i32.const 1
              (loop $l (param i32) (result i32)
                (local.set 1 (i32.mul (i32.const 3)))
                (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                (br_if $l (local.get 1) (local.get 0))))
            """);
        Assert.Equal(243, guest.Int32("f", 5));
    }

    [Theory]
    [InlineData("f64.lt", 0)]
    [InlineData("f64.ge", 0)]
    [InlineData("f64.ne", 1)]
    public void A_negated_branch_on_a_float_comparison_honours_NaN(string comparison, int taken)
    {
        using var guest = new Guest($"""
            (func (export "not") (param f64 f64) (result i32)
              (block (br_if 0 (i32.eqz ({comparison} (local.get 0) (local.get 1)))) (return (i32.const 1)))
              i32.const 0)
            (func (export "plain") (param f64 f64) (result i32)
              (block (br_if 0 ({comparison} (local.get 0) (local.get 1))) (return (i32.const 0)))
              i32.const 1)
            """);
        Assert.Equal(taken, guest.Int32("not", double.NaN, 1.0));
        Assert.Equal(taken, guest.Int32("plain", double.NaN, 1.0));
    }

    [Theory]
    [InlineData("i32.lt_s", 1)]
    [InlineData("i32.lt_u", 0)]
    [InlineData("i32.gt_s", 0)]
    [InlineData("i32.ge_u", 1)]
    public void A_constant_on_the_left_changes_sides(string comparison, int expected)
    {
        using var guest = new Guest($"""(func (export "f") (param i32) (result i32) ({comparison} (i32.const -1) (local.get 0)))""");
        Assert.Equal(expected, guest.Int32("f", 5));
    }

    [Fact]
    public void Folded_addresses_wrap_at_32_bits_before_the_offset_is_added()
    {
        using var guest = new Guest("""
            (memory 1)
            (data (i32.const 40) "\2a")
            (func (export "sum") (param i32 i32) (result i32) (i32.load8_u offset=4 (i32.add (local.get 0) (local.get 1))))
            (func (export "scaled") (param i32 i32) (result i32) (i32.load8_u offset=4 (i32.add (local.get 0) (i32.shl (local.get 1) (i32.const 2)))))
            (func (export "computed") (param i32 i32) (result i32) (i32.load8_u (i32.add (local.get 0) (i32.shl (i32.add (local.get 1) (i32.const 1)) (i32.const 3)))))
            """);
        Assert.Equal(42, guest.Int32("sum", -8, 44));
        Assert.Equal(42, guest.Int32("scaled", 16, 5));
        Assert.Equal(42, guest.Int32("scaled", 36, 0x40000000));
        Assert.Equal(42, guest.Int32("computed", 16, 2));
    }

    [Fact]
    public void The_store_of_a_local_is_never_dropped()
    {
        using var guest = new Guest("""
            (func (export "f") (param i32) (result i32) (local i32)
              (i32.add (local.tee 1 (i32.mul (local.get 0) (local.get 0))) (i32.const 1))
              local.get 1
              i32.sub)
            """);
        Assert.Equal(1, guest.Int32("f", 12));
    }

    [Fact]
    public void Results_of_branch_tables_go_to_each_label()
    {
        using var guest = new Guest("""
            (func (export "f") (param i32) (result i32)
              (block $a (result i32)
                (i32.add (i32.const 100)
                  (block $b (result i32)
                    (i32.add (i32.const 1000) (block $c (result i32) (br_table $a $b $c (i32.const 7) (local.get 0)))))))) 
            """);
        Assert.Equal([7, 107, 1107, 1107], new[] { 0, 1, 2, -1 }.Select(i => guest.Int32("f", i)));
    }

    [Fact]
    public void A_frame_beyond_the_limit_is_refused_when_the_function_is_called()
    {
        using var guest = new Guest($"""(func (export "f") (local {string.Join(' ', Enumerable.Repeat("v128", 40_000))}))""");
        var error = Assert.Throws<ResourceLimitException>(() => guest.Instance.GetFunction("f")!.Invoke());
        Assert.StartsWith("function too large", error.Message);
    }

    [Fact]
    public void Stores_on_several_threads_share_a_modules_code()
    {
        using var guest = new Guest("""
            (memory 1)
            (func $fib (param i32) (result i32)
              (if (result i32) (i32.lt_u (local.get 0) (i32.const 2)) (then (local.get 0))
                (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1))) (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
            (func (export "f") (param i32) (result i32) (i32.store (i32.const 0) (call $fib (local.get 0))) (i32.load (i32.const 0)))
            """);
        var results = new int[8];
        Parallel.For(0, results.Length, i =>
        {
            using var store = new Store(guest.Engine);
            results[i] = guest.Linker.Instantiate(store, guest.Instance.Module).GetFunction("f")!.Invoke(18)[0].AsInt32();
        });
        Assert.All(results, r => Assert.Equal(2584, r));
    }
}
