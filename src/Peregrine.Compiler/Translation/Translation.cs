using Peregrine.Compiler.Emission;

namespace Peregrine.Compiler.Translation;

/// <summary>What translating a function gave besides its CIL.</summary>
/// <param name="Size">How large it is.</param>
/// <param name="Offsets">An <see cref="OffsetMap"/>.</param>
/// <param name="CanBeInlined">Whether RyuJIT could inline it: not with try regions and tail calls.</param>
internal sealed record Translation(MethodSize Size, byte[] Offsets, bool CanBeInlined);
