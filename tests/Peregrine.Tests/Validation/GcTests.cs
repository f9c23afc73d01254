using Peregrine.Instructions;
using Peregrine.Syntax;
using Xunit;
using static Peregrine.Instructions.Opcode;
using static Peregrine.Tests.Validation.TestModule;

namespace Peregrine.Tests.Validation;

public class GcTests
{
    private const ulong Any = 0x6E;
    private const ulong Eq = 0x6D;
    private const ulong I31 = 0x6C;
    private const ulong Extern = 0x6F;

    private static readonly ValTypeSyntax I32 = ValTypeSyntax.I32;

    [Fact]
    public void Structures_take_their_fields()
    {
        With(Op(I32Const, 1), Op(I64Const, 1), Op(StructNew, 1), Op(StructGet, 1, 1), Op(Drop)).IsValid();
        With(Op(StructNewDefault, 1), Op(I64Const, 1), Op(StructSet, 1, 1)).IsValid();
        With(Op(I32Const, 1), Op(StructNew, 1), Op(Drop)).IsInvalid("type mismatch");
        With(Op(StructNewDefault, 2), Op(Drop)).IsInvalid("type mismatch");
        With(Op(StructNew, 0), Op(Drop)).IsInvalid("non-structure type 0");
        With(Op(StructNew, 99), Op(Drop)).IsInvalid("unknown type 99");
    }

    [Fact]
    public void Fields_must_exist_be_mutable_to_be_set_and_say_how_they_extend()
    {
        With(Op(StructNewDefault, 1), Op(StructGet, 1, 2), Op(Drop)).IsInvalid("unknown field");
        With(Op(StructNewDefault, 1), Op(I32Const, 1), Op(StructSet, 1, 0)).IsInvalid("immutable field");
        With(Op(StructNewDefault, 1), Op(StructGetS, 1, 0), Op(Drop)).IsValid();
        With(Op(StructNewDefault, 1), Op(StructGet, 1, 0), Op(Drop)).IsInvalid("field is packed");
        With(Op(StructNewDefault, 1), Op(StructGetU, 1, 1), Op(Drop)).IsInvalid("field is unpacked");
    }

    [Fact]
    public void Arrays_are_made_of_operands_segments_or_defaults()
    {
        With(Op(I32Const, 1), Op(I32Const, 1), Op(ArrayNew, 3), Op(ArrayLen), Op(Drop)).IsValid();
        With(Op(I32Const, 1), Op(ArrayNewDefault, 3), Op(Drop)).IsValid();
        With(Op(I32Const, 1), Op(I32Const, 1), Op(ArrayNewFixed, 3, 2), Op(Drop)).IsValid();
        With(Op(I32Const, 1), Op(ArrayNewFixed, 3, 2), Op(Drop)).IsInvalid("type mismatch");
        With(Op(Unreachable), Op(ArrayNewFixed, 3, uint.MaxValue), Op(Drop)).IsInvalid("too many elements of array.new_fixed");
        With(Op(I32Const, 1), Op(I32Const, 1), Op(ArrayNewData, 3, 0), Op(Drop)).Data(SegmentMode.Passive).IsValid();
        With(Op(I32Const, 1), Op(I32Const, 1), Op(ArrayNewData, 4, 0), Op(Drop)).Data(SegmentMode.Passive).IsInvalid("array type is not numeric or vector");
        With(Op(I32Const, 1), Op(I32Const, 1), Op(ArrayNewElem, 4, 0), Op(Drop)).Elements(SegmentMode.Passive, ValTypeSyntax.FuncRef, 0).IsValid();
        With(Op(I32Const, 1), Op(I32Const, 1), Op(ArrayNewElem, 3, 0), Op(Drop)).Elements(SegmentMode.Passive, ValTypeSyntax.FuncRef, 0).IsInvalid("type mismatch");
    }

