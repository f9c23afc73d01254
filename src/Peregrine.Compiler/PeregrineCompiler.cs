using Peregrine.Compiler.Execution;
using Peregrine.Engines;

namespace Peregrine.Compiler;

/// <summary>The compiling engine of Peregrine: makes WebAssembly functions machine code through .NET's just-in-time compiler.</summary>
/// <remarks>Not available where code cannot be generated at run time (NativeAOT) and in 32-bit processes.</remarks>
public static class PeregrineCompiler
{
    /// <summary>The name that <see cref="EngineOptions.Execution"/> selects the compiler by: every function is compiled at its first call.</summary>
    public const string Jit = "jit";

    /// <summary>The name for compiling all functions of a module, on all processors, before its first instance runs.</summary>
    public const string EagerJit = "jit-eager";

    /// <summary>Whether this process can run compiled code.</summary>
    public static bool IsSupported => Environment.Is64BitProcess && System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeCompiled;

    /// <summary>Makes the compiler known to <see cref="EngineOptions.Execution"/>. Thread-safe; calling it again has no effect.</summary>
    /// <exception cref="PlatformNotSupportedException"><see cref="IsSupported"/> is false.</exception>
    public static void Register()
    {
        if (!IsSupported)
        {
            throw new PlatformNotSupportedException("compiled code needs a 64-bit process that may generate code");
        }

        ExecutionEngines.Register(Jit, static options => new JitEngine(options, isEager: false));
        ExecutionEngines.Register(EagerJit, static options => new JitEngine(options, isEager: true));
    }
}
