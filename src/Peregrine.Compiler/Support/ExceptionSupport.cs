using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Objects;

namespace Peregrine.Compiler.Support;

/// <summary>Guest exceptions.</summary>
internal static unsafe class ExceptionSupport
{
    /// <summary>An exception object whose payload is still zero.</summary>
    public static ExceptionObject New(Instance instance, int tagIndex)
    {
        var tag = instance.Tags[tagIndex];
        var types = tag.Type.Function.Parameters.AsSpan();
        int slots = SlotLayout.Slots(types);
        int references = SlotLayout.References(types);
        return new ExceptionObject(tag, slots == 0 ? [] : new ulong[slots], references == 0 ? [] : new object?[references]);
    }

    /// <summary>The .NET exception that carries an exception object.</summary>
    public static Exception ToThrow(object? exception) =>
        exception is ExceptionObject thrown ? new WasmThrownException(thrown) : new TrapException(TrapKind.NullExceptionReference);

    /// <summary>For filters: the exception object when the handler may look at it, else null.</summary>
    public static object? GetCatchable(object exception)
    {
        if (exception is not WasmThrownException thrown)
        {
            return null;
        }

        if (thrown.SkippedHandlers > 0)
        {
            thrown.SkippedHandlers--;
            return null;
        }

        return thrown.Exception;
    }

    public static bool HasTag(object? exception, Instance instance, int tag) => ((ExceptionObject)exception!).Tag == instance.Tags[tag];

    /// <summary>A handler takes over: a host function that threw is not running any more.</summary>
    public static void EnterHandler(InstanceContext* context) => context->Store->IsInHost = 0;

    /// <summary>For filters of <c>delegate</c>, which handle nothing: the next handlers in the same function leave the exception alone.</summary>
    public static int SkipHandlers(object exception, int count)
    {
        if (exception is WasmThrownException thrown)
        {
            // This region itself may be among those skipped by an inner one.
            thrown.SkippedHandlers = thrown.SkippedHandlers > 0 ? thrown.SkippedHandlers - 1 : count;
        }

        return 0;
    }
}
