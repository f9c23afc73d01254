using Peregrine.Runtime;
using Peregrine.Runtime.Memories;

namespace Peregrine.Compiler.Support;

/// <summary>Memory instructions that are not plain accesses.</summary>
internal static unsafe class MemorySupport
{
    /// <summary><c>memory.grow</c></summary>
    public static long Grow(Instance instance, int memory, ulong delta) => instance.Memories[memory].Grow(delta);

    /// <summary><c>memory.copy</c></summary>
    public static void Copy(Instance instance, int destination, int source, ulong address, ulong sourceAddress, ulong count) =>
        Check(instance.Memories[destination].Storage.Copy(address, instance.Memories[source].Storage, sourceAddress, count));

    /// <summary><c>memory.fill</c></summary>
    public static void Fill(Instance instance, int memory, ulong address, int value, ulong count) =>
        Check(instance.Memories[memory].Storage.Fill(address, (byte)value, count));

    /// <summary><c>memory.init</c></summary>
    public static void Init(Instance instance, int segment, int memory, ulong address, ulong segmentOffset, ulong count) =>
        Check(instance.Memories[memory].Storage.Init(address, instance.Data(segment), segmentOffset, count));

    /// <summary><c>data.drop</c></summary>
    public static void Drop(Instance instance, int segment) => instance.DropData(segment);

    /// <summary><c>memory.atomic.notify</c></summary>
    public static int Notify(Instance instance, int memory, ulong offset, ulong address, int count)
    {
        var descriptor = instance.Memories[memory].Storage.Descriptor;
        return (int)WaiterTable.Notify(descriptor, EffectiveAddress(descriptor, offset, address, sizeof(uint)), (uint)count);
    }

    /// <summary><c>memory.atomic.wait32</c></summary>
    public static int Wait32(Instance instance, int memory, ulong offset, ulong address, int expected, long timeout)
    {
        var descriptor = instance.Memories[memory].Storage.Descriptor;
        ulong effective = EffectiveAddress(descriptor, offset, address, sizeof(uint));
        CheckShared(descriptor);
        return WaiterTable.Wait32(descriptor, effective, (uint)expected, timeout);
    }

    /// <summary><c>memory.atomic.wait64</c></summary>
    public static int Wait64(Instance instance, int memory, ulong offset, ulong address, long expected, long timeout)
    {
        var descriptor = instance.Memories[memory].Storage.Descriptor;
        ulong effective = EffectiveAddress(descriptor, offset, address, sizeof(ulong));
        CheckShared(descriptor);
        return WaiterTable.Wait64(descriptor, effective, (ulong)expected, timeout);
    }

    private static ulong EffectiveAddress(MemoryDescriptor* memory, ulong offset, ulong address, uint size)
    {
        ulong effective = unchecked(offset + address);
        if (effective < offset || !memory->Contains(effective, size))
        {
            Trap.Throw(TrapKind.OutOfBoundsMemoryAccess);
        }

        if (effective % size != 0)
        {
            Trap.Throw(TrapKind.UnalignedAtomic);
        }

        return effective;
    }

    private static void CheckShared(MemoryDescriptor* memory)
    {
        if (memory->Shared == 0)
        {
            Trap.Throw(TrapKind.ExpectedSharedMemory);
        }
    }

    private static void Check(bool isInside)
    {
        if (!isInside)
        {
            Trap.Throw(TrapKind.OutOfBoundsMemoryAccess);
        }
    }
}
