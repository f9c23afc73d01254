using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using Peregrine.Instructions;

namespace Peregrine.Compiler.Translation;

/// <summary>An instruction without immediates that CIL has a short form for.</summary>
/// <param name="Codes">The CIL instructions; those that call take <paramref name="Method"/>.</param>
/// <param name="IsCommutative">Whether its two operands may be exchanged.</param>
/// <param name="Method">A method that RyuJIT knows, for <c>call</c>.</param>
internal sealed record PlainOperation(OpCode[] Codes, bool IsCommutative = false, MethodInfo? Method = null);

/// <summary>The scalar instructions for which plain CIL beats a call of the semantics: RyuJIT stops inlining in large methods.</summary>
internal static class PlainOperations
{
    private static readonly PlainOperation?[] _operations = Make();
    private static readonly (Comparison Comparison, bool IsKnown)[] _comparisons = MakeComparisons();

    public static PlainOperation? Find(Opcode opcode) => _operations[(int)opcode];

    public static bool TryFindComparison(Opcode opcode, out Comparison comparison)
    {
        (comparison, bool isKnown) = _comparisons[(int)opcode];
        return isKnown;
    }

    private static PlainOperation?[] Make()
    {
        var operations = new PlainOperation?[InstructionTable.Count];
        void Add(Opcode opcode, params OpCode[] codes) => operations[(int)opcode] = new PlainOperation(codes);
        void Commutative(OpCode code, params Opcode[] opcodes)
        {
            foreach (var opcode in opcodes)
            {
                operations[(int)opcode] = new PlainOperation([code], IsCommutative: true);
            }
        }

        void Calls(Opcode opcode, Type type, string name, Type parameter, params OpCode[] then)
        {
            var method = type.GetMethod(name, [parameter]) ?? throw new MissingMethodException(type.Name, name);
            operations[(int)opcode] = new PlainOperation([OpCodes.Call, .. then], Method: method);
        }

        Commutative(OpCodes.Add, Opcode.I32Add, Opcode.I64Add);
        Commutative(OpCodes.Mul, Opcode.I32Mul, Opcode.I64Mul);
        Commutative(OpCodes.And, Opcode.I32And, Opcode.I64And);
        Commutative(OpCodes.Or, Opcode.I32Or, Opcode.I64Or);
        Commutative(OpCodes.Xor, Opcode.I32Xor, Opcode.I64Xor);
        Add(Opcode.I32Sub, OpCodes.Sub);
        Add(Opcode.I64Sub, OpCodes.Sub);

        // Division by zero and overflow raise exceptions that the engine reports as traps.
        Add(Opcode.I32DivS, OpCodes.Div);
        Add(Opcode.I64DivS, OpCodes.Div);
        Add(Opcode.I32DivU, OpCodes.Div_Un);
        Add(Opcode.I64DivU, OpCodes.Div_Un);
        Add(Opcode.I32RemU, OpCodes.Rem_Un);
        Add(Opcode.I64RemU, OpCodes.Rem_Un);

        Calls(Opcode.I32Clz, typeof(BitOperations), nameof(BitOperations.LeadingZeroCount), typeof(uint));
        Calls(Opcode.I32Ctz, typeof(BitOperations), nameof(BitOperations.TrailingZeroCount), typeof(uint));
        Calls(Opcode.I32Popcnt, typeof(BitOperations), nameof(BitOperations.PopCount), typeof(uint));
        Calls(Opcode.I64Clz, typeof(BitOperations), nameof(BitOperations.LeadingZeroCount), typeof(ulong), OpCodes.Conv_I8);
        Calls(Opcode.I64Ctz, typeof(BitOperations), nameof(BitOperations.TrailingZeroCount), typeof(ulong), OpCodes.Conv_I8);
        Calls(Opcode.I64Popcnt, typeof(BitOperations), nameof(BitOperations.PopCount), typeof(ulong), OpCodes.Conv_I8);

        Add(Opcode.I32WrapI64, OpCodes.Conv_I4);
        Add(Opcode.I64ExtendI32S, OpCodes.Conv_I8);
        Add(Opcode.I64ExtendI32U, OpCodes.Conv_U8);
        Add(Opcode.I32Extend8S, OpCodes.Conv_I1);
        Add(Opcode.I32Extend16S, OpCodes.Conv_I2);
        Add(Opcode.I64Extend8S, OpCodes.Conv_I1, OpCodes.Conv_I8);
        Add(Opcode.I64Extend16S, OpCodes.Conv_I2, OpCodes.Conv_I8);
        Add(Opcode.I64Extend32S, OpCodes.Conv_I4, OpCodes.Conv_I8);

        // Not marked commutative, as the payload of a NaN result may depend on the order.
        foreach (var (add, subtract, multiply, divide, negate) in new[]
        {
            (Opcode.F32Add, Opcode.F32Sub, Opcode.F32Mul, Opcode.F32Div, Opcode.F32Neg),
            (Opcode.F64Add, Opcode.F64Sub, Opcode.F64Mul, Opcode.F64Div, Opcode.F64Neg),
        })
        {
            Add(add, OpCodes.Add);
            Add(subtract, OpCodes.Sub);
            Add(multiply, OpCodes.Mul);
            Add(divide, OpCodes.Div);
            Add(negate, OpCodes.Neg);
        }

        Calls(Opcode.F32Sqrt, typeof(MathF), nameof(MathF.Sqrt), typeof(float));
        Calls(Opcode.F64Sqrt, typeof(Math), nameof(Math.Sqrt), typeof(double));
        Calls(Opcode.F32Ceil, typeof(MathF), nameof(MathF.Ceiling), typeof(float));
        Calls(Opcode.F64Ceil, typeof(Math), nameof(Math.Ceiling), typeof(double));
        Calls(Opcode.F32Floor, typeof(MathF), nameof(MathF.Floor), typeof(float));
        Calls(Opcode.F64Floor, typeof(Math), nameof(Math.Floor), typeof(double));
        Calls(Opcode.F32Trunc, typeof(MathF), nameof(MathF.Truncate), typeof(float));
        Calls(Opcode.F64Trunc, typeof(Math), nameof(Math.Truncate), typeof(double));
        Calls(Opcode.F32Nearest, typeof(MathF), nameof(MathF.Round), typeof(float));
        Calls(Opcode.F64Nearest, typeof(Math), nameof(Math.Round), typeof(double));
        Calls(Opcode.F32Abs, typeof(MathF), nameof(MathF.Abs), typeof(float));
        Calls(Opcode.F64Abs, typeof(Math), nameof(Math.Abs), typeof(double));

        Add(Opcode.F32ConvertI32S, OpCodes.Conv_R4);
        Add(Opcode.F32ConvertI32U, OpCodes.Conv_U8, OpCodes.Conv_R4);
        Add(Opcode.F32ConvertI64S, OpCodes.Conv_R4);
        Add(Opcode.F64ConvertI32S, OpCodes.Conv_R8);
        Add(Opcode.F64ConvertI32U, OpCodes.Conv_U8, OpCodes.Conv_R8);
        Add(Opcode.F64ConvertI64S, OpCodes.Conv_R8);
        Add(Opcode.F64PromoteF32, OpCodes.Conv_R8);
        Add(Opcode.F32DemoteF64, OpCodes.Conv_R4);
        Calls(Opcode.I32ReinterpretF32, typeof(BitConverter), nameof(BitConverter.SingleToInt32Bits), typeof(float));
        Calls(Opcode.I64ReinterpretF64, typeof(BitConverter), nameof(BitConverter.DoubleToInt64Bits), typeof(double));
        Calls(Opcode.F32ReinterpretI32, typeof(BitConverter), nameof(BitConverter.Int32BitsToSingle), typeof(int));
        Calls(Opcode.F64ReinterpretI64, typeof(BitConverter), nameof(BitConverter.Int64BitsToDouble), typeof(long));
        return operations;
    }

