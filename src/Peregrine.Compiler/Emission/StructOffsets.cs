using System.Runtime.InteropServices;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Memories;

namespace Peregrine.Compiler.Emission;

/// <summary>Byte offsets of the unmanaged fields that compiled code reads and writes.</summary>
internal static class StructOffsets
{
    public const int MemoryBase = MemoryDescriptor.BaseOffset;
    public const int MemoryLength = MemoryDescriptor.LengthOffset;

    public static readonly int ContextMemoryBase = Of<InstanceContext>(nameof(InstanceContext.MemoryBase));
    public static readonly int ContextStore = Of<InstanceContext>(nameof(InstanceContext.Store));
    public static readonly int ContextStackLimit = Of<InstanceContext>(nameof(InstanceContext.NativeStackLimit));
    public static readonly int StoreCaller = Of<StoreContext>(nameof(StoreContext.Caller));
    public static readonly int FunctionEntry = Of<FunctionDescriptor>(nameof(FunctionDescriptor.Entry));
    public static readonly int FunctionCallTypeId = Of<FunctionDescriptor>(nameof(FunctionDescriptor.CallTypeId));
    public static readonly int TableFunctions = Of<TableDescriptor>(nameof(TableDescriptor.Functions));
    public static readonly int TableLength = Of<TableDescriptor>(nameof(TableDescriptor.Length));

    // The structures have the same layout for native code, as all their fields are numbers and pointers.
    private static int Of<T>(string field)
        where T : unmanaged => (int)Marshal.OffsetOf<T>(field);
}
