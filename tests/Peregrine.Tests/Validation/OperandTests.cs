using Peregrine.Instructions;
using Peregrine.Syntax;
using Xunit;
using static Peregrine.Instructions.Opcode;
using static Peregrine.Tests.Validation.TestModule;

namespace Peregrine.Tests.Validation;

public class OperandTests
{
    private static readonly ValTypeSyntax I32 = ValTypeSyntax.I32;
    private static readonly ValTypeSyntax I64 = ValTypeSyntax.I64;

    [Fact]
    public void Operands_follow_the_tables_signatures()
    {
        Code(Op(I32Const, 1), Op(I32Const, 2), Op(I32Add), Op(Drop)).IsValid();
        Code(Op(I64Const, 1), Op(F64ConvertI64S), Op(F32DemoteF64), Op(Drop)).IsValid();
        Code(Op(I64Const, 1), Op(I64Const, 1), Op(I64Const, 1), Op(I64Const, 1), Op(I64Add128), Op(Drop), Op(Drop)).IsValid();
    }

    [Fact]
    public void A_wrong_operand_is_a_type_mismatch_that_shows_both_sides() =>
        Code(Op(I64Const, 1), Op(I32Const, 2), Op(I32Add), Op(Drop)).IsInvalid("type mismatch: instruction requires [i32 i32] but stack has [i64 i32]");

    [Fact]
    public void A_missing_operand_is_a_type_mismatch() =>
        Code(Op(I32Const, 1), Op(I32Add), Op(Drop)).IsInvalid("type mismatch: instruction requires [i32 i32] but stack has [i32]");

    [Fact]
    public void Operands_that_are_left_over_are_a_type_mismatch() =>
        Code(Op(I32Const, 1)).IsInvalid("type mismatch: block requires [] but stack has [i32]");

    [Fact]
    public void Drop_needs_an_operand() => Code(Op(Drop)).IsInvalid("type mismatch");

    [Fact]
    public void Errors_name_function_and_offset()
    {
        var module = new TestModule().Type([], []).Function(0, Op(Nop)).Function(0, Op(Nop), Op(I32Eqz));
        var exception = module.IsInvalid("type mismatch");
        Assert.Equal(1, exception.Function);
        Assert.Equal(5, exception.Position.Offset);
    }

    [Fact]
    public void Unreachable_code_has_whatever_operands_are_asked_for()
    {
        Code(Op(Unreachable), Op(I32Add), Op(Drop)).IsValid();
        Code(Op(Unreachable), Op(Select), Op(Drop)).IsValid();
        Code(Op(Unreachable), Op(RefAsNonNull), Op(Drop)).IsValid();
    }

    [Fact]
    public void What_unreachable_code_pushes_is_still_checked()
    {
        Code(Op(Unreachable), Op(I64Const, 0), Op(I32Add), Op(Drop)).IsInvalid("type mismatch");
        Code(Op(Unreachable), Op(RefAsNonNull), Op(I32Eqz), Op(Drop)).IsInvalid("type mismatch");
        Code(Op(Unreachable), Op(I32Const, 0), Op(I32Const, 0)).IsInvalid("type mismatch");
    }

    [Fact]
    public void Select_without_types_takes_two_equal_numbers_or_vectors()
    {
        Code(Op(I64Const, 1), Op(I64Const, 1), Op(I32Const, 1), Op(Select), Op(Drop)).IsValid();
        Code(Op(I64Const, 1), Op(I32Const, 1), Op(I32Const, 1), Op(Select), Op(Drop)).IsInvalid("type mismatch");
        Code(Op(Opcode.RefNull, 0x70), Op(Opcode.RefNull, 0x70), Op(I32Const, 1), Op(Select), Op(Drop)).IsInvalid("type mismatch");
    }

