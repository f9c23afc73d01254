using System.Collections.Concurrent;
using System.Reflection;
using Peregrine.Instructions;
using Peregrine.Semantics;

namespace Peregrine.Compiler.Translation;

/// <summary>The methods of Peregrine.Semantics by instruction: the class is the mnemonic's first part, the method its rest.</summary>
internal static class SemanticsMethods
{
    private static readonly Type[] _classes =
    [
        typeof(I32), typeof(I64), typeof(F32), typeof(F64), typeof(V128), typeof(I8x16), typeof(I16x8), typeof(I32x4), typeof(I64x2), typeof(F32x4), typeof(F64x2),
    ];

    private static readonly Dictionary<string, Type> _byName = _classes.ToDictionary(type => type.Name.ToLowerInvariant());
    private static readonly SemanticsMethod?[] _methods = new SemanticsMethod?[InstructionTable.Count];
    private static readonly SemanticsMethod?[] _deterministic = new SemanticsMethod?[InstructionTable.Count];
    private static readonly ConcurrentDictionary<Type, SemanticsMethod> _canonicalizations = new();

    /// <summary>The method of an instruction, or null when there is none.</summary>
    /// <param name="opcode">The instruction.</param>
    /// <param name="isDeterministic">For relaxed instructions: the result that is the same on every processor.</param>
    public static SemanticsMethod? Find(Opcode opcode, bool isDeterministic = false)
    {
        // Racing threads make equal objects, and any of them may win.
        isDeterministic &= (InstructionTable.Feature(opcode) & WasmFeatures.RelaxedSimd) != 0;
        return isDeterministic
            ? _deterministic[(int)opcode] ??= Make(opcode, "Deterministic")
            : _methods[(int)opcode] ??= Make(opcode, "");
    }

    /// <summary>What makes a NaN that the instruction gives canonical.</summary>
    public static SemanticsMethod Canonicalization(Opcode opcode)
    {
        var mnemonic = InstructionTable.Mnemonic(opcode);
        var type = _byName[mnemonic[..mnemonic.IndexOf('.', StringComparison.Ordinal)]];
        return _canonicalizations.GetOrAdd(type, static key => new SemanticsMethod(key.GetMethod(nameof(F32.Canonicalize))!));
    }

    private static SemanticsMethod? Make(Opcode opcode, string suffix)
    {
        var mnemonic = InstructionTable.Mnemonic(opcode);
        int dot = mnemonic.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !_byName.TryGetValue(mnemonic[..dot], out var type))
        {
            return null;
        }

        var name = string.Concat(mnemonic[(dot + 1)..].Split('.', '_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + suffix;
        return type.GetMethod(name, BindingFlags.Public | BindingFlags.Static) is { } method ? new SemanticsMethod(method) : null;
    }
}
