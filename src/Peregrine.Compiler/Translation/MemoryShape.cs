using Peregrine.Runtime.Memories;

namespace Peregrine.Compiler.Translation;

/// <summary>How code accesses one of a module's memories: code is compiled once for each combination that its instances have.</summary>
/// <param name="IsGuarded">Accesses are not checked, as the space behind the memory faults.</param>
/// <param name="IsShared">The memory never moves but other threads may make it longer.</param>
/// <param name="Is64">Addresses are i64.</param>
internal readonly record struct MemoryShape(bool IsGuarded, bool IsShared, bool Is64)
{
    /// <summary>Whether the base address stays the same for as long as the memory lives.</summary>
    public bool IsFixed => IsGuarded || IsShared;

    public static unsafe MemoryShape Of(MemoryDescriptor* memory) => new(memory->GuardPages != 0, memory->Shared != 0, memory->Is64 != 0);
}
