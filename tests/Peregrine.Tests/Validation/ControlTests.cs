using Peregrine.Instructions;
using Peregrine.Syntax;
using Xunit;
using static Peregrine.Instructions.Opcode;
using static Peregrine.Tests.Validation.TestModule;

namespace Peregrine.Tests.Validation;

public class ControlTests
{
    private static readonly ValTypeSyntax I32 = ValTypeSyntax.I32;

    [Fact]
    public void Blocks_take_and_give_what_their_type_says()
    {
        TestModule With(params byte[][] code) => new TestModule().Type([], []).Type([I32], [I32, I32]).Function(0, code);
        With(Op(I32Const, 0), Op(Block, 1), Op(I32Const, 0), Op(End), Op(Drop), Op(Drop)).IsValid();
        With(Op(Block, 1), Op(I32Const, 0), Op(End), Op(Drop), Op(Drop)).IsInvalid("type mismatch");
        With(Op(I32Const, 0), Op(Block, 1), Op(End), Op(Drop), Op(Drop)).IsInvalid("type mismatch");
        With(Op(Block, 0x7F), Op(End), Op(Drop)).IsInvalid("type mismatch: instruction requires [i32] but stack has []");
        With(Op(Block, 2), Op(End)).IsInvalid("unknown type 2");
    }

    [Fact]
    public void A_block_cannot_reach_operands_below_it() =>
        Code(Op(I32Const, 0), Op(Block, 0x40), Op(Drop), Op(End)).IsInvalid("type mismatch");

    [Fact]
    public void If_takes_a_condition_and_both_arms_agree()
    {
        Code(Op(I32Const, 0), Op(If, 0x7F), Op(I32Const, 1), Op(Else), Op(I32Const, 2), Op(End), Op(Drop)).IsValid();
        Code(Op(If, 0x40), Op(End)).IsInvalid("type mismatch");
        Code(Op(I32Const, 0), Op(If, 0x7F), Op(I32Const, 1), Op(Else), Op(I64Const, 2), Op(End), Op(Drop)).IsInvalid("type mismatch");
        Code(Op(I32Const, 0), Op(If, 0x7F), Op(I32Const, 1), Op(End), Op(Drop)).IsInvalid("type mismatch: if without else");
    }

    [Fact]
    public void Ends_and_elses_must_pair_up()
    {
        Code(Op(Else)).IsMalformed("END opcode expected");
        Code(Op(Block, 0x40)).IsMalformed("unexpected end of section or function");
        Code(Op(End)).IsMalformed("section size mismatch");
    }

    [Fact]
    public void Branches_give_what_the_label_takes()
    {
        Code(Op(Block, 0x7F), Op(I32Const, 1), Op(Br, 0), Op(End), Op(Drop)).IsValid();
        Code(Op(Block, 0x7F), Op(Br, 0), Op(End), Op(Drop)).IsInvalid("type mismatch");
        Code(Op(Br, 1)).IsInvalid("unknown label 1");
        Code(Op(Loop, 0x7F), Op(Br, 0), Op(End), Op(Drop)).IsValid();
        Code(Op(Block, 0x7F), Op(I32Const, 1), Op(I32Const, 1), Op(BrIf, 0), Op(End), Op(Drop)).IsValid();
        Code(Op(Block, 0x7F), Op(I32Const, 1), Op(BrIf, 0), Op(End), Op(Drop)).IsInvalid("type mismatch");
    }

    [Fact]
    public void Labels_of_a_branch_table_have_one_arity_and_fit_the_operands()
    {
        Code(Op(Block, 0x40), Op(I32Const, 1), Op(BrTable, 1, 0, 1), Op(End)).IsValid();
        Code(Op(Block, 0x7F), Op(I32Const, 1), Op(I32Const, 1), Op(BrTable, 1, 0, 1), Op(End), Op(Drop)).IsInvalid("type mismatch");
        Code(Op(Block, 0x7F), Op(Block, 0x7E), Op(I32Const, 1), Op(I32Const, 1), Op(BrTable, 1, 0, 1), Op(End), Op(Unreachable), Op(End), Op(Drop))
            .IsInvalid("type mismatch");
        Code(Op(I32Const, 1), Op(BrTable, 1, 0, 7)).IsInvalid("unknown label 7");
    }

