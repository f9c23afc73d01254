namespace Peregrine.Compiler.Emission;

/// <summary>How large a method is by the measures that make RyuJIT compile it without optimizing.</summary>
/// <param name="Bytes">Bytes of CIL.</param>
/// <param name="Instructions">CIL instructions.</param>
/// <param name="Blocks">Basic blocks, estimated from above.</param>
/// <param name="Variables">Locals.</param>
/// <param name="References">Instructions that name a local or an argument.</param>
internal readonly record struct MethodSize(int Bytes, int Instructions, int Blocks, int Variables, int References)
{
    /// <summary>Whether RyuJIT optimizes a method of this size.</summary>
    /// <remarks>The limits are those of the runtime's JIT since .NET 5, which has no way to change them in release builds.</remarks>
    public bool IsOptimized => Bytes <= 60_000 && Instructions <= 20_000 && Blocks <= 2_000 && Variables <= 1_990 && References <= 8_000;
}
