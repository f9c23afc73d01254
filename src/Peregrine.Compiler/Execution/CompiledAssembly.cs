using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Peregrine.Compiler.Emission;
using Peregrine.Compiler.Translation;

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
    /// <param name="translate">Writes the CIL of a method, perhaps of the inner one of a large method.</param>
    /// <param name="offsets">An <see cref="OffsetMap"/>; empty for a large method.</param>
    /// <returns>The method with machine code.</returns>
    public MethodInfo Compile(string typeName, string methodName, CompiledSignature signature, Func<MethodBuilder, LargeMethod?, Translation.Translation> translate, out byte[] offsets)
    {
        MethodInfo method;
        lock (_lock)
        {
            var type = _module.DefineType(typeName, TypeAttributes.Abstract | TypeAttributes.Sealed);
            var builder = Define(type, methodName, signature, signature.ParameterTypes, MethodImplAttributes.AggressiveOptimization);
            var translation = translate(builder, null);
            offsets = translation.Offsets;
            if (!translation.Size.IsOptimized && translation.CanBeInlined && TryWriteLarge(type, methodName + " (large)", signature, translation.Size, translate))
            {
                methodName += " (large)";
                offsets = [];
            }

            method = type.CreateType().GetMethod(methodName)!;
        }

        RuntimeHelpers.PrepareMethod(method.MethodHandle);
        return method;
    }

    private static MethodBuilder Define(TypeBuilder type, string name, CompiledSignature signature, Type[] parameters, MethodImplAttributes flags)
    {
        var builder = type.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Static, signature.ReturnType, parameters);
        builder.SetImplementationFlags(flags);
        return builder;
    }

    private bool TryWriteLarge(TypeBuilder type, string name, CompiledSignature signature, MethodSize size, Func<MethodBuilder, LargeMethod?, Translation.Translation> translate)
    {
        if (LargeMethod.TryCreate(_module, type.Name, signature, size.Variables) is not { } large)
        {
            return false;
        }

        var inlined = Define(type, "inlined", signature, large.ParameterTypes(signature), MethodImplAttributes.AggressiveInlining);
        var translation = translate(inlined, large);
        var outer = Define(type, name, signature, signature.ParameterTypes, MethodImplAttributes.AggressiveOptimization);
        large.WriteOuter(outer.GetILGenerator(), inlined, translation.Size.Bytes, signature);
        return !large.HasFailed;
    }

    public override string ToString() => _name;
}
