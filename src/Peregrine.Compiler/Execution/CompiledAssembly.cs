using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Peregrine.Compiler.Emission;

namespace Peregrine.Compiler.Execution;

/// <summary>The dynamic assembly that a module's compiled functions live in; it is unloaded when nothing refers to it any more.</summary>
/// <remarks>A type for each function, as types are what can be finished one at a time. Emitting takes the lock, RyuJIT's work does not.</remarks>
internal sealed class CompiledAssembly
{
    private static readonly ConstructorInfo _ignoresAccessChecks = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;

    private readonly Lock _lock = new();
    private readonly ModuleBuilder _module;
    private readonly string _name;

    public CompiledAssembly(string name)
    {
        _name = name;
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(name), AssemblyBuilderAccess.RunAndCollect);
        foreach (var accessed in new[] { typeof(Engine).Assembly, typeof(CompiledAssembly).Assembly })
        {
            assembly.SetCustomAttribute(new CustomAttributeBuilder(_ignoresAccessChecks, [accessed.GetName().Name!]));
        }

        _module = assembly.DefineDynamicModule(name);
    }

    /// <summary>Emits and compiles a method.</summary>
    /// <param name="typeName">Unique in the assembly.</param>
    /// <param name="methodName">What stack traces and profilers show.</param>
    /// <param name="signature">Its signature.</param>
    /// <param name="emit">Writes the CIL; returns anything.</param>
    /// <param name="result">What <paramref name="emit"/> returned.</param>
    /// <returns>The method with machine code.</returns>
    public MethodInfo Compile<T>(string typeName, string methodName, CompiledSignature signature, Func<MethodBuilder, T> emit, out T result)
    {
        MethodInfo method;
        lock (_lock)
        {
            var type = _module.DefineType(typeName, TypeAttributes.Abstract | TypeAttributes.Sealed);
            var builder = type.DefineMethod(methodName, MethodAttributes.Public | MethodAttributes.Static, signature.ReturnType, signature.ParameterTypes);
            builder.SetImplementationFlags(MethodImplAttributes.AggressiveOptimization);
            result = emit(builder);
            method = type.CreateType().GetMethod(methodName)!;
        }

        RuntimeHelpers.PrepareMethod(method.MethodHandle);
        return method;
    }

    public override string ToString() => _name;
}
