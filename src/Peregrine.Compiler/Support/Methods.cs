using System.Reflection;

namespace Peregrine.Compiler.Support;

/// <summary>The methods that compiled code calls, as the emitter needs them.</summary>
internal static class Methods
{
    public static readonly MethodInfo InstanceOf = Of(typeof(ContextSupport), nameof(ContextSupport.InstanceOf));
    public static readonly MethodInfo GetGlobalReference = Of(typeof(ContextSupport), nameof(ContextSupport.GetGlobalReference));
    public static readonly MethodInfo SetGlobalReference = Of(typeof(ContextSupport), nameof(ContextSupport.SetGlobalReference));
    public static readonly MethodInfo CreateTrap = Of(typeof(TrapSupport), nameof(TrapSupport.Create));
    public static readonly MethodInfo CheckCallee = Of(typeof(CallSupport), nameof(CallSupport.CheckCallee));
    public static readonly MethodInfo CompileCallee = Of(typeof(CallSupport), nameof(CallSupport.CompileCallee));
    public static readonly MethodInfo CallHost = Of(typeof(CallSupport), nameof(CallSupport.CallHost));
    public static readonly MethodInfo MemoryGrow = Of(typeof(MemorySupport), nameof(MemorySupport.Grow));
    public static readonly MethodInfo OpaqueFloat = Of(typeof(FloatSupport), nameof(FloatSupport.OpaqueFloat));
    public static readonly MethodInfo OpaqueDouble = Of(typeof(FloatSupport), nameof(FloatSupport.OpaqueDouble));
    public static readonly MethodInfo OpaqueDemotion = Of(typeof(FloatSupport), nameof(FloatSupport.OpaqueDemotion));

    private static MethodInfo Of(Type type, string name) =>
        type.GetMethod(name, BindingFlags.Public | BindingFlags.Static) ?? throw new MissingMethodException(type.Name, name);
}