    [Fact]
    public void Arrays_that_change_are_mutable()
    {
        With(Op(Opcode.RefNull, 3), Op(I32Const, 1), Op(I32Const, 1), Op(ArraySet, 3)).IsValid();
        With(Op(Opcode.RefNull, 5), Op(I32Const, 1), Op(I32Const, 1), Op(ArraySet, 5)).IsInvalid("immutable array");
        With(Op(Opcode.RefNull, 5), Op(I32Const, 1), Op(I32Const, 1), Op(I32Const, 1), Op(ArrayFill, 5)).IsInvalid("immutable array");
        With(Op(Opcode.RefNull, 3), Op(I32Const, 1), Op(Opcode.RefNull, 5), Op(I32Const, 1), Op(I32Const, 1), Op(ArrayCopy, 3, 5)).IsValid();
        With(Op(Opcode.RefNull, 5), Op(I32Const, 1), Op(Opcode.RefNull, 3), Op(I32Const, 1), Op(I32Const, 1), Op(ArrayCopy, 5, 3)).IsInvalid("immutable array");
        With(Op(Opcode.RefNull, 3), Op(I32Const, 1), Op(Opcode.RefNull, 4), Op(I32Const, 1), Op(I32Const, 1), Op(ArrayCopy, 3, 4)).IsInvalid("array types do not match");
        With(Op(Opcode.RefNull, 3), Op(I32Const, 1), Op(I32Const, 1), Op(I32Const, 1), Op(ArrayInitData, 3, 0)).Data(SegmentMode.Passive).IsValid();
        With(Op(Opcode.RefNull, 5), Op(I32Const, 1), Op(ArrayGetU, 5), Op(Drop)).IsValid();
        With(Op(Opcode.RefNull, 3), Op(I32Const, 1), Op(ArrayGet, 3), Op(Drop)).IsInvalid("field is packed");
    }

    [Fact]
    public void Casts_stay_within_a_hierarchy()
    {
        With(Op(Opcode.RefNull, Any), Op(RefTest, I31), Op(Drop)).IsValid();
        With(Op(Opcode.RefNull, Any), Op(RefCast, 1), Op(StructGet, 1, 1), Op(Drop)).IsValid();
        With(Op(Opcode.RefNull, Extern), Op(RefTest, I31), Op(Drop)).IsInvalid("type mismatch");
        With(Op(Opcode.RefNull, Any), Op(RefCast, 33), Op(Drop)).IsInvalid("unknown type 33");
    }

    [Fact]
    public void Equality_is_for_eq_references_only()
    {
        With(Op(Opcode.RefNull, Eq), Op(Opcode.RefNull, 1), Op(RefEq), Op(Drop)).IsValid();
        With(Op(Opcode.RefNull, Any), Op(Opcode.RefNull, 1), Op(RefEq), Op(Drop)).IsInvalid("type mismatch");
    }

    [Fact]
    public void Conversions_between_any_and_extern_keep_nullability()
    {
        With(Op(Opcode.RefNull, Extern), Op(AnyConvertExtern), Op(ExternConvertAny), Op(Drop)).IsValid();
        With(Op(I32Const, 0), Op(Opcode.RefI31), Op(ExternConvertAny), Op(AnyConvertExtern), Op(BrOnNull, 0), Op(Drop)).IsValid();
        With(Op(Block, 0x64, Extern), Op(Opcode.RefNull, Any), Op(ExternConvertAny), Op(End), Op(Drop)).IsInvalid("type mismatch");
        With(Op(Block, 0x64, Extern), Op(I32Const, 0), Op(Opcode.RefI31), Op(ExternConvertAny), Op(End), Op(Drop)).IsValid();
    }

    [Fact]
    public void I31_unpacks_to_i32() => With(Op(I32Const, 0), Op(Opcode.RefI31), Op(I31GetU), Op(I32Eqz), Op(Drop)).IsValid();

    [Fact]
    public void Function_references_must_be_declared_outside_of_bodies()
    {
        With(Op(RefFunc, 0), Op(Drop)).IsInvalid("undeclared function reference");
        With(Op(RefFunc, 0), Op(Drop)).Export("f", ExternKind.Function, 0).IsValid();
        With(Op(RefFunc, 0), Op(Drop)).Global(ValTypeSyntax.FuncRef, false, Op(RefFunc, 0)).IsValid();
        With(Op(RefFunc, 0), Op(Drop)).Elements(SegmentMode.Declarative, ValTypeSyntax.FuncRef, 0).IsValid();
        With(Op(RefFunc, 0), Op(CallRef, 0)).Export("f", ExternKind.Function, 0).IsValid();
        With(Op(RefFunc, 1), Op(Drop)).IsInvalid("unknown function 1");
    }

    // Types: 0 function, 1 structure of packed and mutable i64, 2 structure without default, 3 mutable bytes, 4 function references, 5 immutable bytes.
    private static TestModule With(params byte[][] code) => new TestModule()
        .Type([], [])
        .Struct(Field(I32, packed: PackedKind.I8), Field(ValTypeSyntax.I64, isMutable: true))
        .Struct(Field(Ref(HeapKind.Any, nullable: false)))
        .Array(Field(I32, isMutable: true, PackedKind.I8))
        .Array(Field(ValTypeSyntax.FuncRef, isMutable: true))
        .Array(Field(I32, isMutable: false, PackedKind.I8))
        .Function(0, code);
}
