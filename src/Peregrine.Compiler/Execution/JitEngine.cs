using System.Runtime.InteropServices;
using Peregrine.Compiler.Emission;
using Peregrine.Engines;
using Peregrine.Runtime.Layout;
using Peregrine.Validation;

namespace Peregrine.Compiler.Execution;

/// <summary>The engine that compiles each function to machine code at its first call, or all of them with the first instance.</summary>
internal sealed unsafe class JitEngine(EngineOptions options, bool isEager) : IExecutionEngine
{
    /// <summary>Stack limits closer than this to the last one are not worth telling all instances.</summary>
    private const nint LimitTolerance = 16 << 10;

    private readonly EngineOptions _options = options.Copy();

    public string Name => _options.Execution;

    public object CompileModule(ValidatedModule module, InstanceLayout layout) => new ModuleCode(module, layout, _options);

    public void PrepareInstance(Instance instance)
    {
        var module = instance.Module.Validated;
        var code = ((ModuleCode)instance.Module.Compiled!).Variant(instance);
        instance.ExecutionState = code;
        if (isEager)
        {
            Parallel.For(module.ImportedFunctions, module.Functions.Length, i => code.Compile(i));
        }

        instance.Context->NativeStackLimit = StackLimit(instance.Store);
        for (int i = module.ImportedFunctions; i < module.Functions.Length; i++)
        {
            var descriptor = instance.Layout.Function(instance.Context, i);
            nint entry = code.Entry(i);
            descriptor->Entry = entry != 0 ? entry : code.Thunks(i).Compile;
        }
    }

    public void PrepareHostFunction(Function function) =>
        function.Descriptor->Entry = Thunks.Of(CompiledSignature.Of(function.Type)).Host;

    public void Invoke(Store store, FunctionDescriptor* callee, ulong* slots, Span<object?> references)
    {
        // The field that the interpreter uses for its code keeps the way in, once it is known.
        nint enter = (nint)callee->Code;
        if (enter == 0)
        {
            enter = Thunks.Of(CompiledSignature.Of(Function.TypeOf(callee).Function!)).Enter;
            callee->Code = (byte*)enter;
        }

        var context = store.Context;
        var outerCaller = context->Caller;
        int outerIsInHost = context->IsInHost;
        context->Caller = null;
        context->IsInHost = 0;
        SetStackLimit(store, callee->Context);
        try
        {
            ((delegate*<FunctionDescriptor*, ulong*, ref object?, void>)enter)(callee, slots, ref MemoryMarshal.GetReference(references));
        }
        catch (Exception e) when (Traps.TryTranslate(e, context->IsInHost != 0, out var trap))
        {
            throw trap;
        }
        finally
        {
            context->Caller = outerCaller;
            context->IsInHost = outerIsInHost;
        }
    }

    private static byte* StackLimit(Store store) => NativeStack.Limit(store.Engine.MaximumStackBytes);

    /// <summary>Tells the instances of the store how far the stack of this thread may grow. Calls inside calls keep the limit of the outermost.</summary>
    private static void SetStackLimit(Store store, InstanceContext* callee)
    {
        if (store.Depth > 1)
        {
            return;
        }

        byte* limit = StackLimit(store);
        if (Math.Abs((nint)(limit - callee->NativeStackLimit)) <= LimitTolerance)
        {
            return;
        }

        foreach (var instance in store.Instances)
        {
            instance.Context->NativeStackLimit = limit;
        }
    }
}
