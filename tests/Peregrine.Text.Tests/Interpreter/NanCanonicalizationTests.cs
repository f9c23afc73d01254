using System.Runtime.Intrinsics;
using Peregrine.Instructions;
using Xunit;

namespace Peregrine.Text.Tests.Interpreter;

/// <summary>Which NaNs the option makes canonical, and which it leaves alone.</summary>
public class NanCanonicalizationTests
{
    private const uint Canonical32 = 0x7FC0_0000;
    private const ulong Canonical64 = 0x7FF8_0000_0000_0000;

    private static readonly uint[] s_nans32 = [0x7FC0_0000, 0xFFC0_0000, 0x7FC0_1234, 0xFFFF_FFFF, 0x7FA0_0000, 0x7F80_0001];
    private static readonly ulong[] s_nans64 = [0x7FF8_0000_0000_0000, 0xFFF8_0000_0000_0000, 0x7FF8_0000_1234_5678, 0xFFFF_FFFF_FFFF_FFFF, 0x7FF4_0000_0000_0000, 0x7FF0_0000_0000_0001];

    public static TheoryData<string> Marked => [.. Plain().Where(InstructionTable.CanonicalizesNan).Select(InstructionTable.Mnemonic)];

    public static TheoryData<string> OthersWithFloats => [.. Plain().Where(static opcode => !InstructionTable.CanonicalizesNan(opcode) && IsFloat(opcode)).Select(InstructionTable.Mnemonic)];

