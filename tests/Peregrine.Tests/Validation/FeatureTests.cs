using Peregrine.Instructions;
using Peregrine.Syntax;
using Xunit;
using static Peregrine.Instructions.Opcode;
using static Peregrine.Tests.Validation.TestModule;

namespace Peregrine.Tests.Validation;

public class FeatureTests
{
    private static readonly ValTypeSyntax I32 = ValTypeSyntax.I32;

    [Fact]
    public void Instructions_need_their_feature()
    {
        CodeWithout(WasmFeatures.SignExtension, Op(I32Const, 0), Op(I32Extend8S), Op(Drop));
        CodeWithout(WasmFeatures.SaturatingFloatToInt, Op(Unreachable), Op(I32TruncSatF32S), Op(Drop));
        CodeWithout(WasmFeatures.Simd, Op(Unreachable), Op(I8x16Add), Op(Drop));
        CodeWithout(WasmFeatures.RelaxedSimd, Op(Unreachable), Op(I8x16RelaxedSwizzle), Op(Drop));
        CodeWithout(WasmFeatures.TailCall, Op(ReturnCall, 0));
        CodeWithout(WasmFeatures.Threads, Op(AtomicFence, 0));
        CodeWithout(WasmFeatures.WideArithmetic, Op(Unreachable), Op(I64MulWideS), Op(Drop), Op(Drop));
        CodeWithout(WasmFeatures.BulkMemory, Op(DataDrop, 0));
        CodeWithout(WasmFeatures.ReferenceTypes, Op(Opcode.RefNull, 0x70), Op(Drop));
        CodeWithout(WasmFeatures.FunctionReferences, Op(Unreachable), Op(CallRef, 0));
        CodeWithout(WasmFeatures.Gc, Op(Unreachable), Op(RefEq), Op(Drop));
        CodeWithout(WasmFeatures.Exceptions, Op(Unreachable), Op(ThrowRef));
        CodeWithout(WasmFeatures.LegacyExceptions, Op(Try, 0x40), Op(End));
        CodeWithout(WasmFeatures.MultiValue, Op(Block, 0), Op(End));
    }

    [Fact]
    public void Throw_belongs_to_either_form_of_exceptions()
    {
        TestModule With(WasmFeatures features) => new TestModule { Features = features }.Type([], []).Tag(0).Function(0, Op(Throw, 0));
        With(WasmFeatures.Mvp | WasmFeatures.LegacyExceptions).IsValid();
        With(WasmFeatures.Mvp | WasmFeatures.Exceptions).IsValid();
        With(WasmFeatures.Mvp).Needs(WasmFeatures.Exceptions);
    }

    [Fact]
    public void Types_need_their_feature()
    {
        Without(WasmFeatures.MultiValue).Type([], [I32, I32]).Needs(WasmFeatures.MultiValue);
        Without(WasmFeatures.MultiValue).Type([], [I32, I32]).IsInvalid("invalid result arity");
        Without(WasmFeatures.Simd).Type([ValTypeSyntax.V128], []).Needs(WasmFeatures.Simd);
        Without(WasmFeatures.ReferenceTypes).Type([ValTypeSyntax.ExternRef], []).Needs(WasmFeatures.ReferenceTypes);
        Without(WasmFeatures.FunctionReferences).Type([RefNull(0)], []).Needs(WasmFeatures.FunctionReferences);
        Without(WasmFeatures.Gc).Type([Ref(HeapKind.I31)], []).Needs(WasmFeatures.Gc);
        Without(WasmFeatures.Gc).Struct().Needs(WasmFeatures.Gc);
        Without(WasmFeatures.Gc).Array(Field(I32)).Needs(WasmFeatures.Gc);
        Without(WasmFeatures.Gc).Group().Needs(WasmFeatures.Gc);
        Without(WasmFeatures.Gc).Sub(new FunctionTypeSyntax([], []), false).Needs(WasmFeatures.Gc);
        Without(WasmFeatures.Exceptions).Type([Ref(HeapKind.Exn)], []).Needs(WasmFeatures.Exceptions);
        Without(WasmFeatures.Simd).Type([], []).FunctionWithLocals(0, 1, [0x7B]).Needs(WasmFeatures.Simd);
        Without(WasmFeatures.Gc).Type([], []).Function(0, Op(Opcode.RefNull, 0x6E), Op(Drop)).Needs(WasmFeatures.Gc);
    }

    [Fact]
    public void Definitions_need_their_feature()
    {
        Without(WasmFeatures.MultiMemory).Memory().Memory().Needs(WasmFeatures.MultiMemory);
        Without(WasmFeatures.MultiMemory).Memory().Memory().IsInvalid("multiple memories");
        Without(WasmFeatures.ReferenceTypes).Table(ValTypeSyntax.FuncRef).Table(ValTypeSyntax.FuncRef).IsInvalid("multiple tables");
        Without(WasmFeatures.Memory64).Memory(is64: true).Needs(WasmFeatures.Memory64);
        Without(WasmFeatures.Memory64).Table(ValTypeSyntax.FuncRef, is64: true).Needs(WasmFeatures.Memory64);
        Without(WasmFeatures.Threads).Memory(1, 1, isShared: true).Needs(WasmFeatures.Threads);
        Without(WasmFeatures.CustomPageSizes).Memory(pageSizeLog2: 0).Needs(WasmFeatures.CustomPageSizes);
        Without(WasmFeatures.Exceptions | WasmFeatures.LegacyExceptions).Type([], []).Tag(0).Needs(WasmFeatures.Exceptions);
        Without(WasmFeatures.MutableGlobal).Global(I32, true, Op(I32Const, 0)).Export("g", ExternKind.Global, 0).Needs(WasmFeatures.MutableGlobal);
        Without(WasmFeatures.MutableGlobal).Global(I32, true, Op(I32Const, 0)).IsValid();
        Without(WasmFeatures.BulkMemory).Data(SegmentMode.Passive).Needs(WasmFeatures.BulkMemory);
        Without(WasmFeatures.BulkMemory).Elements(SegmentMode.Declarative, ValTypeSyntax.FuncRef).Needs(WasmFeatures.BulkMemory);
    }

