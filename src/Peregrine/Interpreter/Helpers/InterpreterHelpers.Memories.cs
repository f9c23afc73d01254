using Peregrine.Runtime;
using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Memories;

namespace Peregrine.Interpreter;

internal static unsafe partial class InterpreterHelpers
{
    /// <summary><c>memory.init</c>; false when out of bounds.</summary>
    public static bool MemoryInit(InstanceContext* context, MemoryDescriptor* memory, uint segment, ulong address, ulong segmentOffset, ulong count) =>
        MemoryOperations.TryInit(memory, address, InstanceOf(context).Data((int)segment), segmentOffset, count);

    /// <summary><c>data.drop</c></summary>
    public static void DropData(InstanceContext* context, uint segment) => InstanceOf(context).DropData((int)segment);

    /// <summary><c>memory.atomic.notify</c></summary>
    public static uint Notify(MemoryDescriptor* memory, ulong address, ulong offset, uint count) =>
        WaiterTable.Notify(memory, WaitAddress(memory, address, offset, 4), count);

    /// <summary><c>memory.atomic.wait32</c></summary>
    public static uint Wait32(MemoryDescriptor* memory, ulong address, ulong offset, uint expected, long timeout)
    {
        ulong at = WaitAddress(memory, address, offset, 4);
        CheckShared(memory);
        return (uint)WaiterTable.Wait32(memory, at, expected, timeout);
    }

    /// <summary><c>memory.atomic.wait64</c></summary>
    public static uint Wait64(MemoryDescriptor* memory, ulong address, ulong offset, ulong expected, long timeout)
    {
        ulong at = WaitAddress(memory, address, offset, 8);
        CheckShared(memory);
        return (uint)WaiterTable.Wait64(memory, at, expected, timeout);
    }

    private static ulong WaitAddress(MemoryDescriptor* memory, ulong address, ulong offset, uint width)
    {
        ulong at = address + offset;
        if ((at & (width - 1)) != 0)
        {
            Trap.Throw(TrapKind.UnalignedAtomic);
        }

        if (at < address || !memory->Contains(at, width))
        {
            Trap.Throw(TrapKind.OutOfBoundsMemoryAccess);
        }

        return at;
    }

    private static void CheckShared(MemoryDescriptor* memory)
    {
        if (memory->Shared == 0)
        {
            Trap.Throw(TrapKind.ExpectedSharedMemory);
        }
    }
}