    [Fact]
    public void Select_with_types_has_exactly_one()
    {
        Code(Op(Opcode.RefNull, 0x70), Op(Opcode.RefNull, 0x70), Op(I32Const, 1), Op(SelectTyped, 1, 0x70), Op(Drop)).IsValid();
        Code(Op(I32Const, 1), Op(I32Const, 1), Op(I32Const, 1), Op(SelectTyped, 2, 0x7F, 0x7F)).IsInvalid("invalid result arity");
        Code(Op(I32Const, 1), Op(I32Const, 1), Op(I32Const, 1), Op(SelectTyped, 0)).IsInvalid("invalid result arity");
    }

    [Fact]
    public void Locals_are_parameters_and_declared_ones()
    {
        new TestModule().Type([I64], []).FunctionWithLocals(0, 1, [0x7F], Op(LocalGet, 0), Op(Drop), Op(LocalGet, 1), Op(I32Eqz), Op(Drop)).IsValid();
        new TestModule().Type([I64], []).Function(0, Op(LocalGet, 1), Op(Drop)).IsInvalid("unknown local 1");
        new TestModule().Type([I64], []).Function(0, Op(I32Const, 0), Op(LocalSet, 0)).IsInvalid("type mismatch");
        new TestModule().Type([I64], []).Function(0, Op(I64Const, 0), Op(LocalTee, 0)).IsInvalid("type mismatch: block requires []");
    }

    [Fact]
    public void Too_many_locals_are_refused()
    {
        new TestModule().Type([], []).FunctionWithLocals(0, 50_000, [0x7F]).IsValid();
        new TestModule().Type([I32], []).FunctionWithLocals(0, 50_000, [0x7F]).IsInvalid("too many locals");
        new TestModule().Type([], []).FunctionWithLocals(0, uint.MaxValue, [0x7F]).IsInvalid("too many locals");
    }

    [Fact]
    public void A_local_without_default_must_be_set_first()
    {
        byte[] reference = [0x64, 0x70];
        new TestModule().Type([], []).FunctionWithLocals(0, 1, reference, Op(LocalGet, 0), Op(Drop)).IsInvalid("uninitialized local 0");
        new TestModule().Type([], []).Elements(SegmentMode.Declarative, ValTypeSyntax.FuncRef, 0)
            .FunctionWithLocals(0, 1, reference, Op(RefFunc, 0), Op(LocalSet, 0), Op(LocalGet, 0), Op(Drop)).IsValid();
    }

    [Fact]
    public void A_local_set_in_a_block_is_not_set_behind_it() =>
        new TestModule().Type([], []).Elements(SegmentMode.Declarative, ValTypeSyntax.FuncRef, 0)
            .FunctionWithLocals(0, 1, [0x64, 0x70], Op(Block, 0x40), Op(RefFunc, 0), Op(LocalSet, 0), Op(End), Op(LocalGet, 0), Op(Drop))
            .IsInvalid("uninitialized local 0");

    [Fact]
    public void Globals_are_checked_for_index_type_and_mutability()
    {
        TestModule With(bool isMutable, params byte[][] code) => new TestModule().Type([], []).Global(I32, isMutable, Op(I32Const, 0)).Function(0, code);
        With(true, Op(GlobalGet, 0), Op(GlobalSet, 0)).IsValid();
        With(false, Op(GlobalGet, 0), Op(GlobalSet, 0)).IsInvalid("immutable global");
        With(true, Op(GlobalGet, 1), Op(Drop)).IsInvalid("unknown global 1");
        With(true, Op(I64Const, 1), Op(GlobalSet, 0)).IsInvalid("type mismatch");
    }

    [Fact]
    public void A_stack_of_too_many_operands_is_refused()
    {
        var results = Enumerable.Repeat(I32, 1000).ToArray();
        var call = Op(Call, 0);
        new TestModule().Type([], results).Function(0, [.. Enumerable.Repeat(call, 1100), Op(Unreachable)]).IsInvalid("too many operands");
    }
}