    [Fact]
    public void Constant_expressions_need_their_feature()
    {
        Without(WasmFeatures.ExtendedConst).Global(I32, false, Op(I32Const, 1), Op(I32Const, 1), Op(I32Add)).Needs(WasmFeatures.ExtendedConst);
        Without(WasmFeatures.ExtendedConst).Global(I32, false, Op(I32Const, 1), Op(I32Const, 1), Op(I32Add)).IsInvalid("constant expression required");
        Without(WasmFeatures.Gc).Global(I32, false, Op(I32Const, 1)).Global(I32, false, Op(GlobalGet, 0)).Needs(WasmFeatures.Gc);
    }

    [Fact]
    public void Tables_and_elements_of_functions_are_as_old_as_WebAssembly() =>
        new TestModule { Features = WasmFeatures.Mvp }.Type([], []).Table(ValTypeSyntax.FuncRef)
            .Elements(SegmentMode.Active, Ref(HeapKind.Func, nullable: false), 0).Function(0, Op(I32Const, 0), Op(CallIndirect, 0, 0)).IsValid();

    [Fact]
    public void Proposals_are_off_unless_asked_for()
    {
        var stack = new TestModule().Type([], []).Function(0, Op(Suspend, 0));
        Assert.Equal(WasmFeatures.StackSwitching, stack.IsInvalid("suspend: stack-switching is not enabled").MissingFeature);
        new TestModule().Type([], []).Function(0, Op(RefGetDesc, 0)).Needs(WasmFeatures.CustomDescriptors);
        new TestModule().Type([], []).Function(0, Op(GlobalAtomicGet, 0, 0)).Needs(WasmFeatures.SharedEverythingThreads);
        new TestModule().Type([], []).Function(0, Op(MemoryDiscard, 0)).Needs(WasmFeatures.MemoryControl);
    }

    [Fact]
    public void Floats_can_be_switched_off()
    {
        CodeWithout(WasmFeatures.Floats, Op(Unreachable), Op(F32Add), Op(Drop));
        CodeWithout(WasmFeatures.Floats, Op(Unreachable), Op(I32TruncSatF64S), Op(Drop));
        CodeWithout(WasmFeatures.Floats, Op(Unreachable), Op(F32x4Splat), Op(Drop));
        CodeWithout(WasmFeatures.Floats, Op(Block, 0x7D), Op(Unreachable), Op(End), Op(Drop));
        Without(WasmFeatures.Floats).Type([ValTypeSyntax.F32], []).Needs(WasmFeatures.Floats);
        Without(WasmFeatures.Floats).Type([], []).FunctionWithLocals(0, 1, [0x7C]).Needs(WasmFeatures.Floats);
        Without(WasmFeatures.Floats).Type([], []).Function(0, Op(I32Const, 1), Op(I32Eqz), Op(Drop)).IsValid();
    }

    [Fact]
    public void References_that_need_a_collector_can_be_switched_off()
    {
        Without(WasmFeatures.GcTypes).Type([], [ValTypeSyntax.ExternRef]).Needs(WasmFeatures.GcTypes);
        Without(WasmFeatures.GcTypes).Struct().Needs(WasmFeatures.GcTypes);
        Without(WasmFeatures.GcTypes).Array(Field(I32)).Needs(WasmFeatures.GcTypes);
        CodeWithout(WasmFeatures.GcTypes, Op(I32Const, 1), Op(RefI31), Op(Drop));
        Without(WasmFeatures.GcTypes).Type([], [RefNull(0), ValTypeSyntax.FuncRef]).Table(ValTypeSyntax.FuncRef).IsValid();
    }

    [Fact]
    public void Every_instruction_has_a_signature_or_a_rule()
    {
        for (var opcode = (Opcode)0; (int)opcode < InstructionTable.Count; opcode++)
        {
            if (InstructionTable.HasSignature(opcode))
            {
                continue;
            }

            // Zeros are immediates for every shape; whatever is wrong with them must come out as one of the documented exceptions.
            var module = new TestModule { Features = WasmFeatures.AllValidated }.Type([], []).Memory().Table(ValTypeSyntax.FuncRef).Function(0, Op(Unreachable), Op(opcode, 0, 0, 0, 0));
            var exception = Record.Exception(() => module.Validate());
            Assert.True(exception is null or InvalidModuleException or MalformedModuleException, $"{opcode}: {exception}");
        }
    }

    private static TestModule Without(WasmFeatures features) => new() { Features = WasmFeatures.All & ~features };

    private static void CodeWithout(WasmFeatures feature, params byte[][] code) => Without(feature).Type([], []).Function(0, code).Needs(feature);
}
