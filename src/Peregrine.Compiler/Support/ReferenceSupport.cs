using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Objects;

namespace Peregrine.Compiler.Support;

/// <summary>References and their types.</summary>
internal static unsafe class ReferenceSupport
{
    public static object GetFunction(Instance instance, int index) => instance.GetFunction(index);

    /// <summary>The descriptor of the callee of <c>call_ref</c>; announces the caller to host functions.</summary>
    public static FunctionDescriptor* GetCallee(object? function, InstanceContext* caller)
    {
        if (function is null)
        {
            Trap.Throw(TrapKind.NullFunctionReference);
        }

        var callee = System.Runtime.CompilerServices.Unsafe.As<Function>(function).Descriptor;
        if (callee->Context == null)
        {
            caller->Store->Caller = caller;
        }

        return callee;
    }

    public static bool IsInstance(object? o, DefinedType type) => o is not null && RuntimeCasts.IsInstance(o, type);

    public static bool IsInstanceOrNull(object? o, DefinedType type) => o is null || RuntimeCasts.IsInstance(o, type);

    public static bool IsKind(object? o, HeapKind kind) => o is not null && RuntimeCasts.IsInstance(o, kind);

    public static bool IsKindOrNull(object? o, HeapKind kind) => o is null || RuntimeCasts.IsInstance(o, kind);
}
