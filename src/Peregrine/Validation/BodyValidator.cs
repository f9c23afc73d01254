using System.Runtime.ExceptionServices;
using Peregrine.Errors;
using Peregrine.Instructions;

namespace Peregrine.Validation;

/// <summary>Validates all function bodies, those of large modules on several threads.</summary>
internal static class BodyValidator
{
    // Below this many bytes a second thread costs more than it saves.
    private const int ParallelFrom = 256 * 1024;
    private const int BatchSize = 64;

    public static void Validate(ValidatedModule module)
    {
        var syntax = module.Syntax;
        if (syntax.Functions.Count != syntax.Bodies.Count)
        {
            throw Malformed.At(syntax.Binary.Length, "function and code section have inconsistent lengths");
        }

        if (syntax.Bodies.Count == 0)
        {
            return;
        }

        long size = (long)syntax.Bodies[^1].Range.End - syntax.Bodies[0].Range.Start;
        int workers = size < ParallelFrom ? 1 : Math.Min(Environment.ProcessorCount, syntax.Bodies.Count);
        Validate(module, workers);
    }

    /// <summary>Validates with a number of threads; of several errors the one in the first function is thrown.</summary>
    internal static void Validate(ValidatedModule module, int workers)
    {
        int end = module.Functions.Length;
        if (workers > 1)
        {
            new Batches(module).Run(workers);
            return;
        }

        var validator = new FunctionValidator(module);
        var lists = new InstructionLists();
        for (int function = module.ImportedFunctions; function < end; function++)
        {
            validator.Validate(function, lists);
        }
    }

    /// <summary>Hands out functions to workers, in order.</summary>
    private sealed class Batches(ValidatedModule module)
    {
        private readonly Lock _lock = new();
        private ExceptionDispatchInfo? _error;
        private int _errorFunction = int.MaxValue;
        private int _next = module.ImportedFunctions;

        public void Run(int workers)
        {
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ => Work());
            _error?.Throw();
        }

        private void Work()
        {
            var validator = new FunctionValidator(module);
            var lists = new InstructionLists();
            int count = module.Functions.Length;

            // Batches are taken in order, so that when one fails all before it are finished or under way.
            for (int first = Take(); first < count && first < Volatile.Read(ref _errorFunction); first = Take())
            {
                int end = Math.Min(first + BatchSize, count);
                for (int function = first; function < end; function++)
                {
                    try
                    {
                        validator.Validate(function, lists);
                    }
                    catch (WasmException exception)
                    {
                        Report(function, exception);
                        break;
                    }
                }
            }
        }

        private int Take() => Interlocked.Add(ref _next, BatchSize) - BatchSize;

        private void Report(int function, WasmException exception)
        {
            lock (_lock)
            {
                if (function < _errorFunction)
                {
                    _errorFunction = function;
                    _error = ExceptionDispatchInfo.Capture(exception);
                }
            }
        }
    }
}
