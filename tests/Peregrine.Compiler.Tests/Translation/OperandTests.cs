using Xunit;

namespace Peregrine.Compiler.Tests.Translation;

/// <summary>Orders of evaluation that waiting operands could get wrong.</summary>
public class OperandTests
{
    [Theory]
    [InlineData("(i32.sub (local.get 0) (local.tee 0 (i32.const 3)))", 10, 7)]
    [InlineData("(i32.add (local.get 0) (block (result i32) (local.set 0 (i32.const 3)) (local.get 0)))", 10, 13)]
    [InlineData("(i32.sub (local.get 0) (if (result i32) (local.get 0) (then (local.set 0 (i32.const 1)) (i32.const 2)) (else (i32.const 3))))", 10, 8)]
    [InlineData("(i32.sub (i32.load (i32.const 0)) (block (result i32) (i32.store (i32.const 0) (i32.const 5)) (i32.load (i32.const 0))))", 0, -5)]
    [InlineData("(select (local.get 0) (local.tee 0 (i32.const 3)) (i32.const 1))", 10, 10)]
    [InlineData("(i32.shl (local.get 0) (i32.load8_u (i32.const 8)))", 3, 3)]
    [InlineData("(i32.lt_s (local.get 0) (i32.load (i32.const 8)))", -1, 1)]
    [InlineData("(i32.eqz (i32.eqz (i32.lt_s (local.get 0) (i32.const 5))))", 4, 1)]
    [InlineData("(select (i32.const 7) (i32.const 9) (i32.and (local.get 0) (i32.const 1)))", 3, 7)]
    [InlineData("(select (i32.const 7) (i32.const 9) (i32.eqz (i32.and (local.get 0) (i32.const 1))))", 3, 9)]
    [InlineData("(select (i32.const 7) (i32.const 9) (i64.eqz (i64.and (i64.extend_i32_u (local.get 0)) (i64.const 1))))", 2, 7)]
    [InlineData("(select (i32.const 7) (i32.const 0) (local.get 0))", 12, 7)]
    [InlineData("(select (i32.const 0) (i32.const 9) (local.get 0))", 0, 9)]
    [InlineData("(i32.wrap_i64 (select (i64.const -7) (i64.const 9) (i32.gt_u (local.get 0) (i32.const 4))))", 5, -7)]
    [InlineData("(block $b (result i32) (drop (br_if $b (local.get 0) (i32.ge_s (local.get 0) (i32.const 5)))) (i32.const 1))", 6, 6)]
    [InlineData("(block $b (result i32) (i32.add (i32.const 100) (br_if $b (local.get 0) (i32.ge_s (local.get 0) (i32.const 5)))))", 4, 104)]
    [InlineData("(local.get 0) (loop $l (param i32) (result i32) (i32.sub (i32.const 1)) (local.tee 0) (br_if $l (i32.gt_s (local.get 0) (i32.const 2))))", 9, 2)]
    public void Expressions_give_what_the_specification_says(string expression, int argument, int expected)
    {
        foreach (var mode in new[] { MemoryMode.Auto, MemoryMode.Checked })
        {
            using var guest = new Guest($"(module (memory 1) (func (export \"run\") (param i32) (result i32) {expression}))", mode: mode);
            Assert.Equal(expected, guest.CallInt("run", argument));
        }
    }
}
