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
}
