using Peregrine.Instructions;
using Peregrine.Syntax;
using Peregrine.Types;
using Peregrine.Validation;
using Xunit;
using static Peregrine.Instructions.Opcode;
using static Peregrine.Tests.Validation.TestModule;

namespace Peregrine.Tests.Validation;

public class ModuleTests
{
    private static readonly ValTypeSyntax I32 = ValTypeSyntax.I32;
    private static readonly ValTypeSyntax I64 = ValTypeSyntax.I64;

    [Fact]
    public void An_empty_module_is_valid() => new TestModule().IsValid();

    [Fact]
    public void Imports_come_first_in_the_index_spaces()
    {
        var module = new TestModule().Type([], []).Type([I32], [])
            .Import(new ImportSyntax("m", "f", ExternKind.Function, 0) { TypeIndex = 1 })
            .Import(new ImportSyntax("m", "g", ExternKind.Global, 0) { Global = new GlobalTypeSyntax(I64, false) })
            .Global(I32, false, Op(I32Const, 0)).Function(0).Validate();
        Assert.Equal(1, module.ImportedFunctions);
        Assert.Equal(2, module.Functions.Length);
        Assert.Same(module.Types[1], module.Functions[0]);
        Assert.Equal(ValType.I64, module.Globals[0].Content);
        Assert.Equal(ValType.I32, module.Globals[1].Content);
    }

    [Fact]
    public void Functions_and_tags_have_function_types()
    {
        new TestModule().Function(0).IsInvalid("unknown type 0");
        new TestModule().Struct().Function(0).IsInvalid("non-function type 0");
        new TestModule().Import(new ImportSyntax("m", "f", ExternKind.Function, 0)).IsInvalid("unknown type 0");
        new TestModule().Tag(0).IsInvalid("unknown type 0");
        new TestModule().Type([], [I32]).Tag(0).IsInvalid("non-empty tag result type");
    }

    [Fact]
    public void Export_names_are_unique_and_what_they_name_exists()
    {
        new TestModule().Memory().Export("a", ExternKind.Memory, 0).Export("b", ExternKind.Memory, 0).IsValid();
        new TestModule().Memory().Export("a", ExternKind.Memory, 0).Export("a", ExternKind.Memory, 0).IsInvalid("duplicate export name");
        new TestModule().Export("a", ExternKind.Function, 0).IsInvalid("unknown function 0");
        new TestModule().Export("a", ExternKind.Table, 0).IsInvalid("unknown table 0");
        new TestModule().Export("a", ExternKind.Memory, 0).IsInvalid("unknown memory 0");
        new TestModule().Export("a", ExternKind.Global, 0).IsInvalid("unknown global 0");
        new TestModule().Export("a", ExternKind.Tag, 0).IsInvalid("unknown tag 0");
    }

    [Fact]
    public void The_start_function_takes_and_gives_nothing()
    {
        new TestModule().Type([], []).Function(0).Start(0).IsValid();
        new TestModule().Type([I32], []).Function(0).Start(0).IsInvalid("start function");
        new TestModule().Start(0).IsInvalid("unknown function 0");
    }

    [Fact]
    public void Memory_sizes_fit_their_address_type_and_pages()
    {
        new TestModule().Memory(65536, 65536).IsValid();
        new TestModule().Memory(65537).IsInvalid("memory size must be at most 65536 pages (4GiB)");
        new TestModule().Memory(0, 65537).IsInvalid("memory size must be at most 65536 pages (4GiB)");
        new TestModule().Memory(2, 1).IsInvalid("size minimum must not be greater than maximum");
        new TestModule().Memory(1ul << 48, is64: true).IsValid();
        new TestModule().Memory((1ul << 48) + 1, is64: true).IsInvalid("memory size must be at most");
        new TestModule().Memory(uint.MaxValue, pageSizeLog2: 0).IsValid();
        new TestModule().Memory(1ul << 32, pageSizeLog2: 0).IsInvalid("memory size must be at most");
        new TestModule().Memory(ulong.MaxValue, is64: true, pageSizeLog2: 0).IsValid();
        new TestModule().Memory(0, pageSizeLog2: 12).IsInvalid("invalid custom page size");
    }

    [Fact]
    public void Shared_memories_have_a_maximum()
    {
        new TestModule().Memory(1, 1, isShared: true).IsValid();
        new TestModule().Memory(1, isShared: true).IsInvalid("shared memory must have maximum");
    }

    [Fact]
    public void Table_sizes_fit_their_address_type()
    {
        new TestModule().Table(ValTypeSyntax.FuncRef, uint.MaxValue).IsValid();
        new TestModule().Table(ValTypeSyntax.FuncRef, 1ul << 32).IsInvalid("table size");
        new TestModule().Table(ValTypeSyntax.FuncRef, 1ul << 32, is64: true).IsValid();
        new TestModule().Table(ValTypeSyntax.FuncRef, 2, 1).IsInvalid("size minimum must not be greater than maximum");
    }

