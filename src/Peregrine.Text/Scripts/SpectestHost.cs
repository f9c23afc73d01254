namespace Peregrine.Text.Scripts;

/// <summary>The modules of the host that scripts import from: <c>spectest</c>, and <c>wasmtime</c> with a function that forces a collection.</summary>
/// <remarks><see href="https://github.com/WebAssembly/spec/tree/main/interpreter#spectest-host-module"/></remarks>
internal static class SpectestHost
{
    private const string Name = "spectest";

    /// <summary>Makes the host's items in a store and defines them.</summary>
    public static void Define(Linker linker, Store store)
    {
        DefinePrint(linker, "print");
        DefinePrint(linker, "print_i32", ValType.I32);
        DefinePrint(linker, "print_i64", ValType.I64);
        DefinePrint(linker, "print_f32", ValType.F32);
        DefinePrint(linker, "print_f64", ValType.F64);
        DefinePrint(linker, "print_i32_f32", ValType.I32, ValType.F32);
        DefinePrint(linker, "print_f64_f64", ValType.F64, ValType.F64);
        linker.Define(Name, "global_i32", new Global(store, new GlobalType(ValType.I32), 666));
        linker.Define(Name, "global_i64", new Global(store, new GlobalType(ValType.I64), 666L));
        linker.Define(Name, "global_f32", new Global(store, new GlobalType(ValType.F32), 666.6f));
        linker.Define(Name, "global_f64", new Global(store, new GlobalType(ValType.F64), 666.6));
        linker.Define(Name, "table", new Table(store, new TableType(ValType.FuncRef, new Limits(10, 20))));
        linker.Define(Name, "table64", new Table(store, new TableType(ValType.FuncRef, new Limits(10, 20), Is64: true)));
        linker.Define(Name, "memory", new Memory(store, new MemoryType(new Limits(1, 2))));
        if ((store.Engine.Features & WasmFeatures.Threads) != 0)
        {
            linker.Define(Name, "shared_memory", new Memory(store, new MemoryType(new Limits(1, 2), IsShared: true)));
        }

        linker.DefineFunction("wasmtime", "gc", new FunctionType([], []), static (_, _, _) => GC.Collect());
    }

    private static void DefinePrint(Linker linker, string name, params ReadOnlySpan<ValType> parameters) =>
        linker.DefineFunction(Name, name, new FunctionType(parameters, []), static (_, _, _) => { });
}
