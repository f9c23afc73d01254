using Peregrine.Interpreter;
using Xunit;

namespace Peregrine.Tests.Interpreter;

/// <summary>The table of instructions without an address.</summary>
public sealed class PendingInstructionsTests
{
    [Fact]
    public void It_finds_what_was_added_and_not_removed()
    {
        var table = new PendingInstructions();
        var model = new Dictionary<nint, nint>();
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            nint pc = 8 * (1 + random.Next(2000));
            if (random.Next(2) == 0)
            {
                table.Add(pc, i, i + 1);
                model[pc] = i;
            }
            else
            {
                table.Remove(pc);
                model.Remove(pc);
            }

            pc = 8 * (1 + random.Next(2000));
            bool found = table.TryGet(pc, out nint handler, out nint plain);
            Assert.Equal(model.TryGetValue(pc, out nint expected), found);
            if (found)
            {
                Assert.Equal((expected, expected + 1), (handler, plain));
            }
        }
    }

    [Fact]
    public void A_range_is_removed_as_a_whole()
    {
        var table = new PendingInstructions();
        for (nint pc = 8; pc <= 8000; pc += 8)
        {
            table.Add(pc, pc, pc);
        }

        table.RemoveRange(800, 1600);
        for (nint pc = 8; pc <= 8000; pc += 8)
        {
            Assert.Equal(pc is < 800 or >= 1600, table.TryGet(pc, out _, out _));
        }
    }
}
