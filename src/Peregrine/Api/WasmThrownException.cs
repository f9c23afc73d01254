using Peregrine.Runtime;
using Peregrine.Runtime.Objects;

namespace Peregrine;

/// <summary>An exception of the guest that left to the host, or one that the host throws for the guest to catch.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/exec/instructions.html#exec-throw"/></remarks>
public sealed class WasmThrownException : WasmException
{
    /// <summary>Creates an exception that a guest can catch by its tag.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="values">The payload, one value for each parameter of the tag.</param>
    /// <exception cref="ArgumentException">The values do not fit the tag's parameters.</exception>
    public WasmThrownException(Tag tag, params ReadOnlySpan<Value> values)
        : this(ValueSlots.ToException(tag, values))
    {
    }

    internal WasmThrownException(ExceptionObject exception)
        : base($"uncaught exception: ({string.Join(", ", ValueSlots.Payload(exception))})") => Exception = exception;

    /// <summary>The tag that it was thrown by.</summary>
    public Tag Tag => Exception.Tag;

    /// <summary>The payload.</summary>
    public IReadOnlyList<Value> Values => field ??= ValueSlots.Payload(Exception);

    /// <summary>The wasm frames that were active when it was thrown, innermost first; empty where that is not known.</summary>
    public IReadOnlyList<WasmFrame> Frames => Exception.Frames ?? [];

    /// <summary>For compiled code: how many of the next handlers have to let it pass, as <c>delegate</c> says.</summary>
    internal int SkippedHandlers { get; set; }

    /// <summary>The exception as the guest sees it.</summary>
    internal ExceptionObject Exception { get; }
}
