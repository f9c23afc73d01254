using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Memories;

namespace Peregrine.Compiler.Emission;

/// <summary>Byte offsets of the unmanaged fields that compiled code reads and writes.</summary>
internal static unsafe class StructOffsets
{
    public static readonly int ContextMemoryBase = (int)(nint)(&((InstanceContext*)null)->MemoryBase);
    public static readonly int ContextStore = (int)(nint)(&((InstanceContext*)null)->Store);
    public static readonly int ContextHandle = (int)(nint)(&((InstanceContext*)null)->Handle);
    public static readonly int ContextStackLimit = (int)(nint)(&((InstanceContext*)null)->NativeStackLimit);
    public static readonly int StoreCaller = (int)(nint)(&((StoreContext*)null)->Caller);
    public static readonly int FunctionEntry = (int)(nint)(&((FunctionDescriptor*)null)->Entry);
    public static readonly int FunctionCallTypeId = (int)(nint)(&((FunctionDescriptor*)null)->CallTypeId);
    public static readonly int TableFunctions = (int)(nint)(&((TableDescriptor*)null)->Functions);
    public static readonly int TableLength = (int)(nint)(&((TableDescriptor*)null)->Length);

    public const int MemoryBase = MemoryDescriptor.BaseOffset;
    public const int MemoryLength = MemoryDescriptor.LengthOffset;
}
