using System.Collections.Concurrent;
using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Validation;

/// <summary>A module that passed validation: what engines compile. Its types are canonical in the engine.</summary>
/// <remarks>Thread-safe. Made by <see cref="ModuleValidator"/> only; while that runs, some of it is not filled in yet.</remarks>
internal sealed class ValidatedModule
{
    private readonly ConcurrentDictionary<OperandCode, BlockSignature> _resultSignatures = new();
    private BlockSignature?[] _signatures = [];
    private CanonicalIndices? _canonical;
    private uint _notRunnable;

    internal ValidatedModule(ModuleSyntax syntax, WasmFeatures features)
    {
        Syntax = syntax;
        Features = features | WasmFeatures.Mvp;
    }

    public ModuleSyntax Syntax { get; }

    public WasmFeatures Features { get; }

    /// <summary>Those of <see cref="Features"/> that can be executed too.</summary>
    public WasmFeatures RunnableFeatures => Features & WasmFeatures.All;

    /// <summary>What the module uses of the features that can only be validated; where there is any, it cannot be instantiated.</summary>
    public WasmFeatures NotRunnable => (WasmFeatures)_notRunnable;

    /// <summary>The module's types by type index.</summary>
    public DefinedType[] Types
    {
        get;
        internal set
        {
            field = value;
            _signatures = new BlockSignature?[value.Length];
        }
    }

    = [];

    /// <summary>Types of all functions, imported ones first; so for the other index spaces.</summary>
    public DefinedType[] Functions { get; internal set; } = [];

    /// <summary>Type index of each function, imported ones first.</summary>
    public int[] FunctionTypeIndices { get; internal set; } = [];

    public TableType[] Tables { get; internal set; } = [];

    public MemoryType[] Memories { get; internal set; } = [];

    public GlobalType[] Globals { get; internal set; } = [];

    public TagType[] Tags { get; internal set; } = [];

    /// <summary>Type index of each tag, imported ones first.</summary>
    public int[] TagTypeIndices { get; internal set; } = [];

    public int ImportedFunctions { get; internal set; }

    /// <summary>Indices of the imported functions whose types are exact.</summary>
    public HashSet<int> ExactFunctionImports { get; } = [];

    public int ImportedTables { get; internal set; }

    public int ImportedMemories { get; internal set; }

    public int ImportedGlobals { get; internal set; }

    public int ImportedTags { get; internal set; }

    /// <summary>Type of the elements of each element segment.</summary>
    public ValType[] ElementTypes { get; internal set; } = [];

    /// <summary>By function index: whether something outside the bodies mentions the function, so that ref.func may.</summary>
    public bool[] DeclaredFunctions { get; internal set; } = [];

    /// <summary>Whether references to the function are exact: its type is known to be this very one.</summary>
    public bool IsExactFunction(uint index) => index >= (uint)ImportedFunctions || ExactFunctionImports.Contains((int)index);

    /// <summary>Notes that the module uses features, all of which must be on; only worth calling for those outside <see cref="RunnableFeatures"/>.</summary>
    /// <exception cref="InvalidModuleException">One of them is off.</exception>
    public void Use(WasmFeatures needed, InvalidPlace place, string what)
    {
        var missing = needed & ~Features;
        if (missing != 0)
        {
            throw Invalid.MissingFeature(place, missing, what);
        }

        // Bodies are validated in parallel.
        Interlocked.Or(ref _notRunnable, (uint)(needed & ~WasmFeatures.All));
    }

    /// <summary>The value type; its index must exist.</summary>
    public ValType Resolve(ValTypeSyntax type) => type.Kind switch
    {
        ValKind.I32 => ValType.I32,
        ValKind.I64 => ValType.I64,
        ValKind.F32 => ValType.F32,
        ValKind.F64 => ValType.F64,
        ValKind.V128 => ValType.V128,
        _ => ValType.Ref(Resolve(type.HeapType), type.IsNullable),
    };

    /// <summary>The heap type; its index must exist.</summary>
    public HeapType Resolve(HeapTypeSyntax type) =>
        type.IsIndex ? HeapType.Of(Types[type.TypeIndex], type.IsExact) : HeapType.Of(type.Kind, type.IsShared);

