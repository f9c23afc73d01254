using Peregrine.Runtime.Layout;
using Peregrine.Validation;

namespace Peregrine.Interpreter;

/// <summary>What all instances of a module share in the interpreter: its code, made when a function is first called.</summary>
/// <remarks>Thread-safe. Code for memories with and without guard pages is kept apart.</remarks>
internal sealed unsafe class InterpretedModule(ValidatedModule module, InstanceLayout layout)
{
    private readonly Half?[] _halves = new Half?[2];
    private readonly Lock _lock = new();

    public ValidatedModule Module => module;

    /// <summary>The function's code, translated now if it was not yet.</summary>
    /// <param name="function">Index of a defined function.</param>
    /// <param name="isGuarded">Whether memory 0 of the instance has guard pages.</param>
    public FunctionCode Code(int function, bool isGuarded)
    {
        lock (_lock)
        {
            var half = _halves[isGuarded ? 1 : 0] ??= new Half(module, layout, isGuarded);
            return half.Code(function);
        }
    }

    /// <summary>The function's code if it was translated already.</summary>
    public FunctionCode? TryGetCode(int function, bool isGuarded) => _halves[isGuarded ? 1 : 0]?.TryGetCode(function);

    /// <summary>The code that an instruction belongs to, or null.</summary>
    public FunctionCode? Find(byte* pc) => _halves[0]?.Find(pc) ?? _halves[1]?.Find(pc);

    private sealed class Half(ValidatedModule module, InstanceLayout layout, bool isGuarded)
    {
        private readonly FunctionCode?[] _functions = new FunctionCode?[module.Functions.Length - module.ImportedFunctions];
        private readonly CodeArena _arena = new();
        private Translator? _translator;

        public FunctionCode Code(int function)
        {
            ref var code = ref _functions[function - module.ImportedFunctions];
            return code ??= (_translator ??= new Translator(module, layout, _arena, isGuarded)).Translate(function);
        }

        public FunctionCode? TryGetCode(int function) => Volatile.Read(ref _functions[function - module.ImportedFunctions]);

        public FunctionCode? Find(byte* pc)
        {
            foreach (var function in _functions)
            {
                if (function is not null && function.Contains(pc))
                {
                    return function;
                }
            }

            return null;
        }
    }
}
