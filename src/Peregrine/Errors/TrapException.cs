using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Peregrine;

/// <summary>Execution trapped: <c>assert_trap</c> in the conformance suite.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/intro/overview.html#trap"/></remarks>
public sealed class TrapException : WasmException
{
    internal TrapException(TrapKind kind, string? detail = null, IReadOnlyList<WasmFrame>? frames = null, Exception? inner = null)
        : base(detail is null ? TrapTable.Messages[(int)kind] : $"{TrapTable.Messages[(int)kind]}: {detail}", inner)
    {
        Kind = kind;
        Frames = frames ?? [];
    }

    /// <summary>Why execution trapped.</summary>
    public TrapKind Kind { get; }

    /// <summary>The wasm frames that were active, innermost first; those of the outermost call last.</summary>
    public IReadOnlyList<WasmFrame> Frames { get; internal set; }

    /// <summary>The message followed by the wasm backtrace.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(base.ToString());
        foreach (var frame in Frames)
        {
            text.Append("\n   wasm ").Append(frame);
        }

        return text.ToString();
    }
}

/// <summary>One wasm frame of a backtrace.</summary>
/// <param name="ModuleName">Name of the module from its name section, or null.</param>
/// <param name="FunctionIndex">Function index in its module.</param>
/// <param name="FunctionName">Name from the name section, or null.</param>
/// <param name="Offset">Offset in bytes of the instruction from the start of the module, or -1 where it is not known.</param>
public readonly record struct WasmFrame(string? ModuleName, int FunctionIndex, string? FunctionName, long Offset)
{
    /// <summary>The frame as one line of a backtrace.</summary>
    public override string ToString() =>
        $"{(Offset >= 0 ? $"0x{Offset:x}: " : "")}{ModuleName ?? "<module>"}!{FunctionName ?? $"<function {FunctionIndex}>"}";
}

/// <summary>Throw helpers, so that hot methods stay small.</summary>
internal static class Trap
{
    /// <summary>Traps.</summary>
    /// <exception cref="TrapException">Always.</exception>
    [DoesNotReturn]
    public static void Throw(TrapKind kind) => throw new TrapException(kind);
}