    [Fact]
    public void TheInstructionsWhoseNansAreOpenAreMarked()
    {
        string[] scalar = ["add", "sub", "mul", "div", "sqrt", "min", "max", "ceil", "floor", "trunc", "nearest"];
        string[] vector = [.. scalar, "relaxed_madd", "relaxed_nmadd", "relaxed_min", "relaxed_max"];
        string[] expected =
        [
            .. scalar.SelectMany(static name => new[] { $"f32.{name}", $"f64.{name}" }), .. vector.SelectMany(static name => new[] { $"f32x4.{name}", $"f64x2.{name}" }),
            "f32.demote_f64", "f64.promote_f32", "f32x4.demote_f64x2_zero", "f64x2.promote_low_f32x4",
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), Plain().Where(InstructionTable.CanonicalizesNan).Select(InstructionTable.Mnemonic).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Marked))]
    public void EveryNanOfAMarkedInstructionIsCanonical(string mnemonic)
    {
        using var function = new WatFunction(Text(mnemonic), new EngineOptions { Features = WasmFeatures.All, NanCanonicalization = true });
        var opcode = Find(mnemonic);
        for (int nan = 0; nan < s_nans32.Length; nan++)
        {
            var result = function.Invoke(Arguments(opcode, nan));
            switch (InstructionTable.NanShape(opcode))
            {
                case NanShape.F32:
                    Assert.Equal(Canonical32, (uint)result.Low);
                    break;
                case NanShape.F64:
                    Assert.Equal(Canonical64, result.Low);
                    break;
                case NanShape.F32x4:
                    Assert.All(Lanes<uint>(result).Take(opcode == Opcode.F32x4DemoteF64x2Zero ? 2 : 4), static lane => Assert.Equal(Canonical32, lane));
                    break;
                default:
                    Assert.All(Lanes<ulong>(result), static lane => Assert.Equal(Canonical64, lane));
                    break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(OthersWithFloats))]
    public void EveryOtherInstructionGivesTheSameBitsWithTheOption(string mnemonic)
    {
        using var with = new WatFunction(Text(mnemonic), new EngineOptions { Features = WasmFeatures.All, NanCanonicalization = true });
        using var without = new WatFunction(Text(mnemonic), new EngineOptions { Features = WasmFeatures.All });
        var opcode = Find(mnemonic);
        for (int nan = 0; nan < s_nans32.Length; nan++)
        {
            Assert.Equal(without.Invoke(Arguments(opcode, nan)), with.Invoke(Arguments(opcode, nan)));
        }
    }

    [Theory]
    [InlineData("f32.add (f32.const 1.5) (f32.const 2)", 0x4060_0000u)]
    [InlineData("f32.div (f32.const 0) (f32.const 0)", Canonical32)]
    [InlineData("f32.sub (f32.const -inf) (f32.const -inf)", Canonical32)]
    [InlineData("f32.sqrt (f32.const -1)", Canonical32)]
    [InlineData("f32.neg (f32.sqrt (f32.const -1))", 0xFFC0_0000u)]
    public void NumbersStayAndNansOfNumbersAreCanonical(string expression, uint bits)
    {
        using var function = new WatFunction($"(result f32) ({expression})", new EngineOptions { NanCanonicalization = true });

        Assert.Equal(bits, (uint)function.Invoke().Low);
    }

    [Fact]
    public void OtherLanesStayAsTheyAre()
    {
        using var function = new WatFunction("(param v128) (result v128) (f32x4.add (local.get 0) (v128.const f32x4 1 1 1 1))", new EngineOptions { NanCanonicalization = true });

        var result = function.Invoke(Vector128.Create(0f, BitConverter.UInt32BitsToSingle(0xFFC0_1234), -1f, float.PositiveInfinity).AsByte());

        Assert.Equal([0x3F80_0000u, Canonical32, 0u, 0x7F80_0000u], Lanes<uint>(result));
    }

    [Fact]
    public void ChainsThroughLocalsStackAndBranchesAreCanonicalAtEveryStep()
    {
        // Each step is observed on its own, so that results that live in the accumulator, in locals and on the stack are all looked at.
        using var function = new WatFunction(
            """
            (param f64 f64) (result i64) (local f64 i64)
            (local.set 2 (f64.mul (f64.add (local.get 0) (local.get 1)) (f64.const 2)))
            (local.set 3 (i64.reinterpret_f64 (local.get 2)))
            (local.set 3 (i64.and (local.get 3) (i64.reinterpret_f64 (local.tee 0 (f64.sub (f64.const 1) (local.get 0))))))
            (block (result i64)
              (drop (br_if 0 (i64.or (local.get 3) (i64.reinterpret_f64 (local.get 0))) (f64.ne (f64.min (local.get 0) (local.get 2)) (local.get 0))))
              (i64.const 0))
            """,
            new EngineOptions { NanCanonicalization = true });

        Assert.Equal(Canonical64, (ulong)function.Invoke(BitConverter.UInt64BitsToDouble(0xFFF8_0000_0000_0001), 1.0).AsInt64());
    }

    [Fact]
    public void WithoutTheOptionPayloadsPropagate()
    {
        using var function = new WatFunction("(param f64) (result f64) (f64.ceil (local.get 0))", new EngineOptions());

        Assert.Equal(0xFFF8_0000_0000_0001, function.Invoke(BitConverter.UInt64BitsToDouble(0xFFF8_0000_0000_0001)).Low);
    }

    /// <summary>Instructions on operands alone.</summary>
    private static IEnumerable<Opcode> Plain()
    {
        for (int row = 0; row < InstructionTable.Count; row++)
        {
            var opcode = (Opcode)row;
            if (InstructionTable.Shape(opcode) == ImmediateShape.None && InstructionTable.Results(opcode).Length == 1 && InstructionTable.Parameters(opcode).Length > 0)
            {
                yield return opcode;
            }
        }
    }

    private static bool IsFloat(Opcode opcode) => InstructionTable.Results(opcode)[0] is OperandType.F32 or OperandType.F64 || InstructionTable.Mnemonic(opcode)[0] == 'f';

    private static Opcode Find(string mnemonic) => Plain().Single(opcode => InstructionTable.Mnemonic(opcode) == mnemonic);

    private static string Text(string mnemonic)
    {
        var opcode = Find(mnemonic);
        string[] parameters = [.. InstructionTable.Parameters(opcode).ToArray().Select(Name)];
        string operands = string.Join(' ', parameters.Select(static (_, i) => $"(local.get {i})"));
        return $"(param {string.Join(' ', parameters)}) (result {Name(InstructionTable.Results(opcode)[0])}) ({mnemonic} {operands})";
    }

    private static string Name(OperandType type) => type.ToString().ToLowerInvariant();

    /// <summary>NaNs for all operands, another one for each.</summary>
    private static Value[] Arguments(Opcode opcode, int nan)
    {
        bool isDouble = InstructionTable.Mnemonic(opcode) is var mnemonic && (mnemonic.StartsWith("f64x2", StringComparison.Ordinal) ? !mnemonic.Contains("f32x4") : mnemonic.Contains("f64x2"));
        return [.. InstructionTable.Parameters(opcode).ToArray().Select((type, i) => Argument(type, (nan + i) % s_nans32.Length, isDouble))];
    }

    private static Value Argument(OperandType type, int nan, bool isDouble) => type switch
    {
        OperandType.I32 => s_nans32[nan],
        OperandType.I64 => s_nans64[nan],
        OperandType.F32 => BitConverter.UInt32BitsToSingle(s_nans32[nan]),
        OperandType.F64 => BitConverter.UInt64BitsToDouble(s_nans64[nan]),
        _ => isDouble
            ? Vector128.Create(s_nans64[nan], s_nans64[(nan + 1) % s_nans64.Length]).AsByte()
            : Vector128.Create(s_nans32[nan], s_nans32[(nan + 1) % 6], s_nans32[(nan + 2) % 6], s_nans32[(nan + 3) % 6]).AsByte(),
    };

    private static T[] Lanes<T>(Value value)
    {
        var lanes = new T[Vector128<T>.Count];
        value.AsVector128().As<byte, T>().CopyTo(lanes);
        return lanes;
    }
}
