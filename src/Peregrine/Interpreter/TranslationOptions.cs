namespace Peregrine.Interpreter;

/// <summary>What of an engine's options shows in the code of its modules.</summary>
/// <param name="NanCanonicalization">See <see cref="EngineOptions.NanCanonicalization"/>.</param>
/// <param name="DeterministicRelaxedSimd">See <see cref="EngineOptions.DeterministicRelaxedSimd"/>.</param>
internal readonly record struct TranslationOptions(bool NanCanonicalization, bool DeterministicRelaxedSimd)
{
    public TranslationOptions(EngineOptions options)
        : this(options.NanCanonicalization, options.DeterministicRelaxedSimd)
    {
    }
}
