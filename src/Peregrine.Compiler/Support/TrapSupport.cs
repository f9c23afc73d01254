namespace Peregrine.Compiler.Support;

/// <summary>Traps of compiled code.</summary>
internal static class TrapSupport
{
    /// <summary>The exception to throw; the backtrace is added when it leaves to the host.</summary>
    public static Exception Create(int kind) => new TrapException((TrapKind)kind);
}
