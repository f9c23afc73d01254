namespace Peregrine;

/// <summary>How accesses to a linear memory are kept inside it.</summary>
public enum MemoryMode
{
    /// <summary>Guard pages where the platform has them and the memory's type allows it, explicit checks elsewhere.</summary>
    Auto,

    /// <summary>
    /// No check: every address that a 32-bit index and a 32-bit offset can form lies inside the memory's own reservation, and what is not
    /// committed faults. The base never moves. Memories that cannot have it are checked.
    /// </summary>
    GuardPages,

    /// <summary>Engines compare each address with the memory's length.</summary>
    Checked,
}
