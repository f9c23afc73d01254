namespace Peregrine.Runtime.Memories;

/// <summary>What the signal stub saw of an access beyond a guarded memory's length.</summary>
/// <param name="Address">The address that faulted.</param>
/// <param name="InstructionPointer">The address of the machine instruction that faulted.</param>
/// <param name="FirstArgument">The register of the first integer argument (RDI) at the fault.</param>
/// <param name="SecondArgument">The register of the second integer argument (RSI) at the fault.</param>
/// <param name="StackPointer">The stack pointer at the fault.</param>
internal readonly record struct FaultRecord(nuint Address, nuint InstructionPointer, nuint FirstArgument, nuint SecondArgument, nuint StackPointer)
{
    /// <summary>The base of the memory that was accessed.</summary>
    public unsafe byte* MemoryBase => GuardArena.BaseOfSlotAt(Address);

    /// <summary>The address that faulted, relative to the memory's base.</summary>
    public unsafe ulong MemoryAddress => Address - (nuint)MemoryBase;
}
