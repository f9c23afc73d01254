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
    public static readonly MethodInfo MemoryCopy = Of(typeof(MemorySupport), nameof(MemorySupport.Copy));
    public static readonly MethodInfo MemoryFill = Of(typeof(MemorySupport), nameof(MemorySupport.Fill));
    public static readonly MethodInfo MemoryInit = Of(typeof(MemorySupport), nameof(MemorySupport.Init));
    public static readonly MethodInfo DataDrop = Of(typeof(MemorySupport), nameof(MemorySupport.Drop));
    public static readonly MethodInfo AtomicNotify = Of(typeof(MemorySupport), nameof(MemorySupport.Notify));
    public static readonly MethodInfo AtomicWait32 = Of(typeof(MemorySupport), nameof(MemorySupport.Wait32));
    public static readonly MethodInfo AtomicWait64 = Of(typeof(MemorySupport), nameof(MemorySupport.Wait64));
    public static readonly MethodInfo TableGet = Of(typeof(TableSupport), nameof(TableSupport.Get));
    public static readonly MethodInfo TableSet = Of(typeof(TableSupport), nameof(TableSupport.Set));
    public static readonly MethodInfo TableGrow = Of(typeof(TableSupport), nameof(TableSupport.Grow));
    public static readonly MethodInfo TableFill = Of(typeof(TableSupport), nameof(TableSupport.Fill));
    public static readonly MethodInfo TableCopy = Of(typeof(TableSupport), nameof(TableSupport.Copy));
    public static readonly MethodInfo TableInit = Of(typeof(TableSupport), nameof(TableSupport.Init));
    public static readonly MethodInfo ElementDrop = Of(typeof(TableSupport), nameof(TableSupport.Drop));
    public static readonly MethodInfo GetFunction = Of(typeof(ReferenceSupport), nameof(ReferenceSupport.GetFunction));
    public static readonly MethodInfo GetCallee = Of(typeof(ReferenceSupport), nameof(ReferenceSupport.GetCallee));
    public static readonly MethodInfo IsInstance = Of(typeof(ReferenceSupport), nameof(ReferenceSupport.IsInstance));
    public static readonly MethodInfo IsInstanceOrNull = Of(typeof(ReferenceSupport), nameof(ReferenceSupport.IsInstanceOrNull));
    public static readonly MethodInfo IsKind = Of(typeof(ReferenceSupport), nameof(ReferenceSupport.IsKind));
    public static readonly MethodInfo IsKindOrNull = Of(typeof(ReferenceSupport), nameof(ReferenceSupport.IsKindOrNull));
    public static readonly MethodInfo ReferencesEqual = Of(typeof(Runtime.Objects.I31), nameof(Runtime.Objects.I31.ReferencesEqual));
    public static readonly MethodInfo ArrayNewDefault = Of(typeof(ArraySupport), nameof(ArraySupport.NewDefault));
    public static readonly MethodInfo ArrayNewNumbers = Of(typeof(ArraySupport), nameof(ArraySupport.NewNumbers));
    public static readonly MethodInfo ArrayNewReferences = Of(typeof(ArraySupport), nameof(ArraySupport.NewReferences));
    public static readonly MethodInfo ArrayNewData = Of(typeof(ArraySupport), nameof(ArraySupport.NewData));
    public static readonly MethodInfo ArrayNewElements = Of(typeof(ArraySupport), nameof(ArraySupport.NewElements));
    public static readonly MethodInfo ArrayFillNumbers = Of(typeof(ArraySupport), nameof(ArraySupport.FillNumbers));
    public static readonly MethodInfo ArrayFillReferences = Of(typeof(ArraySupport), nameof(ArraySupport.FillReferences));
    public static readonly MethodInfo ArrayCopy = Of(typeof(ArraySupport), nameof(ArraySupport.Copy));
    public static readonly MethodInfo ArrayInitData = Of(typeof(ArraySupport), nameof(ArraySupport.InitData));
    public static readonly MethodInfo ArrayInitElements = Of(typeof(ArraySupport), nameof(ArraySupport.InitElements));
    public static readonly MethodInfo VectorOfI32 = Of(typeof(ArraySupport), nameof(ArraySupport.VectorOfI32));
    public static readonly MethodInfo VectorOfI64 = Of(typeof(ArraySupport), nameof(ArraySupport.VectorOfI64));
    public static readonly MethodInfo VectorOfF32 = Of(typeof(ArraySupport), nameof(ArraySupport.VectorOfF32));
    public static readonly MethodInfo VectorOfF64 = Of(typeof(ArraySupport), nameof(ArraySupport.VectorOfF64));
    public static readonly MethodInfo I31Of = Of(typeof(I31Support), nameof(I31Support.Of));
    public static readonly MethodInfo I31Get = Of(typeof(I31Support), nameof(I31Support.Get));
    public static readonly MethodInfo I31GetUnsigned = Of(typeof(I31Support), nameof(I31Support.GetUnsigned));
    public static readonly MethodInfo NewException = Of(typeof(ExceptionSupport), nameof(ExceptionSupport.New));
    public static readonly MethodInfo ToThrow = Of(typeof(ExceptionSupport), nameof(ExceptionSupport.ToThrow));
    public static readonly MethodInfo GetCatchable = Of(typeof(ExceptionSupport), nameof(ExceptionSupport.GetCatchable));
    public static readonly MethodInfo HasTag = Of(typeof(ExceptionSupport), nameof(ExceptionSupport.HasTag));
    public static readonly MethodInfo EnterHandler = Of(typeof(ExceptionSupport), nameof(ExceptionSupport.EnterHandler));
    public static readonly MethodInfo SkipHandlers = Of(typeof(ExceptionSupport), nameof(ExceptionSupport.SkipHandlers));
    public static readonly MethodInfo OpaqueFloat = Of(typeof(FloatSupport), nameof(FloatSupport.OpaqueFloat));
    public static readonly MethodInfo OpaqueDouble = Of(typeof(FloatSupport), nameof(FloatSupport.OpaqueDouble));
    public static readonly MethodInfo OpaqueDemotion = Of(typeof(FloatSupport), nameof(FloatSupport.OpaqueDemotion));

    private static MethodInfo Of(Type type, string name) =>
        type.GetMethod(name, BindingFlags.Public | BindingFlags.Static) ?? throw new MissingMethodException(type.Name, name);
}
