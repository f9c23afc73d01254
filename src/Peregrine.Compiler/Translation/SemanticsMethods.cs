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

    /// <summary>The method of an instruction, or null when there is none.</summary>
    public static SemanticsMethod? Find(Opcode opcode)
    {
        // Racing threads make equal objects, and any of them may win.
        return _methods[(int)opcode] ??= Make(opcode);
    }

    private static SemanticsMethod? Make(Opcode opcode)
    {
        var mnemonic = InstructionTable.Mnemonic(opcode);
        int dot = mnemonic.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !_byName.TryGetValue(mnemonic[..dot], out var type))
        {
            return null;
        }

        var name = string.Concat(mnemonic[(dot + 1)..].Split('.', '_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return type.GetMethod(name, BindingFlags.Public | BindingFlags.Static) is { } method ? new SemanticsMethod(method) : null;
    }
}
