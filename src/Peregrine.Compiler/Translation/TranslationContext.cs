using Peregrine.Runtime.Layout;
using Peregrine.Validation;

namespace Peregrine.Compiler.Translation;

/// <summary>What all functions of a module have in common for their translation.</summary>
/// <param name="Module">The module.</param>
/// <param name="Layout">Where its instances keep things.</param>
/// <param name="Memories">The shape of each memory.</param>
internal sealed record TranslationContext(ValidatedModule Module, InstanceLayout Layout, MemoryShape[] Memories)
{
    /// <summary>The signatures of the module's function types by type index, made at first use.</summary>
    public Emission.CompiledSignature Signature(DefinedType type) => Emission.CompiledSignature.Of(type.Function!);
}