    private static (Comparison, bool)[] MakeComparisons()
    {
        var comparisons = new (Comparison, bool)[InstructionTable.Count];

        // The instruction table lists them in the order of the enumeration.
        ReadOnlySpan<Comparison> integer =
        [
            Comparison.Equal, Comparison.NotEqual, Comparison.Less, Comparison.LessUnsigned, Comparison.Greater,
            Comparison.GreaterUnsigned, Comparison.LessOrEqual, Comparison.LessOrEqualUnsigned, Comparison.GreaterOrEqual, Comparison.GreaterOrEqualUnsigned,
        ];
        ReadOnlySpan<Comparison> floating =
        [
            Comparison.FloatEqual, Comparison.FloatNotEqual, Comparison.FloatLess, Comparison.FloatGreater, Comparison.FloatLessOrEqual, Comparison.FloatGreaterOrEqual,
        ];
        AddRun(Opcode.I32Eq, integer, comparisons);
        AddRun(Opcode.I64Eq, integer, comparisons);
        AddRun(Opcode.F32Eq, floating, comparisons);
        AddRun(Opcode.F64Eq, floating, comparisons);
        return comparisons;
    }

    private static void AddRun(Opcode first, ReadOnlySpan<Comparison> run, (Comparison, bool)[] comparisons)
    {
        for (int i = 0; i < run.Length; i++)
        {
            comparisons[(int)first + i] = (run[i], true);
        }
    }
}
