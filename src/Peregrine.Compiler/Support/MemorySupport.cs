namespace Peregrine.Compiler.Support;

/// <summary>Memory instructions that are not plain accesses.</summary>
internal static class MemorySupport
{
    /// <summary><c>memory.grow</c></summary>
    public static long Grow(Instance instance, int memory, long delta) => instance.Memories[memory].Grow((ulong)delta);
}
