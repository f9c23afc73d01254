using Peregrine.Compiler.Translation;
using Peregrine.Runtime.Layout;
using Peregrine.Validation;

namespace Peregrine.Compiler.Execution;

/// <summary>The compiled code of a module: one variant for each combination of memory shapes among its instances.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ModuleCode(ValidatedModule module, InstanceLayout layout, EngineOptions options)
{
    private readonly Lock _lock = new();
    private readonly List<ModuleVariant> _variants = [];

    /// <summary>The variant that fits the instance's memories.</summary>
    public unsafe ModuleVariant Variant(Instance instance)
    {
        var shapes = new MemoryShape[instance.Memories.Length];
        for (int i = 0; i < shapes.Length; i++)
        {
            shapes[i] = MemoryShape.Of(instance.Memories[i].Storage.Descriptor);
        }

        lock (_lock)
        {
            var variant = _variants.Find(candidate => candidate.Context.Memories.AsSpan().SequenceEqual(shapes));
            if (variant is null)
            {
                variant = new ModuleVariant(new TranslationContext(module, layout, shapes, options), instance.Module.Name);
                _variants.Add(variant);
            }

            return variant;
        }
    }
}
