using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Peregrine.Compiler.Execution;
using Peregrine.Runtime.Layout;

namespace Peregrine.Compiler.Support;

/// <summary>The slow paths of calls.</summary>
internal static unsafe class CallSupport
{
    /// <summary>Decides about an indirect callee whose type is not simply the expected one: a host function, a function of a subtype, or neither.</summary>
    /// <param name="callee">The function.</param>
    /// <param name="caller">The calling instance, which host functions may ask for.</param>
    /// <param name="typeIndex">The expected type, in the calling module.</param>
    /// <exception cref="TrapException">The function does not have the type.</exception>
    public static void CheckCallee(FunctionDescriptor* callee, InstanceContext* caller, int typeIndex)
    {
        caller->Store->Caller = caller;
        var expected = ContextSupport.InstanceOf(caller).Module.Validated.Types[typeIndex];
        if (callee->TypeId != expected.Id && !Function.TypeOf(callee).IsSubtypeOf(expected))
        {
            throw new TrapException(TrapKind.IndirectCallTypeMismatch, $"expected {expected.Function}, found {Function.TypeOf(callee).Function}");
        }
    }

    /// <summary>Compiles a function at its first call.</summary>
    /// <returns>The address of its code, which its descriptor has from now on.</returns>
    public static nint CompileCallee(FunctionDescriptor* callee)
    {
        var instance = Unsafe.As<Instance>(GCHandle.FromIntPtr(callee->Owner).Target!);
        nint entry = ((ModuleVariant)instance.ExecutionState!).Compile(callee->Index);
        Volatile.Write(ref callee->Entry, entry);
        return entry;
    }

    /// <summary>Calls a host function.</summary>
    /// <param name="callee">The function.</param>
    /// <param name="slots">Arguments in, results out.</param>
    /// <param name="references">Likewise for references; null when there are none.</param>
    public static void CallHost(FunctionDescriptor* callee, ulong* slots, object?[]? references)
    {
        var function = Unsafe.As<Function>(GCHandle.FromIntPtr(callee->Owner).Target!);
        var context = function.Store.Context;
        var caller = context->Caller == null ? function.Store.HostCaller : ContextSupport.InstanceOf(context->Caller).Caller;
        context->IsInHost = 1;
        function.CallHost(caller, slots, references);
        context->IsInHost = 0;
    }
}
