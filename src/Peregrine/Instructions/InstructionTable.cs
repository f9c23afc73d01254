namespace Peregrine.Instructions;

/// <summary>What is known of each instruction without looking at its context: the rows of defs/instructions.tsv.</summary>
internal static partial class InstructionTable
{
    private const ushort Unassigned = ushort.MaxValue;

    public static ImmediateShape Shape(Opcode opcode) => (ImmediateShape)ShapeBytes[(int)opcode];

    /// <summary>What the instruction needs: the feature that brought it (<see cref="WasmFeatures.Mvp"/> for those of WebAssembly 1.0), and floats or gc-types.</summary>
    public static WasmFeatures Feature(Opcode opcode) => FeatureFlags[(int)opcode];

    /// <summary>Width of the memory access in bytes; 0 for instructions without a memory argument. The natural alignment is the same number.</summary>
    public static int AccessWidth(Opcode opcode) => AccessBytes[(int)opcode];

    /// <summary>The shape of the result when the specification leaves the bits of a NaN in it open; <see cref="NanShape.None"/> for other results.</summary>
    /// <remarks><see href="https://webassembly.github.io/spec/core/exec/numerics.html#nan-propagation"/></remarks>
    public static NanShape NanShape(Opcode opcode) => (NanShape)NanBytes[(int)opcode];

    /// <summary>Whether a NaN result is made canonical under <see cref="EngineOptions.NanCanonicalization"/>.</summary>
    public static bool CanonicalizesNan(Opcode opcode) => NanBytes[(int)opcode] != 0;

    /// <summary>0xFB to 0xFE, or 0 for one-byte opcodes.</summary>
    public static byte Prefix(Opcode opcode) => PrefixBytes[(int)opcode];

    /// <summary>The opcode byte, or the number behind the prefix.</summary>
    public static int Code(Opcode opcode) => CodeWords[(int)opcode];

    /// <summary>True when operand and result types do not depend on context, address types apart.</summary>
    public static bool HasSignature(Opcode opcode) => SignatureBytes[(int)opcode] != 0;

    /// <summary>Operand types, first pushed first; empty without <see cref="HasSignature"/>.</summary>
    public static ReadOnlySpan<OperandType> Parameters(Opcode opcode)
    {
        var row = SignatureRow(opcode);
        return Types(row.Slice(2, row[0]));
    }

    /// <summary>Result types, first pushed first; empty without <see cref="HasSignature"/>.</summary>
    public static ReadOnlySpan<OperandType> Results(Opcode opcode)
    {
        var row = SignatureRow(opcode);
        return Types(row.Slice(2 + row[0], row[1]));
    }

    /// <summary>The name in the text format, UTF-8.</summary>
    public static ReadOnlySpan<byte> MnemonicUtf8(Opcode opcode) => Names[NameOffsets[(int)opcode]..NameOffsets[(int)opcode + 1]];

    /// <summary>The name in the text format; allocates.</summary>
    public static string Mnemonic(Opcode opcode) => System.Text.Encoding.UTF8.GetString(MnemonicUtf8(opcode));

    /// <summary>The opcode that <paramref name="prefix"/> (0 for none) and <paramref name="code"/> stand for.</summary>
    public static bool TryFind(byte prefix, uint code, out Opcode opcode)
    {
        ReadOnlySpan<ushort> page = prefix switch
        {
            0 => Page,
            0xFB => PageFB,
            0xFC => PageFC,
            0xFD => PageFD,
            0xFE => PageFE,
            _ => default,
        };
        opcode = code < (uint)page.Length ? (Opcode)page[(int)code] : (Opcode)Unassigned;
        return opcode != (Opcode)Unassigned;
    }

    private static ReadOnlySpan<byte> SignatureRow(Opcode opcode) => Signatures.Slice(SignatureBytes[(int)opcode] * 8, 8);

    private static ReadOnlySpan<OperandType> Types(ReadOnlySpan<byte> bytes) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, OperandType>(bytes);
}

/// <summary>The types that the instruction table's signatures speak of.</summary>
internal enum OperandType : byte
{
    /// <summary>The address type of the memory that the instruction names: i32 or i64.</summary>
    Address,

    /// <summary>i32</summary>
    I32,

    /// <summary>i64</summary>
    I64,

    /// <summary>f32</summary>
    F32,

    /// <summary>f64</summary>
    F64,

    /// <summary>v128</summary>
    V128,
}
