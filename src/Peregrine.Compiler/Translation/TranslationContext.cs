using Peregrine.Compiler.Emission;
using Peregrine.Runtime.Layout;
using Peregrine.Validation;

namespace Peregrine.Compiler.Translation;

/// <summary>What all functions of a module have in common for their translation.</summary>
internal sealed class TranslationContext(ValidatedModule module, InstanceLayout layout, MemoryShape[] memories, EngineOptions options)
{
    private PinnedTypes? _types;

    public ValidatedModule Module => module;

    /// <summary>Where instances keep things.</summary>
    public InstanceLayout Layout => layout;

    /// <summary>What the embedder asked for; not changed.</summary>
    public EngineOptions Options => options;

    /// <summary>The shape of each memory.</summary>
    public MemoryShape[] Memories => memories;

    /// <summary>The module's types, for code that refers to them.</summary>
    public PinnedTypes Types => _types ?? Interlocked.CompareExchange(ref _types, new PinnedTypes(module.Types), null) ?? _types;

    public CompiledSignature Signature(DefinedType type) => CompiledSignature.Of(type.Function!);
}
