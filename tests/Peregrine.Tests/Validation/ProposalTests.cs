using Peregrine.Instructions;
using Peregrine.Syntax;
using Xunit;
using static Peregrine.Instructions.Opcode;
using static Peregrine.Tests.Validation.TestModule;

namespace Peregrine.Tests.Validation;

/// <summary>Proposals that are validated but not executed.</summary>
public class ProposalTests
{
    private const ulong NullEq = 0x6D;
    private const ulong Shared = 0x65;

    private static readonly ValTypeSyntax I32 = ValTypeSyntax.I32;
    private static readonly ValTypeSyntax SharedAny = ValTypeSyntax.Ref(HeapTypeSyntax.Of(HeapKind.Any, isShared: true), nullable: true);

    private static TestModule Everything => new() { Features = WasmFeatures.AllValidated };

    [Fact]
    public void Discarding_takes_two_addresses_of_the_memory()
    {
        Everything.Type([], []).Memory().Function(0, Op(I32Const, 0), Op(I32Const, 0), Op(MemoryDiscard, 0)).IsValid();
        Everything.Type([], []).Memory(is64: true).Function(0, Op(I32Const, 0), Op(I32Const, 0), Op(MemoryDiscard, 0)).IsInvalid("type mismatch");
        Everything.Type([], []).Function(0, Op(I32Const, 0), Op(I32Const, 0), Op(MemoryDiscard, 0)).IsInvalid("unknown memory 0");
    }

    [Fact]
    public void Continuations_are_made_of_functions()
    {
        Continuations(Op(Opcode.RefNull, 1), Op(ContNew, 2), Op(Drop)).IsValid();
        Continuations(Op(Opcode.RefNull, 0), Op(ContNew, 2), Op(Drop)).IsInvalid("type mismatch");
        Continuations(Op(Opcode.RefNull, 1), Op(ContNew, 1), Op(Drop)).IsInvalid("non-continuation type 1");
        Everything.Type([], []).Type(new ContinuationTypeSyntax(2)).IsInvalid("unknown type 2");
        Everything.Type([], []).Struct().Type(new ContinuationTypeSyntax(1)).IsInvalid("non-function type 1");
    }

    [Fact]
    public void Resuming_takes_arguments_and_gives_results()
    {
        Continuations(Op(I32Const, 1), Op(Opcode.RefNull, 2), Op(Resume, 2, 0), Op(Drop)).IsValid();
        Continuations(Op(Opcode.RefNull, 2), Op(Resume, 2, 0), Op(Drop)).IsInvalid("type mismatch");
        Continuations(Op(I32Const, 1), Op(Opcode.RefNull, 2), Op(ContBind, 2, 4), Op(Drop)).IsValid();
        Continuations(Op(I32Const, 1), Op(Opcode.RefNull, 2), Op(Resume, 2, 1, 0, 9, 0), Op(Drop)).IsInvalid("unknown tag 9");
        Continuations(Op(Opcode.RefNull, 2), Op(Opcode.RefCast, 2), Op(Drop)).IsInvalid("invalid cast");
    }

    [Fact]
    public void Tags_have_results_for_suspending_but_not_for_throwing()
    {
        Everything.Type([], []).Type([I32], [I32]).Tag(1).Function(0, Op(I32Const, 1), Op(Suspend, 0), Op(Drop)).IsValid();
        Everything.Type([], []).Type([I32], [I32]).Tag(1).Function(0, Op(I32Const, 1), Op(Throw, 0)).IsInvalid("non-empty tag result type");
        new TestModule().Type([I32], [I32]).Tag(0).IsInvalid("non-empty tag result type");
    }

    [Fact]
    public void Shared_types_hold_nothing_that_is_not_shared()
    {
        Everything.Group(new SubtypeSyntax(new StructTypeSyntax([Field(SharedAny), Field(I32)]), true, [], 0) { IsShared = true }).IsValid();
        Everything.Group(new SubtypeSyntax(new StructTypeSyntax([Field(Ref(HeapKind.Any))]), true, [], 0) { IsShared = true })
            .IsInvalid("shared composite type must contain shared types");
    }

