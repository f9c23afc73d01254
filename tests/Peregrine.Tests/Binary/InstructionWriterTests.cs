using Peregrine.Binary;
using Peregrine.Instructions;
using Peregrine.Syntax;
using Xunit;

namespace Peregrine.Tests.Binary;

public class InstructionWriterTests
{
    private const WasmFeatures Everything = (WasmFeatures)uint.MaxValue;

    [Fact]
    public void Every_instruction_reads_back_as_it_was_written()
    {
        var lists = new InstructionLists();
        for (int row = 0; row < InstructionTable.Count; row++)
        {
            var written = Sample((Opcode)row, lists);
            var writer = new ByteWriter(1);
            writer.WriteInstruction(written, lists);
            int length = writer.Position;

            var read = default(Instruction);
            var readLists = new InstructionLists();
            var reader = new InstructionReader(writer.Written, 0, length, readLists, Everything);
            reader.Read(ref read);
            Assert.True(reader.IsAtEnd, written.Opcode.ToString());
            Assert.Equal(written.Opcode, read.Opcode);

            writer.Clear();
            writer.WriteInstruction(read, readLists);
            var again = default(Instruction);
            new InstructionReader(writer.Written, 0, writer.Position, lists, Everything).Read(ref again);
            Assert.Equal(length, writer.Position);
            Assert.Equal(read, again);
        }
    }

    [Theory]
    [InlineData(0L, "00")]
    [InlineData(-1L, "7f")]
    [InlineData(63L, "3f")]
    [InlineData(64L, "c000")]
    [InlineData(-64L, "40")]
    [InlineData(-65L, "bf7f")]
    [InlineData(long.MinValue, "8080808080808080807f")]
    [InlineData(long.MaxValue, "ffffffffffffffffff00")]
    public void Signed_integers_are_as_short_as_possible(long value, string expected)
    {
        var writer = new ByteWriter();
        writer.WriteS64(value);
        Assert.Equal(expected, Convert.ToHexStringLower(writer.Written));
        Assert.Equal(value, new ByteReader(writer.Written, 0, writer.Position).ReadS64());
    }

    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(127UL, "7f")]
    [InlineData(128UL, "8001")]
    [InlineData(ulong.MaxValue, "ffffffffffffffffff01")]
    public void Unsigned_integers_are_as_short_as_possible(ulong value, string expected)
    {
        var writer = new ByteWriter();
        writer.WriteU64(value);
        Assert.Equal(expected, Convert.ToHexStringLower(writer.Written));
        Assert.Equal(value, new ByteReader(writer.Written, 0, writer.Position).ReadU64());
    }

    private static Instruction Sample(Opcode opcode, InstructionLists lists)
    {
        lists.Labels.Clear();
        lists.Labels.AddRange([1, 300, 0]);
        lists.Catches.Clear();
        lists.Catches.AddRange([new(CatchKind.Catch, 2, 1), new(CatchKind.CatchRef, 200, 0), new(CatchKind.CatchAll, 0, 3), new(CatchKind.CatchAllRef, 0, 1)]);
        lists.Types.Clear();
        lists.Types.AddRange([ValTypeSyntax.I32, ValTypeSyntax.Ref(HeapTypeSyntax.OfIndex(100), nullable: false)]);
        lists.Handlers.Clear();
        lists.Handlers.AddRange([(1u, 2u), (3u, null)]);
        return new Instruction
        {
            Opcode = opcode,
            Shape = InstructionTable.Shape(opcode),
            AlignmentLog2 = 2,
            Lane = 1,
            Index = InstructionTable.Shape(opcode) == ImmediateShape.Zero ? 0u : 129u,
            SecondIndex = 7,
            Value = 0x8000_0000_FFFF_FFFE,
            ValueHigh = 0x0102_0304_0506_0708,
            BlockType = BlockTypeSyntax.OfIndex(70),
            HeapType = HeapTypeSyntax.Of(HeapKind.Any),
            SecondHeapType = HeapTypeSyntax.OfIndex(64),
        };
    }
}
