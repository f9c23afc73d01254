using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace Peregrine.Compiler.Emission;

/// <summary>The .NET signature of a compiled function: parameters, addresses for all results but the first, and the function's own descriptor.</summary>
/// <remarks>
/// The descriptor comes last, so that a call needs nothing below its arguments on the evaluation stack. From its descriptor a function
/// finds its instance's context at a constant distance, as descriptors of defined functions lie in the same block.
/// Signatures depend on the kinds of the values only; there is one object for each combination.
/// </remarks>
internal sealed class CompiledSignature
{
    private static readonly ConcurrentDictionary<string, CompiledSignature> _signatures = new();

    private CompiledSignature(ValKind[] parameters, ValKind[] results)
    {
        Parameters = parameters;
        Results = results;
        ReturnType = results.Length == 0 ? typeof(void) : ClrTypes.Of(results[0]);
        ParameterTypes =
        [
            .. parameters.Select(ClrTypes.Of),
            .. results.Skip(1).Select(kind => ClrTypes.Of(kind).MakeByRefType()),
            typeof(nint),
        ];
    }

    public ValKind[] Parameters { get; }

    public ValKind[] Results { get; }

    public Type ReturnType { get; }

    public Type[] ParameterTypes { get; }

    /// <summary>Number of results that are returned through addresses.</summary>
    public int ExtraResults => Math.Max(0, Results.Length - 1);

    /// <summary>Index of the argument that is the descriptor.</summary>
    public int SelfArgument => ParameterTypes.Length - 1;

    public static CompiledSignature Of(FunctionType type)
    {
        // One letter for each value, as the key.
        Span<char> key = type.Parameters.Length + type.Results.Length < 256 ? stackalloc char[type.Parameters.Length + type.Results.Length + 1] : new char[type.Parameters.Length + type.Results.Length + 1];
        int length = 0;
        foreach (var parameter in type.Parameters)
        {
            key[length++] = (char)('0' + (int)parameter.Kind);
        }

        key[length++] = ':';
        foreach (var result in type.Results)
        {
            key[length++] = (char)('0' + (int)result.Kind);
        }

        return _signatures.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var known)
            ? known
            : _signatures.GetOrAdd(key.ToString(), new CompiledSignature([.. type.Parameters.Select(p => p.Kind)], [.. type.Results.Select(r => r.Kind)]));
    }

    /// <summary>Index of the argument that is the address of a result; results count from 1, as the first is returned.</summary>
    public int ResultArgument(int result) => Parameters.Length + result - 1;

    /// <summary>Calls through the code address on top of the stack.</summary>
    public void EmitCall(ILGenerator il) => il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, ReturnType, ParameterTypes, null);
}
