using Peregrine.Binary;
using Peregrine.Runtime.Objects;
using Xunit;

namespace Peregrine.Tests.Runtime.Instances;

public unsafe class InstantiationTests
{
    private readonly Engine _engine;
    private readonly RecordingEngine _execution;
    private readonly Store _store;
    private readonly Linker _linker;

    public InstantiationTests()
    {
        (_engine, _execution) = RecordingEngine.Create();
        _store = new Store(_engine);
        _linker = new Linker(_engine);
    }

    [Fact]
    public void AMissingImportIsUnknownAndNamed()
    {
        var module = new ModuleBytes().Section(1, [0x60, 1, 0x7F, 1, 0x7E]).Section(2, ModuleBytes.Import("env", "f", 0, 0)).Load(_engine);
        var error = Assert.Throws<LinkException>(() => _linker.Instantiate(_store, module));
        Assert.StartsWith("unknown import", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"env\" \"f\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("[i32] -> [i64]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WasmFeatures.StackSwitching, new byte[] { 0x5D, 0 })]
    [InlineData(WasmFeatures.SharedEverythingThreads, new byte[] { 0x65, 0x60, 0, 0 })]
    [InlineData(WasmFeatures.CustomDescriptors, new byte[] { 0x60, 1, 0x64, 0x62, 0, 0 })]
    public void AModuleThatCanOnlyBeValidatedIsNotInstantiated(WasmFeatures feature, byte[] type)
    {
        var (engine, execution) = RecordingEngine.Create(WasmFeatures.AllValidated);
        var module = new ModuleBytes().Section(1, [0x60, 0, 0], type).Load(engine);
        using var store = new Store(engine);
        var error = Assert.Throws<UnsupportedFeatureException>(() => new Linker(engine).Instantiate(store, module));
        Assert.Equal(feature, error.Feature);
        Assert.StartsWith(FeatureGate.Key(feature), error.Message, StringComparison.Ordinal);
        Assert.Empty(execution.Calls);
    }

    [Fact]
    public void AModuleWithoutProposalsIsInstantiatedWhateverIsOn()
    {
        var (engine, _) = RecordingEngine.Create(WasmFeatures.AllValidated);
        using var store = new Store(engine);
        Assert.NotNull(new Linker(engine).Instantiate(store, new ModuleBytes().Section(1, [0x60, 0, 0]).Load(engine)));
    }