    [Fact]
    public void Return_gives_the_results_from_any_depth()
    {
        new TestModule().Type([], [I32]).Function(0, Op(Block, 0x40), Op(I32Const, 1), Op(Return), Op(End), Op(I32Const, 2)).IsValid();
        new TestModule().Type([], [I32]).Function(0, Op(Block, 0x40), Op(Return), Op(End), Op(I32Const, 2)).IsInvalid("type mismatch");
    }

    [Fact]
    public void Calls_take_parameters_and_give_results()
    {
        TestModule With(params byte[][] code) => new TestModule().Type([], []).Type([I32], [I32]).Function(0, code).Function(1, Op(LocalGet, 0));
        With(Op(I32Const, 0), Op(Call, 1), Op(Drop)).IsValid();
        With(Op(Call, 1), Op(Drop)).IsInvalid("type mismatch");
        With(Op(Call, 2)).IsInvalid("unknown function 2");
    }

    [Fact]
    public void Indirect_calls_need_a_table_of_functions_and_a_function_type()
    {
        TestModule With(ValTypeSyntax element, params byte[][] code) => new TestModule().Type([], []).Struct().Table(element).Function(0, code);
        With(ValTypeSyntax.FuncRef, Op(I32Const, 0), Op(CallIndirect, 0, 0)).IsValid();
        With(ValTypeSyntax.ExternRef, Op(I32Const, 0), Op(CallIndirect, 0, 0)).IsInvalid("type mismatch");
        With(ValTypeSyntax.FuncRef, Op(I32Const, 0), Op(CallIndirect, 0, 1)).IsInvalid("unknown table 1");
        With(ValTypeSyntax.FuncRef, Op(I32Const, 0), Op(CallIndirect, 1, 0)).IsInvalid("non-function type 1");
        With(ValTypeSyntax.FuncRef, Op(I32Const, 0), Op(CallIndirect, 9, 0)).IsInvalid("unknown type 9");
        With(ValTypeSyntax.FuncRef, Op(I64Const, 0), Op(CallIndirect, 0, 0)).IsInvalid("type mismatch");
    }

    [Fact]
    public void Tail_calls_return_what_the_caller_returns()
    {
        TestModule With(params byte[][] code) => new TestModule().Type([], [I32]).Type([], []).Table(ValTypeSyntax.FuncRef).Function(0, code).Function(1);
        With(Op(ReturnCall, 0)).IsValid();
        With(Op(ReturnCall, 1)).IsInvalid("type mismatch");
        With(Op(I32Const, 0), Op(ReturnCallIndirect, 0, 0)).IsValid();
        With(Op(I32Const, 0), Op(ReturnCallIndirect, 1, 0)).IsInvalid("type mismatch");
        With(Op(Opcode.RefNull, 0), Op(ReturnCallRef, 0)).IsValid();
    }

    [Fact]
    public void Exception_handlers_give_their_label_the_payload()
    {
        TestModule With(params byte[][] code) => new TestModule().Type([], []).Type([I32], []).Tag(1).Function(0, code);
        With(Op(Block, 0x7F), Op(TryTable, 0x40, 1, 0, 0, 0), Op(End), Op(Unreachable), Op(End), Op(Drop)).IsValid();
        With(Op(TryTable, 0x40, 1, 0, 0, 0), Op(End)).IsInvalid("type mismatch");
        With(Op(TryTable, 0x40, 1, 0, 1, 0), Op(End)).IsInvalid("unknown tag 1");
        With(Op(TryTable, 0x40, 1, 2, 0), Op(End)).IsValid();
        With(Op(TryTable, 0x40, 1, 2, 1), Op(End)).IsInvalid("unknown label 1");
        With(Op(Block, 0x69), Op(TryTable, 0x40, 1, 3, 0), Op(End), Op(Unreachable), Op(End), Op(ThrowRef)).IsValid();
        With(Op(TryTable, 0x40, 1, 3, 0), Op(End)).IsInvalid("type mismatch");
        With(Op(I32Const, 1), Op(Throw, 0)).IsValid();
        With(Op(Throw, 0)).IsInvalid("type mismatch: instruction requires [i32] but stack has []");
        With(Op(Throw, 4)).IsInvalid("unknown tag 4");
    }

