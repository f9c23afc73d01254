namespace Peregrine.Runtime.Memories;

/// <summary>How accesses to a linear memory are kept inside it.</summary>
internal enum MemoryMode
{
    /// <summary>
    /// No check: every address that a 32-bit index and a 32-bit offset can form lies inside the memory's own reservation, and what is not
    /// committed faults (see <see cref="GuardPageTraps"/>). The base never moves.
    /// </summary>
    GuardPages,

    /// <summary>Engines compare each address with <see cref="MemoryDescriptor.Length"/>.</summary>
    Checked,
}
