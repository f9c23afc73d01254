using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Peregrine.Compiler.Emission;
using Peregrine.Compiler.Support;

namespace Peregrine.Compiler.Execution;

/// <summary>Small methods around compiled functions, one of each sort for each signature in the process.</summary>
/// <remarks>Thread-safe. Signatures are few, so the methods are never freed.</remarks>
internal sealed class Thunks
{
    private static readonly MethodInfo _getDescriptor = typeof(DynamicMethod).GetMethod("GetMethodDescriptor", BindingFlags.NonPublic | BindingFlags.Instance)!;
    private static readonly ConcurrentDictionary<CompiledSignature, Thunks> _thunks = new();

    private readonly CompiledSignature _signature;
    private readonly List<DynamicMethod> _alive = [];
    private nint _enter;
    private nint _compile;
    private nint _host;

    private Thunks(CompiledSignature signature) => _signature = signature;

    /// <summary>Enters a function from the host: (descriptor, slots, first reference) -> nothing, arguments in and results out.</summary>
    public nint Enter => Get(ref _enter, EnterThunk.Write);

    /// <summary>Has the signature itself: compiles the function, then calls it.</summary>
    public nint Compile => Get(ref _compile, CompileThunk.Write);

    /// <summary>Has the signature itself: calls the host function whose descriptor it gets.</summary>
    public nint Host => Get(ref _host, HostThunk.Write);

    public static Thunks Of(CompiledSignature signature) => _thunks.GetOrAdd(signature, static key => new Thunks(key));

    private nint Get(ref nint thunk, Func<CompiledSignature, DynamicMethod> write)
    {
        nint known = Volatile.Read(ref thunk);
        if (known != 0)
        {
            return known;
        }

        lock (_alive)
        {
            if (thunk == 0)
            {
                var method = write(_signature);
                _alive.Add(method);
                Volatile.Write(ref thunk, Prepare(method));
            }

            return thunk;
        }
    }

    private static nint Prepare(DynamicMethod method)
    {
        // The only way to the machine code of a dynamic method that needs no delegate type for its signature.
        var handle = (RuntimeMethodHandle)_getDescriptor.Invoke(method, null)!;
        RuntimeHelpers.PrepareMethod(handle);
        return handle.GetFunctionPointer();
    }

    internal static DynamicMethod Define(string name, Type returnType, Type[] parameters) =>
        new(name, returnType, parameters, typeof(CallSupport).Module, skipVisibility: true) { InitLocals = false };
}