    [Fact]
    public void Tables_without_null_need_an_initializer()
    {
        new TestModule().Table(Ref(HeapKind.Func, nullable: false)).IsInvalid("type mismatch");
        new TestModule().Type([], []).Function(0).Table(Ref(HeapKind.Func, nullable: false), initializer: Op(RefFunc, 0)).IsValid();
        new TestModule().Type([], []).Table(Ref(0), initializer: Op(Opcode.RefNull, 0)).IsInvalid("type mismatch");
        new TestModule().Table(Ref(3)).IsInvalid("unknown type 3");
    }

    [Fact]
    public void Initializers_are_constant()
    {
        new TestModule().Global(I32, false, Op(I32Const, 1), Op(I32Const, 2), Op(I32Add)).IsValid();
        new TestModule().Global(I32, false, Op(I32Const, 1), Op(I32Const, 2), Op(I32And)).IsInvalid("constant expression required");
        new TestModule().Global(I32, false, Op(Nop), Op(I32Const, 2)).IsInvalid("constant expression required");
        new TestModule().Global(I32, false, Op(I64Const, 2)).IsInvalid("type mismatch");
        new TestModule().Global(I32, false).IsInvalid("type mismatch: instruction requires [i32] but stack has []");
        new TestModule().Global(I32, false, Op(I32Const, 2), Op(I32Const, 2)).IsInvalid("type mismatch: block requires [i32] but stack has [i32 i32]");
        new TestModule().Struct(Field(I32)).Global(Ref(0), false, Op(I32Const, 1), Op(StructNew, 0)).IsValid();
        new TestModule().Global(Ref(HeapKind.Extern), false, Op(I32Const, 1), Op(Opcode.RefI31), Op(ExternConvertAny)).IsValid();
    }

    [Fact]
    public void Initializers_see_earlier_immutable_globals()
    {
        new TestModule().Global(I32, false, Op(I32Const, 1)).Global(I32, false, Op(GlobalGet, 0)).IsValid();
        new TestModule().Global(I32, true, Op(I32Const, 1)).Global(I32, false, Op(GlobalGet, 0)).IsInvalid("constant expression required");
        new TestModule().Global(I32, false, Op(GlobalGet, 0)).IsInvalid("unknown global 0");
        new TestModule().Global(I32, false, Op(GlobalGet, 1)).Global(I32, false, Op(I32Const, 1)).IsInvalid("unknown global 1");
        new TestModule().Memory().Global(I32, false, Op(I32Const, 1)).Data(SegmentMode.Active, Op(GlobalGet, 0)).IsValid();
    }

    [Fact]
    public void Segments_fit_what_they_fill()
    {
        new TestModule().Data(SegmentMode.Active, Op(I32Const, 0)).IsInvalid("unknown memory 0");
        new TestModule().Memory(is64: true).Data(SegmentMode.Active, Op(I32Const, 0)).IsInvalid("type mismatch");
        new TestModule().Elements(SegmentMode.Active, ValTypeSyntax.FuncRef).IsInvalid("unknown table 0");
        new TestModule().Table(ValTypeSyntax.ExternRef).Elements(SegmentMode.Active, ValTypeSyntax.FuncRef).IsInvalid("type mismatch");
        new TestModule().Table(ValTypeSyntax.FuncRef).Elements(SegmentMode.Active, ValTypeSyntax.FuncRef, 0).IsInvalid("unknown function 0");
        new TestModule().Table(ValTypeSyntax.FuncRef).ElementExpressions(SegmentMode.Active, ValTypeSyntax.FuncRef, Op(Opcode.RefNull, 0x70)).IsValid();
        new TestModule().ElementExpressions(SegmentMode.Passive, ValTypeSyntax.FuncRef, Op(I32Const, 0)).IsInvalid("type mismatch");
        new TestModule().ElementExpressions(SegmentMode.Passive, ValTypeSyntax.FuncRef, Op(Call, 0)).IsInvalid("constant expression required");
    }

    [Fact]
    public void The_first_function_in_error_is_reported_whatever_the_number_of_threads()
    {
        var module = new TestModule().Type([], []);
        for (int i = 0; i < 1000; i++)
        {
            module.Function(0, i is 300 or 301 or 900 ? Op(Drop) : Op(Nop));
        }

        var validated = new ValidatedModule(module.Syntax(), WasmFeatures.All);
        TypeSectionValidator.Validate(validated, new TypeRegistry());
        DefinitionValidator.Validate(validated);
        var exception = Assert.Throws<InvalidModuleException>(() => BodyValidator.Validate(validated, workers: 4));
        Assert.Equal(300, exception.Function);
    }

    [Fact]
    public void A_missing_body_is_malformed()
    {
        var syntax = new TestModule().Type([], []).Function(0).Syntax();
        syntax.Functions.Add(new FunctionSyntax(0, 0));
        Assert.Throws<MalformedModuleException>(() => ModuleValidator.Validate(syntax, WasmFeatures.All, new TypeRegistry()));
    }
}
