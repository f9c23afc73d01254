namespace Peregrine;

/// <summary>Root of everything that Peregrine reports about a module or its execution.</summary>
/// <remarks>Messages begin with the wording of the WebAssembly conformance suite, then say what and where.</remarks>
public abstract class WasmException : Exception
{
    private protected WasmException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>Where in a module something was found: a byte offset, and line and column when the module came from text.</summary>
/// <param name="Offset">Offset in bytes from the start of the binary module, or -1 when there is none.</param>
/// <param name="Line">Line in the text, from 1, or 0 when the module did not come from text.</param>
/// <param name="Column">Column in the text, from 1, in characters, or 0.</param>
public readonly record struct ModulePosition(long Offset, int Line = 0, int Column = 0)
{
    /// <summary>No position.</summary>
    public static ModulePosition None => new(-1);

    /// <summary>The position as shown in messages.</summary>
    public override string ToString() => Line > 0 ? $"{Line}:{Column}" : Offset >= 0 ? $"offset 0x{Offset:x}" : "unknown position";
}

/// <summary>The bytes or the text are not a module: <c>assert_malformed</c> in the conformance suite.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/binary/index.html"/></remarks>
public sealed class MalformedModuleException : WasmException
{
    internal MalformedModuleException(string message, ModulePosition position)
        : base(position == ModulePosition.None ? message : $"{message} (at {position})")
    {
        Position = position;
        Reason = message;
    }

    /// <summary>Where the module stops making sense.</summary>
    public ModulePosition Position { get; }

    /// <summary>The message without the position.</summary>
    public string Reason { get; }
}

/// <summary>The module is well-formed but breaks a validation rule: <c>assert_invalid</c> in the conformance suite.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/valid/index.html"/></remarks>
public sealed class InvalidModuleException : WasmException
{
    internal InvalidModuleException(string message, ModulePosition position, int function = -1, WasmFeatures missing = WasmFeatures.None)
        : base(function >= 0 ? $"{message} (in function {function}, at {position})" : position == ModulePosition.None ? message : $"{message} (at {position})")
    {
        Position = position;
        Reason = message;
        Function = function;
        MissingFeature = missing;
    }

    /// <summary>Where the rule is broken.</summary>
    public ModulePosition Position { get; }

    /// <summary>The message without the position.</summary>
    public string Reason { get; }

    /// <summary>Index of the function that breaks the rule, or -1.</summary>
    public int Function { get; }

    /// <summary>The feature that would have to be on, or <see cref="WasmFeatures.None"/>.</summary>
    public WasmFeatures MissingFeature { get; }
}

/// <summary>Imports do not fit: <c>assert_unlinkable</c> in the conformance suite.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/exec/modules.html#exec-instantiation"/></remarks>
public sealed class LinkException : WasmException
{
    internal LinkException(string message)
        : base(message)
    {
    }
}

/// <summary>A module is valid but uses a feature that this version does not execute.</summary>
/// <remarks>Such features are those in <see cref="WasmFeatures.AllValidated"/> that are not in <see cref="WasmFeatures.All"/>.</remarks>
public sealed class UnsupportedFeatureException : WasmException
{
    internal UnsupportedFeatureException(WasmFeatures feature, string key)
        : base($"{key} is not supported: the module can be validated but not executed")
    {
        Feature = feature;
    }

    /// <summary>The feature; of several one.</summary>
    public WasmFeatures Feature { get; }
}

/// <summary>A budget set by the embedder does not allow the operation (memory, tables, instances, stores).</summary>
public sealed class ResourceLimitException : WasmException
{
    internal ResourceLimitException(string message)
        : base(message)
    {
    }
}

/// <summary>The guest asked to end the program.</summary>
public sealed class ExitException : WasmException
{
    /// <summary>Creates the exception that ends the guest program.</summary>
    /// <param name="exitCode">The exit code that the guest passed.</param>
    public ExitException(int exitCode)
        : base($"exit with code {exitCode}")
    {
        ExitCode = exitCode;
    }

    /// <summary>The exit code that the guest passed.</summary>
    public int ExitCode { get; }
}
