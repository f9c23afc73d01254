using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Peregrine.Runtime.Layout;

namespace Peregrine.Interpreter;

/// <summary>What handlers do out of line: everything that needs managed objects or takes long. Traps leave as <see cref="TrapException"/>.</summary>
/// <remarks>Operands come as whole slots: addresses, indices and counts are unsigned and zero-extended from i32 where they are 32-bit.</remarks>
internal static unsafe partial class InterpreterHelpers
{
    /// <summary>The instance that a context belongs to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Instance InstanceOf(InstanceContext* context) => Unsafe.As<Instance>(GCHandle.FromIntPtr(context->Handle).Target!);

    /// <summary>The value of a global of a reference type.</summary>
    public static ref object? GlobalReference(InstanceContext* context, uint index) => ref InstanceOf(context).Globals[index].Reference;

    /// <summary><c>ref.func</c></summary>
    public static object FunctionReference(InstanceContext* context, uint index) => InstanceOf(context).GetFunction((int)index);
}
