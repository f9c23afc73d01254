using System.Reflection;
using System.Reflection.Emit;

namespace Peregrine.Compiler.Translation;

/// <summary>A method of Peregrine.Semantics, and its CIL where it can be copied into the code of a function.</summary>
/// <remarks>
/// Copying is what RyuJIT's inliner would do, but the inliner gives up in large methods, and a vector operation that is called costs
/// ten times one that is inlined. Hardware tests (<c>IsSupported</c>) are decided when the method is read.
/// </remarks>
internal sealed class SemanticsMethod
{
    /// <summary>Longer methods are called instead.</summary>
    private const int LongestBody = 40;

    public SemanticsMethod(MethodInfo method)
    {
        Method = method;
        Parameters = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        if (CilReader.TryRead(method, out var body, out var locals) && body.Length <= LongestBody)
        {
            Body = body;
            Locals = locals;
        }
    }

    public MethodInfo Method { get; }

    public Type[] Parameters { get; }

    /// <summary>The CIL, or null when the method has to be called.</summary>
    public CilInstruction[]? Body { get; }

    /// <summary>Types of the locals of <see cref="Body"/>.</summary>
    public Type[] Locals { get; } = [];

    /// <summary>How often the body reads a parameter.</summary>
    public int Reads(int parameter) => Body!.Count(instruction => instruction.Kind == CilKind.LoadArgument && instruction.Index == parameter);
}

/// <summary>What kind of instruction, as far as copying has to know.</summary>
internal enum CilKind : byte
{
    /// <summary>Copied as it is.</summary>
    Plain,
    LoadArgument,
    LoadLocal,
    StoreLocal,
    LoadLocalAddress,

    /// <summary>Jumps to the instruction numbered <see cref="CilInstruction.Index"/>.</summary>
    Branch,
    Return,
}

/// <summary>An instruction of a method that can be copied.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Code">The opcode; branches in their long form.</param>
/// <param name="Index">Index of the argument, local or target.</param>
/// <param name="Operand">The operand of a plain instruction: a method, type, field or number.</param>
internal readonly record struct CilInstruction(CilKind Kind, OpCode Code, int Index, object? Operand);
