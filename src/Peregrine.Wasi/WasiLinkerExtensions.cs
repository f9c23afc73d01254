using Peregrine.Wasi;
using Peregrine.Wasi.Preview1;

namespace Peregrine;

/// <summary>Gives guests WASI.</summary>
public static unsafe class WasiLinkerExtensions
{
    /// <summary>Defines the 46 functions of <c>wasi_snapshot_preview1</c> and the 45 of <c>wasi_unstable</c>.</summary>
    /// <param name="linker">Where to define them.</param>
    /// <param name="configuration">What the program is given; its folders are opened now.</param>
    /// <returns>The program's context; dispose it when the program has ended, to flush its output and close its files.</returns>
    /// <remarks>
    /// The functions work on the memory that the calling instance exports as <c>memory</c>. <c>proc_exit</c> throws an
    /// <see cref="ExitException"/>. Blocking calls throw <see cref="OperationCanceledException"/> when the program is cancelled.
    /// </remarks>
    /// <exception cref="ArgumentException">A function is defined already.</exception>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    /// <exception cref="IOException">A folder cannot be opened.</exception>
    public static WasiContext DefineWasi(this Linker linker, WasiConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        WasiContext context = configuration.CreateContext();
        linker.DefineWasi(context);
        return context;
    }

    /// <summary>Defines the functions for a context that exists: that of another instance of the same program.</summary>
    /// <param name="linker">Where to define them.</param>
    /// <param name="context">The program's context.</param>
    /// <exception cref="ArgumentException">A function is defined already.</exception>
    public static void DefineWasi(this Linker linker, WasiContext context)
    {
        ArgumentNullException.ThrowIfNull(linker);
        ArgumentNullException.ThrowIfNull(context);
        foreach (Preview1Function function in FunctionTable.Functions)
        {
            Define(linker, context, function, "wasi_snapshot_preview1", Snapshot.Preview1);
            if (function.IsIn(Snapshot.Unstable))
            {
                Define(linker, context, function, "wasi_unstable", Snapshot.Unstable);
            }
        }
    }

    private static void Define(Linker linker, WasiContext context, Preview1Function function, string module, Snapshot snapshot)
    {
        var parameters = new ValType[function.Parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = function.Parameters[i] == 'I' ? ValType.I64 : ValType.I32;
        }

        var type = new FunctionType(parameters, function.HasResult ? [ValType.I32] : []);
        linker.DefineRaw(module, function.Name, type, (caller, slots, _) => function.Invoke(snapshot, context, MemoryOf(caller), slots));
    }

    /// <summary>The caller's memory; one without any gets "fault" for every pointer.</summary>
    private static GuestMemory MemoryOf(Caller caller) =>
        caller.Memory is { } memory ? new GuestMemory(memory.Storage.Base, memory.Length) : default;
}
