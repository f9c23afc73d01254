using Peregrine.Binary;
using Peregrine.Instructions;
using Peregrine.Syntax;
using Peregrine.Types;
using Peregrine.Validation;
using Xunit;

namespace Peregrine.Tests.Validation;

/// <summary>Puts a small module together and validates it.</summary>
internal sealed class TestModule
{
    private readonly List<byte> _bytes = [];
    private readonly ModuleSyntax _syntax;

    public TestModule() => _syntax = new ModuleSyntax { Binary = ReadOnlyMemory<byte>.Empty };

    public WasmFeatures Features { get; init; } = WasmFeatures.All;

    public static ValTypeSyntax Ref(uint type) => ValTypeSyntax.Ref(HeapTypeSyntax.OfIndex(type), nullable: false);

    public static ValTypeSyntax RefNull(uint type) => ValTypeSyntax.Ref(HeapTypeSyntax.OfIndex(type), nullable: true);

    public static ValTypeSyntax Ref(HeapKind kind, bool nullable = true) => ValTypeSyntax.Ref(HeapTypeSyntax.Of(kind), nullable);

    public static FieldTypeSyntax Field(ValTypeSyntax type, bool isMutable = false, PackedKind packed = PackedKind.None) => new(type, packed, isMutable);

    /// <summary>An instruction whose immediates are all small or LEB128 numbers.</summary>
    public static byte[] Op(Opcode opcode, params ReadOnlySpan<ulong> immediates)
    {
        var bytes = new List<byte>();
        byte prefix = InstructionTable.Prefix(opcode);
        if (prefix == 0)
        {
            bytes.Add((byte)InstructionTable.Code(opcode));
        }
        else
        {
            bytes.Add(prefix);
            AddLeb(bytes, (ulong)InstructionTable.Code(opcode));
        }

        foreach (ulong immediate in immediates)
        {
            AddLeb(bytes, immediate);
        }

        return [.. bytes];
    }

    public TestModule Type(CompositeTypeSyntax composite) => Group(new SubtypeSyntax(composite, IsFinal: true, [], _bytes.Count));

    public TestModule Type(ValTypeSyntax[] parameters, ValTypeSyntax[] results) => Type(new FunctionTypeSyntax(parameters, results));

    public TestModule Struct(params FieldTypeSyntax[] fields) => Type(new StructTypeSyntax(fields));

    public TestModule Array(FieldTypeSyntax element) => Type(new ArrayTypeSyntax(element));

    public TestModule Sub(CompositeTypeSyntax composite, bool isFinal, params uint[] supertypes) =>
        Group(new SubtypeSyntax(composite, isFinal, supertypes, _bytes.Count) { IsExplicit = true });

    public TestModule Group(params SubtypeSyntax[] types)
    {
        _syntax.RecursionGroups.Add(new RecursionGroupSyntax(_syntax.Types.Count, types.Length, types.Length != 1));
        _syntax.Types.AddRange(types);
        return this;
    }

    public TestModule Import(ImportSyntax import)
    {
        _syntax.Imports.Add(import);
        return this;
    }

    public TestModule Table(ValTypeSyntax element, ulong minimum = 0, ulong? maximum = null, bool is64 = false, byte[]? initializer = null)
    {
        var type = new TableTypeSyntax(element, new Limits(minimum, maximum), is64);
        _syntax.Tables.Add(new TableSyntax(type, initializer is null ? null : Expression(initializer), 0));
        return this;
    }

    public TestModule Memory(ulong minimum = 1, ulong? maximum = null, bool is64 = false, bool isShared = false, int pageSizeLog2 = 16)
    {
        _syntax.Memories.Add(new MemorySyntax(new MemoryType(new Limits(minimum, maximum), is64, isShared, pageSizeLog2), 0));
        return this;
    }

    public TestModule Tag(uint type)
    {
        _syntax.Tags.Add(new TagSyntax(type, 0));
        return this;
    }

    public TestModule Global(ValTypeSyntax type, bool isMutable, params byte[][] initializer)
    {
        _syntax.Globals.Add(new GlobalSyntax(new GlobalTypeSyntax(type, isMutable), Expression(initializer), 0));
        return this;
    }

    public TestModule Export(string name, ExternKind kind, uint index)
    {
        _syntax.Exports.Add(new ExportSyntax(name, kind, index, 0));
        return this;
    }

    public TestModule Start(uint function)
    {
        _syntax.Start = function;
        return this;
    }

