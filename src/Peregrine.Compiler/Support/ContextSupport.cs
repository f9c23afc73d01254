using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Peregrine.Runtime.Layout;

namespace Peregrine.Compiler.Support;

/// <summary>The way from the unmanaged context to the managed instance.</summary>
internal static unsafe class ContextSupport
{
    /// <remarks>Safe because the store keeps its instances alive while code of theirs runs.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Instance InstanceOf(InstanceContext* context) => Unsafe.As<Instance>(GCHandle.FromIntPtr(context->Handle).Target!);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static object? GetGlobalReference(Instance instance, int index) => instance.Globals[index].Reference;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetGlobalReference(Instance instance, int index, object? value) => instance.Globals[index].Reference = value;
}
