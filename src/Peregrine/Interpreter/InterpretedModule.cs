using Peregrine.Runtime.Layout;
using Peregrine.Validation;

namespace Peregrine.Interpreter;

/// <summary>What all instances of a module share in the interpreter: its code, made when a function is first called.</summary>
/// <remarks>Thread-safe. Code for memories with and without guard pages is kept apart.</remarks>
internal sealed unsafe class InterpretedModule(ValidatedModule module, InstanceLayout layout, TranslationOptions options)
{
    private readonly Half?[] _halves = new Half?[2];
    private readonly TypeHandles _types = new(module.Types);
    private readonly Lock _lock = new();

    public ValidatedModule Module => module;

    /// <summary>The function's code, translated now if it was not yet.</summary>
    /// <param name="function">Index of a defined function.</param>
    /// <param name="isGuarded">Whether memory 0 of the instance has guard pages.</param>
    public FunctionCode Code(int function, bool isGuarded)
    {
        lock (_lock)
        {
            var half = _halves[isGuarded ? 1 : 0] ??= new Half(module, layout, _types, options, isGuarded);
            return half.Code(function);
        }
    }

    /// <summary>The function's code if it was translated already.</summary>
    public FunctionCode? TryGetCode(int function, bool isGuarded) => _halves[isGuarded ? 1 : 0]?.TryGetCode(function);

    /// <summary>The code that an instruction belongs to, or null.</summary>
    public FunctionCode? Find(byte* pc)
    {
        lock (_lock)
        {
            return _halves[0]?.Find(pc) ?? _halves[1]?.Find(pc);
        }
    }

    private sealed class Half(ValidatedModule module, InstanceLayout layout, TypeHandles types, TranslationOptions options, bool isGuarded)
    {
        private readonly FunctionCode?[] _functions = new FunctionCode?[module.Functions.Length - module.ImportedFunctions];
        private readonly List<FunctionCode> _byAddress = [];
        private readonly CodeArena _arena = new();
        private Translator? _translator;

        public FunctionCode Code(int function)
        {
            ref var code = ref _functions[function - module.ImportedFunctions];
            if (code is null)
            {
                code = (_translator ??= new Translator(module, layout, _arena, types, options, isGuarded)).Translate(function);
                _byAddress.Insert(CountUpTo(code.Start), code);
            }

            return code;
        }

        public FunctionCode? TryGetCode(int function) => Volatile.Read(ref _functions[function - module.ImportedFunctions]);

        public FunctionCode? Find(byte* pc)
        {
            int count = CountUpTo(pc);
            return count > 0 && _byAddress[count - 1].Contains(pc) ? _byAddress[count - 1] : null;
        }

        /// <summary>Number of functions whose code begins at or before the address.</summary>
        private int CountUpTo(byte* pc)
        {
            int low = 0, high = _byAddress.Count;
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                if (_byAddress[middle].Start <= pc)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low;
        }
    }
}
