using Peregrine.Instructions;
using Peregrine.Syntax;
using Xunit;
using static Peregrine.Instructions.Opcode;
using static Peregrine.Tests.Validation.TestModule;

namespace Peregrine.Tests.Validation;

public class MemoryTests
{
    [Fact]
    public void Loads_and_stores_need_a_memory() => Code(Op(I32Const, 0), Op(I32Load, 2, 0), Op(Drop)).IsInvalid("unknown memory 0");

    [Fact]
    public void Alignment_is_at_most_natural()
    {
        With(Op(I32Const, 0), Op(I32Load, 2, 0), Op(Drop)).IsValid();
        With(Op(I32Const, 0), Op(I32Load, 0, 0), Op(Drop)).IsValid();
        With(Op(I32Const, 0), Op(I32Load, 3, 0), Op(Drop)).IsInvalid("alignment must not be larger than natural");
        With(Op(I32Const, 0), Op(I32Load8S, 1, 0), Op(Drop)).IsInvalid("alignment must not be larger than natural");
    }

    [Fact]
    public void Alignment_of_atomics_is_exact()
    {
        With(Op(I32Const, 0), Op(I32AtomicLoad, 2, 0), Op(Drop)).IsValid();
        With(Op(I32Const, 0), Op(I32AtomicLoad, 1, 0), Op(Drop)).IsInvalid("alignment must be equal to natural");
        With(Op(I32Const, 0), Op(I32AtomicLoad, 3, 0), Op(Drop)).IsInvalid("alignment must not be larger than natural");
        Code(Op(AtomicFence, 0)).IsValid();
    }

    [Fact]
    public void Offsets_of_32_bit_memories_have_32_bits()
    {
        With(Op(I32Const, 0), Op(I32Load, 0, uint.MaxValue), Op(Drop)).IsValid();
        With(Op(I32Const, 0), Op(I32Load, 0, 1ul << 32), Op(Drop)).IsInvalid("offset out of range");
        With64(Op(I64Const, 0), Op(I32Load, 0, 1ul << 32), Op(Drop)).IsValid();
    }

    [Fact]
    public void Addresses_have_the_memorys_type()
    {
        With(Op(I64Const, 0), Op(I32Load, 0, 0), Op(Drop)).IsInvalid("type mismatch");
        With64(Op(I32Const, 0), Op(I32Load, 0, 0), Op(Drop)).IsInvalid("type mismatch");
        With64(Op(MemorySize, 0), Op(MemoryGrow, 0), Op(Drop)).IsValid();
        With64(Op(I64Const, 0), Op(I32Const, 0), Op(I64Const, 0), Op(MemoryFill, 0)).IsValid();
    }

    [Fact]
    public void Lanes_must_exist()
    {
        byte[] vector = Op(V128Const, new ulong[16]);
        With(vector, Op(I8x16ExtractLaneS, 15), Op(Drop)).IsValid();
        With(vector, Op(I8x16ExtractLaneS, 16), Op(Drop)).IsInvalid("invalid lane index 16");
        With(vector, Op(I16x8ExtractLaneU, 8), Op(Drop)).IsInvalid("invalid lane index");
        With(vector, Op(F32x4ExtractLane, 4), Op(Drop)).IsInvalid("invalid lane index");
        With(vector, Op(I64x2ExtractLane, 2), Op(Drop)).IsInvalid("invalid lane index");
        With(Op(I32Const, 0), vector, Op(V128Load32Lane, 0, 0, 3), Op(Drop)).IsValid();
        With(Op(I32Const, 0), vector, Op(V128Load32Lane, 0, 0, 4), Op(Drop)).IsInvalid("invalid lane index");
        With(vector, vector, Op(I8x16Shuffle, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 31), Op(Drop)).IsValid();
        With(vector, vector, Op(I8x16Shuffle, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 32), Op(Drop)).IsInvalid("invalid lane index 32");
    }

    [Fact]
    public void Copies_between_address_types_count_in_the_narrower_one()
    {
        TestModule Two(params byte[][] code) => new TestModule().Type([], []).Memory().Memory(is64: true).Function(0, code);
        Two(Op(I32Const, 0), Op(I64Const, 0), Op(I32Const, 0), Op(MemoryCopy, 0, 1)).IsValid();
        Two(Op(I64Const, 0), Op(I32Const, 0), Op(I32Const, 0), Op(MemoryCopy, 1, 0)).IsValid();
        Two(Op(I64Const, 0), Op(I64Const, 0), Op(I64Const, 0), Op(MemoryCopy, 1, 1)).IsValid();
        Two(Op(I32Const, 0), Op(I64Const, 0), Op(I64Const, 0), Op(MemoryCopy, 0, 1)).IsInvalid("type mismatch");
        Two(Op(I32Const, 0), Op(I64Const, 0), Op(I32Const, 0), Op(MemoryCopy, 0, 2)).IsInvalid("unknown memory 2");
    }

    [Fact]
    public void Data_segments_must_exist_and_be_counted()
    {
        var init = new[] { Op(I32Const, 0), Op(I32Const, 0), Op(I32Const, 0), Op(MemoryInit, 0, 0) };
        With(init).Data(SegmentMode.Passive).IsValid();
        With(Op(DataDrop, 1)).Data(SegmentMode.Passive).IsInvalid("unknown data segment 1");
        With(init).Data(SegmentMode.Passive).WithoutDataCount().IsMalformed("data count section required");
    }

    [Fact]
    public void Table_instructions_follow_element_and_address_type()
    {
        TestModule Tables(params byte[][] code) =>
            new TestModule().Type([], []).Table(ValTypeSyntax.FuncRef).Table(ValTypeSyntax.ExternRef, is64: true)
                .Elements(SegmentMode.Passive, ValTypeSyntax.FuncRef, 0).Function(0, code);
        Tables(Op(I64Const, 0), Op(I64Const, 0), Op(TableGet, 1), Op(TableSet, 1)).IsValid();
        Tables(Op(I32Const, 0), Op(I64Const, 0), Op(TableGet, 1), Op(TableSet, 0)).IsInvalid("type mismatch");
        Tables(Op(Opcode.RefNull, 0x6F), Op(TableSize, 1), Op(TableGrow, 1), Op(Drop)).IsValid();
        Tables(Op(I64Const, 0), Op(Opcode.RefNull, 0x6F), Op(I64Const, 0), Op(TableFill, 1)).IsValid();
        Tables(Op(I32Const, 0), Op(I64Const, 0), Op(I32Const, 0), Op(TableCopy, 0, 1)).IsInvalid("type mismatch: a table of funcref cannot take externref");
        Tables(Op(I32Const, 0), Op(I32Const, 0), Op(I32Const, 0), Op(TableInit, 0, 0), Op(ElemDrop, 0)).IsValid();
        Tables(Op(I32Const, 0), Op(I32Const, 0), Op(I32Const, 0), Op(TableInit, 0, 1)).IsInvalid("type mismatch");
        Tables(Op(I32Const, 0), Op(I32Const, 0), Op(I32Const, 0), Op(TableInit, 4, 0)).IsInvalid("unknown elem segment 4");
        Tables(Op(ElemDrop, 1)).IsInvalid("unknown elem segment 1");
        Tables(Op(TableSize, 7), Op(Drop)).IsInvalid("unknown table 7");
    }

    private static TestModule With(params byte[][] code) => new TestModule().Type([], []).Memory().Function(0, code);

    private static TestModule With64(params byte[][] code) => new TestModule().Type([], []).Memory(is64: true).Function(0, code);
}
