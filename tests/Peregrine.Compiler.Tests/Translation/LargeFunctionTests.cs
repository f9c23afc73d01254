using System.Text;
using Xunit;

namespace Peregrine.Compiler.Tests.Translation;

public class LargeFunctionTests
{
    // A function of many blocks and of more variables than an inlined method may have locals.
    private static string Text(int steps, int variables)
    {
        var text = new StringBuilder("(module (memory 1) (func (export \"run\") (param i32) (result i32) ");
        text.Append($"(local {string.Join(' ', Enumerable.Repeat("i32", variables))}) (local f64 i64 v128 externref)\n");
        for (int i = 0; i < steps; i++)
        {
            int a = 1 + (i % variables);
            int b = 1 + (i * 7 % variables);
            text.Append($"(if (i32.and (local.get 0) (i32.const {1 << (i % 20)})) (then (local.set {a} (i32.add (local.get {b}) (i32.const {i})))) (else (local.set {a} (i32.xor (local.get {a}) (i32.load (i32.const {i * 4}))))))\n");
        }

        text.Append("(local.set 0 (i32.const 0))\n");
        for (int i = 1; i <= variables; i++)
        {
            text.Append($"(local.set 0 (i32.add (i32.mul (local.get 0) (i32.const 31)) (local.get {i})))\n");
        }

        return text.Append("(local.get 0)))").ToString();
    }

    private static int Expected(int argument, int steps, int variables)
    {
        var values = new int[variables + 1];
        for (int i = 0; i < steps; i++)
        {
            int a = 1 + (i % variables);
            int b = 1 + (i * 7 % variables);
            values[a] = (argument & (1 << (i % 20))) != 0 ? values[b] + i : values[a];
        }

        return values.Skip(1).Aggregate(0, (sum, value) => unchecked((sum * 31) + value));
    }

    [Theory]
    [InlineData(3000, 10)]
    [InlineData(3000, 40)]
    [InlineData(3000, 300)]
    [InlineData(3000, 3000)]
    public void A_function_beyond_the_limits_gives_the_same_results(int steps, int variables)
    {
        using var guest = new Guest(Text(steps, variables));
        foreach (int argument in new[] { 0, 1, 0x55555, 0xFFFFF, -1 })
        {
            Assert.Equal(Expected(argument, steps, variables), guest.CallInt("run", argument));
        }
    }
}
