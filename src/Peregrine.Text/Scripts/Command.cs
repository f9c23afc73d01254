namespace Peregrine.Text.Scripts;

/// <summary>One command of a script.</summary>
/// <param name="Line">Line in the script, from 1.</param>
/// <remarks><see href="https://github.com/WebAssembly/spec/tree/main/interpreter#scripts"/></remarks>
internal abstract record Command(int Line);

/// <summary>(module …): instantiates a module, or with <c>definition</c> only validates it.</summary>
internal sealed record ModuleCommand(int Line, ScriptModule Module, bool IsDefinition) : Command(Line);

/// <summary>(module instance $name $definition): instantiates a definition; without a name the last one.</summary>
internal sealed record InstanceCommand(int Line, string? Name, string? Definition) : Command(Line);

/// <summary>(register "name" $instance): lets later modules import from an instance; without a name the last one.</summary>
internal sealed record RegisterCommand(int Line, string As, string? Instance) : Command(Line);

/// <summary>(invoke …) or (get …) on its own.</summary>
internal sealed record ActionCommand(int Line, ScriptAction Action) : Command(Line);

/// <summary>(assert_return …)</summary>
internal sealed record AssertReturnCommand(int Line, ScriptAction Action, ResultPattern[] Results) : Command(Line);

/// <summary>Assertions that an action fails: assert_trap, assert_exhaustion, assert_exception, assert_suspension.</summary>
/// <param name="Line">Line in the script, from 1.</param>
/// <param name="Failure">How it fails.</param>
/// <param name="Action">The action, or null when a module's instantiation fails.</param>
/// <param name="Module">The module, or null.</param>
/// <param name="Message">Beginning of the message; empty where none is given.</param>
internal sealed record AssertFailureCommand(int Line, FailureKind Failure, ScriptAction? Action, ScriptModule? Module, string Message) : Command(Line);

/// <summary>(thread $name (shared (module $M)…) commands…)</summary>
internal sealed record ThreadCommand(int Line, string Name, string[] Shared, Command[] Commands) : Command(Line);

/// <summary>(wait $thread)</summary>
internal sealed record WaitCommand(int Line, string Thread) : Command(Line);

/// <summary>A command that is not executed, such as those of the component model.</summary>
internal sealed record SkippedCommand(int Line, string Reason, bool IsAssertion) : Command(Line);

/// <summary>A command that cannot be read.</summary>
internal sealed record BrokenCommand(int Line, string Message) : Command(Line);

/// <summary>The ways to fail that scripts assert.</summary>
internal enum FailureKind
{
    /// <summary>assert_trap</summary>
    Trap,

    /// <summary>assert_exhaustion: the call stack, or another resource, ends.</summary>
    Exhaustion,

    /// <summary>assert_exception: a wasm exception is not caught.</summary>
    Exception,

    /// <summary>assert_suspension: a suspension is not handled.</summary>
    Suspension,

    /// <summary>assert_malformed</summary>
    Malformed,

    /// <summary>assert_invalid</summary>
    Invalid,

    /// <summary>assert_unlinkable</summary>
    Unlinkable,

    /// <summary>assert_malformed_custom</summary>
    MalformedCustom,

    /// <summary>assert_invalid_custom</summary>
    InvalidCustom,
}

/// <summary>What assertions are made about.</summary>
/// <param name="Instance">Identifier of the instance, or null for the last one.</param>
/// <param name="Export">Name of a function or global.</param>
/// <param name="Arguments">Arguments of a call, or null for the value of a global.</param>
internal sealed record ScriptAction(string? Instance, string Export, ScriptValue[]? Arguments);