    [Fact]
    public void AFunctionOfAnotherTypeIsIncompatible()
    {
        var module = new ModuleBytes().Section(1, [0x60, 1, 0x7F, 1, 0x7E]).Section(2, ModuleBytes.Import("env", "f", 0, 0)).Load(_engine);
        _linker.DefineFunction("env", "f", (int x) => x);
        var error = Assert.Throws<LinkException>(() => _linker.Instantiate(_store, module));
        Assert.StartsWith("incompatible import type", error.Message, StringComparison.Ordinal);
        Assert.Contains("[i32] -> [i32]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[i32] -> [i64]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, null, 2, null, false)]
    [InlineData(2, null, 1, null, true)]
    [InlineData(1, 3, 1, 3, true)]
    [InlineData(1, 2, 1, 3, true)]
    [InlineData(1, 4, 1, 3, false)]
    [InlineData(1, null, 1, 3, false)]
    public void MemoryLimitsMatchAsTheSpecificationSays(int minimum, int? maximum, byte wantedMinimum, int? wantedMaximum, bool fits)
    {
        _linker.Define("m", "m", new Memory(_store, new MemoryType(new Limits((ulong)minimum, (ulong?)maximum))));
        byte[] limits = wantedMaximum is { } most ? [1, wantedMinimum, (byte)most] : [0, wantedMinimum];
        var module = new ModuleBytes().Section(2, ModuleBytes.Import("m", "m", [2, .. limits])).Load(_engine);
        if (fits)
        {
            _linker.Instantiate(_store, module);
        }
        else
        {
            Assert.Throws<LinkException>(() => _linker.Instantiate(_store, module));
        }
    }

    [Fact]
    public void AGrownMemoryMatchesItsNewSize()
    {
        var memory = new Memory(_store, new MemoryType(new Limits(1)));
        _linker.Define("m", "m", memory);
        var module = new ModuleBytes().Section(2, ModuleBytes.Import("m", "m", 2, 0, 2)).Load(_engine);
        Assert.Throws<LinkException>(() => _linker.Instantiate(_store, module));
        memory.Grow(1);
        _linker.Instantiate(_store, module);
    }

    [Fact]
    public void MutableGlobalsMatchOnlyTheSameType()
    {
        _linker.Define("m", "g", new Global(_store, new GlobalType(ValType.FuncRef, IsMutable: true), Value.Null));
        _linker.Define("m", "c", new Global(_store, new GlobalType(ValType.Ref(HeapKind.NoFunc, true)), Value.Null));
        _linker.Instantiate(_store, new ModuleBytes().Section(2, ModuleBytes.Import("m", "g", 3, 0x70, 1)).Load(_engine));
        _linker.Instantiate(_store, new ModuleBytes().Section(2, ModuleBytes.Import("m", "c", 3, 0x70, 0)).Load(_engine));
        Assert.Throws<LinkException>(() => _linker.Instantiate(_store, new ModuleBytes().Section(2, ModuleBytes.Import("m", "g", 3, 0x70, 0)).Load(_engine)));
    }

    [Fact]
    public void GlobalsSeeEarlierGlobalsAndArithmetic()
    {
        var module = new ModuleBytes()
            .Section(6, [0x7F, 0, 0x41, 5, 0x0B], [0x7F, 0, 0x23, 0, 0x41, 3, 0x6C, 0x41, 1, 0x6B, 0x0B])
            .Section(7, ModuleBytes.Export("g", 3, 1))
            .Load(_engine);
        Assert.Equal(14, _linker.Instantiate(_store, module).GetGlobal("g")!.Value.AsInt32());
    }

    [Fact]
    public void ImportedFunctionsKeepTheirIdentity()
    {
        var module = new ModuleBytes()
            .Section(1, [0x60, 0, 0])
            .Section(2, ModuleBytes.Import("m", "f", 0, 0))
            .Section(6, [0x70, 0, 0xD2, 0, 0x0B])
            .Section(7, ModuleBytes.Export("f", 0, 0), ModuleBytes.Export("g", 3, 0))
            .Load(_engine);
        var host = Function.FromHost(_store, new FunctionType([], []), static (_, _, _) => { });
        _linker.Define("m", "f", host);
        var instance = _linker.Instantiate(_store, module);
        Assert.Same(host, instance.GetFunction("f"));
        Assert.Same(host, instance.GetGlobal("g")!.Value.AsFunction());
    }

    [Fact]
    public void ActiveSegmentsFillTablesAndMemories()
    {
        var module = Segments(tableOffset: 1, dataOffset: 65533).Load(_engine);
        var instance = _linker.Instantiate(_store, module);
        var table = instance.GetTable("t")!;
        Assert.Null(table.Get(0));
        Assert.Same(instance.GetFunction("f"), table.Get(1));
        Assert.Equal("abc", instance.GetMemory("m")!.ReadString(65533, 3));
        Assert.True(instance.Data(0).IsEmpty);
        Assert.Equal(0, instance.Elements(0).Length);
    }

    [Fact]
    public void ASegmentOutOfBoundsTrapsAndKeepsWhatWasCopiedBefore()
    {
        var table = new Table(_store, new TableType(ValType.FuncRef, new Limits(2)));
        var memory = new Memory(_store, new MemoryType(new Limits(1)));
        _linker.Define("m", "t", table);
        _linker.Define("m", "m", memory);
        ModuleBytes Importing(byte tableOffset, int dataOffset) => new ModuleBytes()
            .Section(1, [0x60, 0, 0])
            .Section(2, ModuleBytes.Import("m", "t", 1, 0x70, 0, 2), ModuleBytes.Import("m", "m", 2, 0, 1))
            .Section(3, [0])
            .Section(9, [0, 0x41, tableOffset, 0x0B, 1, 0])
            .Bodies(1)
            .Section(11, [0, 0x41, .. Signed(dataOffset), 0x0B, 3, 0x61, 0x62, 0x63]);

        Assert.Equal(TrapKind.OutOfBoundsTableAccess, Assert.Throws<TrapException>(() => _linker.Instantiate(_store, Importing(2, 0).Load(_engine))).Kind);
        Assert.Equal(0, memory.GetSpan(0, 1)[0]);
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, Assert.Throws<TrapException>(() => _linker.Instantiate(_store, Importing(1, 65534).Load(_engine))).Kind);
        Assert.NotNull(table.Get(1));
    }

    [Fact]
    public void TheStartFunctionRunsLast()
    {
        var module = new ModuleBytes().Section(1, [0x60, 0, 0]).Section(3, [0], [0]).Raw(8, 1).Bodies(2).Load(_engine);
        var instance = _linker.Instantiate(_store, module);
        Assert.Equal([instance.GetFunction(1)], _execution.Calls);
    }

    [Fact]
    public void TableInitializersAndElementExpressionsAreEvaluated()
    {
        var module = new ModuleBytes()
            .Section(1, [0x60, 0, 0])
            .Section(3, [0])
            .Section(4, [0x40, 0, 0x70, 0, 3, 0xD2, 0, 0x0B], [0x6E, 0, 2])
            .Section(7, ModuleBytes.Export("t", 1, 0), ModuleBytes.Export("a", 1, 1), ModuleBytes.Export("f", 0, 0))
            .Section(9, [4, 0x41, 1, 0x0B, 1, 0xD0, 0x70, 0x0B], [6, 1, 0x41, 0, 0x0B, 0x6E, 1, 0x41, 7, 0xFB, 28, 0x0B])
            .Bodies(1)
            .Load(_engine);
        var instance = _linker.Instantiate(_store, module);
        var table = instance.GetTable("t")!;
        Assert.Same(instance.GetFunction("f"), table.Get(0));
        Assert.Null(table.Get(1));
        Assert.Same(instance.GetFunction("f"), table.Get(2));
        Assert.Equal(7, Assert.IsType<I31>(instance.GetTable("a")!.Get(0)).Value);
    }

    [Fact]
    public void ConstantsCanAllocateStructuresAndArrays()
    {
        var module = new ModuleBytes()
            .Section(1, [0x5F, 3, 0x7F, 1, 0x6E, 1, 0x7C, 0], [0x5E, 0x78, 1])
            .Section(6,
                [0x6E, 0, 0x41, 2, 0x41, 9, 0xFB, 28, 0x44, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0xFB, 0, 0, 0x0B],
                [0x6E, 0, 0x41, 0x7F, 0x41, 1, 0xFB, 8, 1, 2, 0x0B],
                [0x6E, 0, 0x41, 0x7F, 0x41, 4, 0xFB, 6, 1, 0x0B])
            .Section(7, ModuleBytes.Export("s", 3, 0), ModuleBytes.Export("a", 3, 1), ModuleBytes.Export("b", 3, 2))
            .Load(_engine);
        var instance = _linker.Instantiate(_store, module);
        var made = Assert.IsAssignableFrom<StructObject>(instance.GetGlobal("s")!.Value.AsReference());
        Assert.Equal(2, FieldAccess.Get(made, 0).AsInt32());
        Assert.Equal(9, Assert.IsType<I31>(FieldAccess.Get(made, 1).AsReference()).Value);
        Assert.Equal(1.0, FieldAccess.Get(made, 2).AsDouble());
        Assert.Equal([0xFF, 1], Assert.IsType<ArrayObject>(instance.GetGlobal("a")!.Value.AsReference()).As<byte>());
        Assert.Equal([0xFF, 0xFF, 0xFF, 0xFF], Assert.IsType<ArrayObject>(instance.GetGlobal("b")!.Value.AsReference()).As<byte>());
    }

    [Fact]
    public void ASharedMemoryCanBeImportedIntoAnotherStore()
    {
        var memory = new Memory(_store, new MemoryType(new Limits(1, 2), IsShared: true));
        _linker.Define("m", "m", memory);
        var module = new ModuleBytes().Section(2, ModuleBytes.Import("m", "m", 2, 3, 1, 2)).Section(7, ModuleBytes.Export("m", 2, 0)).Load(_engine);
        using var other = new Store(_engine);
        var imported = _linker.Instantiate(other, module).GetMemory("m")!;
        Assert.Same(other, imported.Store);
        imported.Write(8, 42);
        Assert.Equal(42, memory.Read<int>(8));
        _linker.Instantiate(other, module);
        Assert.Equal(1, memory.Grow(1));
        Assert.Equal(2ul, imported.Pages);
    }

    [Fact]
    public void ItemsOfOtherStoresAreRefused()
    {
        using var other = new Store(_engine);
        _linker.Define("m", "g", new Global(other, new GlobalType(ValType.I32), 1));
        var module = new ModuleBytes().Section(2, ModuleBytes.Import("m", "g", 3, 0x7F, 0)).Load(_engine);
        Assert.Throws<ArgumentException>(() => _linker.Instantiate(_store, module));
    }

    [Fact]
    public void TheContextHoldsWhatRunningCodeNeeds()
    {
        var module = Segments(0, 0).Load(_engine);
        var instance = _linker.Instantiate(_store, module);
        var context = instance.Context;
        Assert.Equal((nint)instance.Memories[0].Storage.Base, (nint)context->MemoryBase);
        Assert.Equal((nint)instance.Memories[0].Storage.Descriptor, (nint)context->Memory0);
        Assert.Equal((nint)_store.Context, (nint)context->Store);
        Assert.Equal(_engine.MaximumStackBytes, context->StackLimit - _store.Context->StackTop);
        Assert.Equal(module.Validated.Functions[0].Id, instance.GetFunction(0).Descriptor->TypeId);
    }

    [Fact]
    public void HostFunctionsTakeTheImportsTypeWhereItsParametersAndResultsAreTheSame()
    {
        // A type open to subtypes is another type than the final one that the host's parameters and results stand for.
        var module = new ModuleBytes()
            .Section(1, [0x50, 0, 0x60, 1, 0x7F, 0])
            .Section(2, ModuleBytes.Import("m", "f", 0, 0))
            .Section(7, ModuleBytes.Export("f", 0, 0))
            .Load(_engine);
        _linker.DefineFunction("m", "f", static (int _) => { });
        var instance = _linker.Instantiate(_store, module);
        Assert.Same(module.Validated.Types[0], instance.GetFunction("f")!.DefinedType);
        Assert.Same(instance.GetFunction("f"), _linker.Instantiate(_store, module).GetFunction("f"));
    }

    [Fact]
    public void UnknownImportsCanBeTrapsOrDefaults()
    {
        var module = new ModuleBytes()
            .Section(1, [0x60, 0, 2, 0x7E, 0x6F])
            .Section(2, ModuleBytes.Import("m", "f", 0, 0), ModuleBytes.Import("m", "t", 1, 0x70, 0, 3), ModuleBytes.Import("m", "m", 2, 0, 2), ModuleBytes.Import("m", "g", 3, 0x7D, 1))
            .Section(7, ModuleBytes.Export("f", 0, 0), ModuleBytes.Export("t", 1, 0), ModuleBytes.Export("m", 2, 0))
            .Load(_engine);
        var traps = new Linker(_engine);
        traps.DefineUnknownImportsAsTraps(module);
        Assert.Throws<LinkException>(() => traps.Instantiate(_store, module));
        Assert.True(traps.TryGet(_store, "m", "f", out var trapping));
        Assert.Equal(TrapKind.UnknownImport, Assert.Throws<TrapException>(() => ((Function)trapping).Invoke()).Kind);

        _linker.DefineUnknownImportsAsDefaults(_store, module);
        var instance = _linker.Instantiate(_store, module);
        Assert.Equal([0L, Value.Null], instance.GetFunction("f")!.Invoke());
        Assert.Equal(3ul, instance.GetTable("t")!.Length);
        Assert.Equal(2ul, instance.GetMemory("m")!.Pages);
    }

    private static ModuleBytes Segments(byte tableOffset, int dataOffset) => new ModuleBytes()
        .Section(1, [0x60, 0, 0])
        .Section(3, [0])
        .Section(4, [0x70, 0, 2])
        .Section(5, [0, 1])
        .Section(7, ModuleBytes.Export("f", 0, 0), ModuleBytes.Export("t", 1, 0), ModuleBytes.Export("m", 2, 0))
        .Section(9, [0, 0x41, tableOffset, 0x0B, 1, 0])
        .Bodies(1)
        .Section(11, [0, 0x41, .. Signed(dataOffset), 0x0B, 3, 0x61, 0x62, 0x63]);

    private static byte[] Signed(int value) => [(byte)((value & 0x7F) | 0x80), (byte)(((value >> 7) & 0x7F) | 0x80), (byte)((value >> 14) & 0x7F)];
}
