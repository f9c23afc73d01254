using System.Runtime.CompilerServices;

namespace Peregrine.Runtime;

/// <summary>Makes host functions on bare slots from the forms that the API offers.</summary>
internal static unsafe class HostFunctions
{
    private const int InlineValues = 8;

    /// <summary>A host function from one that takes values.</summary>
    public static RawHostFunction Raw(FunctionType type, HostCallback callback)
    {
        var parameters = type.Parameters;
        var results = type.Results;
        return (caller, slots, references) =>
        {
            var inlineArguments = default(ValueBuffer);
            var inlineResults = default(ValueBuffer);
            var arguments = parameters.Length <= InlineValues ? ((Span<Value>)inlineArguments)[..parameters.Length] : new Value[parameters.Length];
            var values = results.Length <= InlineValues ? ((Span<Value>)inlineResults)[..results.Length] : new Value[results.Length];
            ValueSlots.Read(parameters.AsSpan(), slots, references, arguments);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Value.Default(results[i]);
            }

            callback(caller, arguments, values);
            for (int i = 0; i < values.Length; i++)
            {
                if (!ValueSlots.Has(values[i], results[i]))
                {
                    throw new InvalidOperationException($"type mismatch: result {i} of the host function should be {results[i]}, but is of kind {values[i].Kind}");
                }
            }

            ValueSlots.Write(values, slots, references);
        };
    }

    [InlineArray(InlineValues)]
    private struct ValueBuffer
    {
        private Value _first;
    }
}
