using System.Reflection;
using System.Reflection.Emit;

namespace Peregrine.Compiler.Emission;

/// <summary>A way around RyuJIT's limits: the limits hold for the method that is compiled, not for what is inlined into it.</summary>
/// <remarks>
/// The code of a large function goes into a method that must be inlined, and a small method that does nothing but call it gets compiled.
/// An inlined method may have 32 locals at most, so the variables beyond live in structures of the outer method, whose addresses the inner
/// one gets; RyuJIT promotes their fields to registers again. Inlining has a budget that grows with the size of the outer method, so that one is
/// filled with instructions that do nothing.
/// </remarks>
internal sealed class LargeMethod
{
    private const int MostArguments = 32;
    private const int MostLocals = 32;

    // RyuJIT promotes so many fields of one structure.
    private const int FieldsPerBlock = 60;

    /// <summary>Variables that get a local of their own; the others that the inlined method may have are for what cannot be a field.</summary>
    private const int FreeLocals = 12;

    // The budget is 20 times the outer method's estimated cost of 3 for each byte; an inlined byte costs 2.
    private const int InlinedBytesPerNop = 25;
    private const int MostNops = 19_000;

    private readonly TypeBuilder[] _blocks;
    private readonly int _firstBlockArgument;
    private int _fields;
    private int _locals;

    private LargeMethod(TypeBuilder[] blocks, int firstBlockArgument)
    {
        _blocks = blocks;
        _firstBlockArgument = firstBlockArgument;
    }

    /// <summary>Whether more locals were needed than an inlined method may have.</summary>
    public bool HasFailed => _locals > MostLocals;

    /// <summary>Starts a large method; null when it cannot be one.</summary>
    /// <param name="module">Receives the blocks' types.</param>
    /// <param name="name">Unique in the module.</param>
    /// <param name="signature">The function's signature.</param>
    /// <param name="variables">How many variables there will be.</param>
    public static LargeMethod? TryCreate(ModuleBuilder module, string name, CompiledSignature signature, int variables)
    {
        int blocks = (Math.Max(0, variables - FreeLocals) + FieldsPerBlock - 1) / FieldsPerBlock;
        if (signature.ParameterTypes.Length + blocks > MostArguments)
        {
            return null;
        }

        var types = new TypeBuilder[blocks];
        for (int i = 0; i < blocks; i++)
        {
            types[i] = module.DefineType($"{name}.{i}", TypeAttributes.SequentialLayout | TypeAttributes.Sealed, typeof(ValueType));
        }

        return new LargeMethod(types, signature.ParameterTypes.Length);
    }

    /// <summary>The parameters of the inlined method.</summary>
    public Type[] ParameterTypes(CompiledSignature signature) => [.. signature.ParameterTypes, .. _blocks.Select(block => block.MakeByRefType())];

    /// <summary>A variable, as a local as long as there are some.</summary>
    /// <param name="il">The inlined method.</param>
    /// <param name="type">Its type.</param>
    /// <param name="isAddressed">Whether its address is taken: then it is a local, as a field would take its whole block out of registers.</param>
    public Variable Declare(ILGenerator il, Type type, bool isAddressed)
    {
        int block = _fields / FieldsPerBlock;
        if (isAddressed || type.IsByRef || _locals < FreeLocals || block == _blocks.Length)
        {
            _locals++;
            return new Variable(il.DeclareLocal(type));
        }

        var field = _blocks[block].DefineField($"v{_fields}", type, FieldAttributes.Public);
        _fields++;
        return new Variable(type, field, _firstBlockArgument + block);
    }

    /// <summary>Writes the outer method, and finishes the blocks' types.</summary>
    /// <param name="outer">Its generator; locals are initialized to zero.</param>
    /// <param name="inlined">The inlined method.</param>
    /// <param name="bytes">Its bytes of CIL.</param>
    /// <param name="signature">The function's signature.</param>
    public void WriteOuter(ILGenerator outer, MethodInfo inlined, int bytes, CompiledSignature signature)
    {
        for (int i = Math.Min(MostNops, 200 + (bytes / InlinedBytesPerNop)); i > 0; i--)
        {
            outer.Emit(OpCodes.Nop);
        }

        for (int i = 0; i < signature.ParameterTypes.Length; i++)
        {
            outer.Emit(OpCodes.Ldarg, (short)i);
        }

        foreach (var block in _blocks)
        {
            outer.Emit(OpCodes.Ldloca, outer.DeclareLocal(block.CreateType()));
        }

        outer.Emit(OpCodes.Call, inlined);
        outer.Emit(OpCodes.Ret);
    }
}