    [Fact]
    public void Shared_and_other_references_do_not_mix()
    {
        Everything.Type([], []).Function(0, Op(Opcode.RefNull, Shared, NullEq), Op(Opcode.RefNull, Shared, NullEq), Op(RefEq), Op(Drop)).IsValid();
        Everything.Type([], []).Function(0, Op(Opcode.RefNull, Shared, NullEq), Op(Opcode.RefNull, NullEq), Op(RefEq), Op(Drop)).IsInvalid("type mismatch");
        Everything.Type([], []).Function(0, Op(Unreachable), Op(AnyConvertExtern), Op(Opcode.RefNull, NullEq), Op(RefEq), Op(Drop)).IsInvalid("type mismatch");
    }

    [Fact]
    public void Atomic_accesses_are_to_integers_and_references()
    {
        Everything.Type([], []).Global(I32, true, Op(I32Const, 0)).Function(0, Op(I32Const, 1), Op(GlobalAtomicRmwAdd, 0, 0), Op(Drop)).IsValid();
        Everything.Type([], []).Global(I32, false, Op(I32Const, 0)).Function(0, Op(I32Const, 1), Op(GlobalAtomicRmwAdd, 0, 0), Op(Drop)).IsInvalid("immutable global 0");
        Everything.Type([], []).Table(ValTypeSyntax.FuncRef).Function(0, Op(I32Const, 1), Op(TableAtomicGet, 0, 0), Op(Drop)).IsInvalid("invalid type");
        Everything.Type([], []).Table(SharedAny).Function(0, Op(I32Const, 1), Op(TableAtomicGet, 1, 0), Op(Drop)).IsValid();
    }

    [Fact]
    public void Structures_with_descriptors_are_made_with_one()
    {
        Descriptors(Op(Opcode.RefNull, 2), Op(StructNewDefault, 1), Op(Drop)).IsInvalid("type with descriptor requires descriptor allocation");
        Descriptors(Op(StructNewDefault, 2), Op(StructNewDefaultDesc, 1), Op(RefGetDesc, 1), Op(Drop)).IsValid();
        Descriptors(Op(Opcode.RefNull, 2), Op(StructNewDefaultDesc, 1), Op(Drop)).IsInvalid("type mismatch");
        Descriptors(Op(StructNewDefaultDesc, 2), Op(Drop)).IsInvalid("type without descriptor requires non-descriptor allocation");
        Descriptors(Op(Opcode.RefNull, 2), Op(RefGetDesc, 2), Op(Drop)).IsInvalid("type without descriptor");
    }

    [Fact]
    public void What_a_module_uses_of_them_is_noted()
    {
        Assert.Equal(WasmFeatures.None, Everything.Type([], []).Function(0, Op(Unreachable)).Validate().NotRunnable);
        Assert.Equal(WasmFeatures.StackSwitching, Continuations(Op(Unreachable)).Validate().NotRunnable);
        Assert.Equal(WasmFeatures.CustomDescriptors, Descriptors(Op(Unreachable)).Validate().NotRunnable);
        Assert.Equal(WasmFeatures.MemoryControl, Everything.Type([], []).Memory().Function(0, Op(Unreachable), Op(MemoryDiscard, 0)).Validate().NotRunnable);
        Assert.Equal(WasmFeatures.SharedEverythingThreads, Everything.Type([], []).Function(0, Op(Opcode.RefNull, Shared, NullEq), Op(Drop)).Validate().NotRunnable);
    }

    /// <summary>Types: 0 [], 1 [i32] -> [i32], 2 a continuation of 1, 3 [] -> [i32], 4 a continuation of 3.</summary>
    private static TestModule Continuations(params byte[][] code) => Everything.Type([], []).Type([I32], [I32]).Type(new ContinuationTypeSyntax(1))
        .Type([], [I32]).Type(new ContinuationTypeSyntax(3)).Function(0, code);

    /// <summary>Types: 0 [], 1 a structure described by 2.</summary>
    private static TestModule Descriptors(params byte[][] code) => Everything.Type([], []).Group(
        new SubtypeSyntax(new StructTypeSyntax([]), true, [], 0) { Descriptor = 2 },
        new SubtypeSyntax(new StructTypeSyntax([]), true, [], 0) { Described = 1 }).Function(0, code);
}