    /// <summary>Parameters and results of a block type; its index must exist.</summary>
    public void ResolveBlock(BlockTypeSyntax type, out ReadOnlySpan<ValType> parameters, out ReadOnlySpan<ValType> results)
    {
        var signature = Signature(type);
        parameters = signature.Parameters.AsSpan();
        results = signature.Results.AsSpan();
    }

    /// <summary>The signature of a block type; its index must exist and be a function type.</summary>
    public BlockSignature Signature(BlockTypeSyntax type)
    {
        if (type.IsEmpty)
        {
            return BlockSignature.Empty;
        }

        return type.IsIndex ? Signature((int)type.TypeIndex) : ResultSignature(Code(type.Result));
    }

    /// <summary>The signature of the function type with an index, which must exist and be one.</summary>
    public BlockSignature Signature(int typeIndex) => _signatures[typeIndex] ?? MakeSignature(typeIndex);

    /// <summary>No parameters and one result.</summary>
    public BlockSignature ResultSignature(ValType result) => ResultSignature(Code(result));

    /// <summary>The operand code of a value type as written; its index must exist.</summary>
    public OperandCode Code(ValTypeSyntax type) => type.IsReference ? Code(type.HeapType, type.IsNullable) : OperandCode.OfNumber(type.Kind);

    /// <summary>The operand code of a reference to a heap type as written; its index must exist.</summary>
    public OperandCode Code(HeapTypeSyntax type, bool nullable) =>
        type.IsIndex ? OperandCode.Ref(Canonical.First[type.TypeIndex], nullable, type.IsExact) : OperandCode.Ref(type.Kind, nullable, type.IsShared);

    /// <summary>The operand code of a type of this module.</summary>
    public OperandCode Code(ValType type)
    {
        if (type.Kind != ValKind.Ref)
        {
            return OperandCode.OfNumber(type.Kind);
        }

        var heapType = type.HeapType;
        return heapType.DefinedType is { } defined
            ? OperandCode.Ref(Canonical.ByType[defined], type.IsNullable, heapType.IsExact)
            : OperandCode.Ref(heapType.Kind, type.IsNullable, heapType.IsShared);
    }

    /// <summary>The value type of an operand code; the bottom of all references shows as <c>(ref none)</c>.</summary>
    public ValType Type(OperandCode code)
    {
        switch (code.Kind)
        {
            case ValKind.I32:
                return ValType.I32;
            case ValKind.I64:
                return ValType.I64;
            case ValKind.F32:
                return ValType.F32;
            case ValKind.F64:
                return ValType.F64;
            case ValKind.V128:
                return ValType.V128;
            case ValKind.Ref when code.IsDefined:
                return ValType.Ref(HeapType.Of(Types[code.TypeIndex], code.IsExact), code.IsNullable);
            case ValKind.Ref:
                return ValType.Ref(code.IsBottomReference ? HeapKind.None : HeapType.Of(code.HeapKind, code.IsShared), code.IsNullable);
            default:
                return ValType.Bottom;
        }
    }

    // Racing threads make equal objects, and any of them may win.
    private CanonicalIndices Canonical => _canonical ??= new CanonicalIndices(Types);

    private BlockSignature MakeSignature(int typeIndex)
    {
        var function = Types[typeIndex].Function!;
        return _signatures[typeIndex] = new BlockSignature(function.Parameters, function.Results, Codes(function.Parameters.AsSpan()), Codes(function.Results.AsSpan()));
    }

    private BlockSignature ResultSignature(OperandCode code) =>
        _resultSignatures.TryGetValue(code, out var known) ? known : _resultSignatures.GetOrAdd(code, new BlockSignature([], [Type(code)], [], [code]));

    private OperandCode[] Codes(ReadOnlySpan<ValType> types)
    {
        var codes = new OperandCode[types.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = Code(types[i]);
        }

        return codes;
    }

    /// <summary>For each type the first index that it has in the module; only modules with references to defined types ask.</summary>
    private sealed class CanonicalIndices
    {
        public CanonicalIndices(DefinedType[] types)
        {
            First = new int[types.Length];
            ByType = new Dictionary<DefinedType, int>(types.Length);
            for (int i = 0; i < types.Length; i++)
            {
                First[i] = ByType.TryAdd(types[i], i) ? i : ByType[types[i]];
            }
        }

        public int[] First { get; }

        public Dictionary<DefinedType, int> ByType { get; }
    }
}
