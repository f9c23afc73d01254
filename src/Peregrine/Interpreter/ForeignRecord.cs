using Peregrine.Runtime.Layout;

namespace Peregrine.Interpreter;

/// <summary>What a call into another instance leaves below the callee's frame: where to go on afterwards.</summary>
internal unsafe struct ForeignRecord
{
    /// <summary>Size in slots.</summary>
    public const int Slots = 4;

    public InstanceContext* Context;

    /// <summary>Return address of the call.</summary>
    public byte* ProgramCounter;

    public ulong* Frame;

    /// <summary>Number of slots that the results take.</summary>
    public long Results;
}