    public TestModule Elements(SegmentMode mode, ValTypeSyntax type, params uint[] functions)
    {
        var offset = mode == SegmentMode.Active ? Expression(Op(Opcode.I32Const, 0)) : default;
        _syntax.ElementSegments.Add(new ElementSegmentSyntax(mode, type, 0) { Functions = functions, OffsetExpression = offset });
        return this;
    }

    public TestModule ElementExpressions(SegmentMode mode, ValTypeSyntax type, params byte[][] expressions)
    {
        var offset = mode == SegmentMode.Active ? Expression(Op(Opcode.I32Const, 0)) : default;
        var ranges = expressions.Select(e => Expression(e)).ToArray();
        _syntax.ElementSegments.Add(new ElementSegmentSyntax(mode, type, 0) { Expressions = ranges, OffsetExpression = offset });
        return this;
    }

    public TestModule Data(SegmentMode mode, params byte[][] offset)
    {
        var expression = mode == SegmentMode.Active ? Expression(offset) : default;
        _syntax.DataSegments.Add(new DataSegmentSyntax(mode, default, 0) { OffsetExpression = expression });
        _syntax.DataCount = (uint)_syntax.DataSegments.Count;
        return this;
    }

    public TestModule WithoutDataCount()
    {
        _syntax.DataCount = null;
        return this;
    }

    /// <summary>A function of an earlier type; its final end is added.</summary>
    public TestModule Function(uint type, params byte[][] code) => Body(type, [0, .. code.SelectMany(c => c), 0x0B]);

    /// <summary>A function with one local declaration (the type as its byte or bytes).</summary>
    public TestModule FunctionWithLocals(uint type, uint count, byte[] localType, params byte[][] code)
    {
        var bytes = new List<byte> { 1 };
        AddLeb(bytes, count);
        return Body(type, [.. bytes, .. localType, .. code.SelectMany(c => c), 0x0B]);
    }

    /// <summary>A function whose body, locals and end included, is given as it is.</summary>
    public TestModule Body(uint type, byte[] body)
    {
        _syntax.Functions.Add(new FunctionSyntax(type, 0));
        _syntax.Bodies.Add(new FunctionBodySyntax(new ByteRange(_bytes.Count, body.Length)));
        _bytes.AddRange(body);
        return this;
    }

    /// <summary>A module with the type [] -> [] and a function of it.</summary>
    public static TestModule Code(params byte[][] code) => new TestModule().Type([], []).Function(0, code);

    public ModuleSyntax Syntax()
    {
        var syntax = new ModuleSyntax { Binary = _bytes.ToArray(), Start = _syntax.Start, DataCount = _syntax.DataCount };
        syntax.Types.AddRange(_syntax.Types);
        syntax.RecursionGroups.AddRange(_syntax.RecursionGroups.AsSpan());
        syntax.Imports.AddRange(_syntax.Imports);
        syntax.Functions.AddRange(_syntax.Functions.AsSpan());
        syntax.Tables.AddRange(_syntax.Tables);
        syntax.Memories.AddRange(_syntax.Memories);
        syntax.Tags.AddRange(_syntax.Tags.AsSpan());
        syntax.Globals.AddRange(_syntax.Globals);
        syntax.Exports.AddRange(_syntax.Exports);
        syntax.ElementSegments.AddRange(_syntax.ElementSegments);
        syntax.Bodies.AddRange(_syntax.Bodies.AsSpan());
        syntax.DataSegments.AddRange(_syntax.DataSegments);
        return syntax;
    }

    public ValidatedModule Validate(TypeRegistry? registry = null) => ModuleValidator.Validate(Syntax(), Features, registry ?? new TypeRegistry());

    public void IsValid() => Assert.NotNull(Validate());

    public InvalidModuleException IsInvalid(string wording)
    {
        var exception = Assert.Throws<InvalidModuleException>(() => Validate());
        Assert.StartsWith(wording, exception.Reason, StringComparison.Ordinal);
        return exception;
    }

    public void IsMalformed(string wording) =>
        Assert.StartsWith(wording, Assert.Throws<MalformedModuleException>(() => Validate()).Reason, StringComparison.Ordinal);

    public void Needs(WasmFeatures feature)
    {
        var exception = Assert.Throws<InvalidModuleException>(() => Validate());
        Assert.Equal(feature, exception.MissingFeature);
        Assert.Contains(FeatureGate.Key(feature), exception.Reason, StringComparison.Ordinal);
    }

    private ByteRange Expression(params byte[][] code)
    {
        int start = _bytes.Count;
        foreach (byte[] instruction in code)
        {
            _bytes.AddRange(instruction);
        }

        _bytes.Add(0x0B);
        return new ByteRange(start, _bytes.Count - start);
    }

    private static void AddLeb(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }
}