    [Fact]
    public void Legacy_handlers_open_with_the_payload()
    {
        TestModule With(params byte[][] code) => new TestModule().Type([], []).Type([I32], []).Tag(1).Function(0, code);
        With(Op(Try, 0x40), Op(Catch, 0), Op(Drop), Op(CatchAll), Op(Rethrow, 0), Op(End)).IsValid();
        With(Op(Try, 0x40), Op(Catch, 0), Op(End)).IsInvalid("type mismatch: block requires [] but stack has [i32]");
        With(Op(Try, 0x40), Op(Opcode.Delegate, 0)).IsValid();
        With(Op(Try, 0x40), Op(Opcode.Delegate, 1)).IsInvalid("unknown label 1");
        With(Op(Try, 0x40), Op(Rethrow, 0), Op(End)).IsInvalid("invalid rethrow label");
        With(Op(Rethrow, 5)).IsInvalid("unknown label 5");
        With(Op(Catch, 0)).IsInvalid("catch outside of a try");
        With(Op(Try, 0x40), Op(CatchAll), Op(CatchAll), Op(End)).IsInvalid("catch outside of a try, or behind catch_all");
        With(Op(Try, 0x40), Op(CatchAll), Op(Opcode.Delegate, 0)).IsInvalid("delegate");
    }

    [Fact]
    public void Branches_on_null_leave_the_reference_non_null()
    {
        TestModule With(params byte[][] code) => new TestModule().Type([], []).Function(0, code);
        With(Op(Opcode.RefNull, 0x6E), Op(BrOnNull, 0), Op(Drop)).IsValid();
        With(Op(I32Const, 0), Op(BrOnNull, 0), Op(Drop)).IsInvalid("type mismatch");
        With(Op(Block, 0x64, 0x6E), Op(Opcode.RefNull, 0x6E), Op(BrOnNonNull, 0), Op(Unreachable), Op(End), Op(Drop)).IsValid();
        With(Op(Opcode.RefNull, 0x6E), Op(BrOnNonNull, 0)).IsInvalid("type mismatch");
    }

    [Fact]
    public void Casting_branches_split_a_type()
    {
        TestModule With(params byte[][] code) => new TestModule().Type([], []).Function(0, code);
        With(Op(Block, 0x6C), Op(Opcode.RefNull, 0x6E), Op(BrOnCast, 3, 0, 0x6E, 0x6C), Op(Drop), Op(Unreachable), Op(End), Op(Drop)).IsValid();
        With(Op(Block, 0x6E), Op(Opcode.RefNull, 0x6E), Op(BrOnCastFail, 3, 0, 0x6E, 0x6C), Op(Drop), Op(Unreachable), Op(End), Op(Drop)).IsValid();
        With(Op(Block, 0x6E), Op(Opcode.RefNull, 0x6C), Op(BrOnCast, 3, 0, 0x6C, 0x6E), Op(Drop), Op(Unreachable), Op(End), Op(Drop)).IsInvalid("type mismatch: cast");
        With(Op(Block, 0x40), Op(Opcode.RefNull, 0x6E), Op(BrOnCast, 3, 0, 0x6E, 0x6C), Op(Drop), Op(End)).IsInvalid("type mismatch");
    }
}
