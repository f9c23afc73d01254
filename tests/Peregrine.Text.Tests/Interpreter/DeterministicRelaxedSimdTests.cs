using System.Reflection;
using System.Runtime.Intrinsics;
using Peregrine.Instructions;
using Peregrine.Semantics;
using Xunit;

namespace Peregrine.Text.Tests.Interpreter;

/// <summary>Relaxed instructions with the option give what the methods of the deterministic profile give.</summary>
public class DeterministicRelaxedSimdTests
{
    private static readonly Type[] s_classes = [typeof(I8x16), typeof(I16x8), typeof(I32x4), typeof(I64x2), typeof(F32x4), typeof(F64x2)];

    public static TheoryData<string> Relaxed => [.. Enumerable.Range(0, InstructionTable.Count).Where(static row => InstructionTable.Feature((Opcode)row).HasFlag(WasmFeatures.RelaxedSimd)).Select(static row => InstructionTable.Mnemonic((Opcode)row))];

    [Fact]
    public void ThereAreTwentyRelaxedInstructions() => Assert.Equal(20, ((IEnumerable<object[]>)Relaxed).Count());

    [Theory]
    [MemberData(nameof(Relaxed))]
    public void ResultsAreThoseOfTheDeterministicProfile(string mnemonic)
    {
        var method = Method(mnemonic, "Deterministic");
        using var function = Load(mnemonic, method.GetParameters().Length, isDeterministic: true);
        foreach (var operands in Operands(method.GetParameters().Length))
        {
            var expected = (Vector128<byte>)method.Invoke(null, [.. operands.Select(static v => (object)v)])!;
            Assert.Equal(expected, function.Invoke([.. operands.Select(static v => (Value)v)]).AsVector128());
        }
    }

    [Theory]
    [MemberData(nameof(Relaxed))]
    public void ResultsWithoutTheOptionAreThoseOfTheProcessor(string mnemonic)
    {
        var method = Method(mnemonic, "");
        using var function = Load(mnemonic, method.GetParameters().Length, isDeterministic: false);
        foreach (var operands in Operands(method.GetParameters().Length))
        {
            var expected = (Vector128<byte>)method.Invoke(null, [.. operands.Select(static v => (object)v)])!;
            Assert.Equal(expected, function.Invoke([.. operands.Select(static v => (Value)v)]).AsVector128());
        }
    }

    [Fact]
    public void MultiplyAddRoundsTwice()
    {
        using var function = Load("f64x2.relaxed_madd", 3, isDeterministic: true);
        double a = 1 + double.Pow(2, -30);

        // The product has bits beyond the 53rd: fused they would show in the sum.
        var result = function.Invoke(Vector128.Create(a).AsByte(), Vector128.Create(a).AsByte(), Vector128.Create(-(a * a)).AsByte());

        Assert.Equal(Vector128<double>.Zero, result.AsVector128().AsDouble());
    }

    [Fact]
    public void SwizzleGivesZeroForLanesBeyondFifteen()
    {
        using var function = Load("i8x16.relaxed_swizzle", 2, isDeterministic: true);

        Assert.Equal(Vector128<byte>.Zero, function.Invoke(Vector128.Create((byte)7), Vector128.Create((byte)0x10)).AsVector128());
    }

    private static WatFunction Load(string mnemonic, int operands, bool isDeterministic)
    {
        var indices = Enumerable.Range(0, operands);
        string text = $"(param {string.Join(' ', indices.Select(static _ => "v128"))}) (result v128) ({mnemonic} {string.Join(' ', indices.Select(static i => $"(local.get {i})"))})";
        return new WatFunction(text, new EngineOptions { Features = WasmFeatures.All, DeterministicRelaxedSimd = isDeterministic });
    }

    private static MethodInfo Method(string mnemonic, string suffix)
    {
        string[] parts = mnemonic.Split('.');
        string name = string.Concat(parts[1].Split('_').Select(static word => char.ToUpperInvariant(word[0]) + word[1..])) + suffix;
        return s_classes.Single(type => type.Name.Equals(parts[0], StringComparison.OrdinalIgnoreCase)).GetMethod(name)!;
    }

    /// <summary>Bytes of all sorts, and numbers among which infinities, NaNs and zeros of either sign are.</summary>
    private static IEnumerable<Vector128<byte>[]> Operands(int count)
    {
        var random = new Random(1);
        byte[] bytes = new byte[16];
        float[] floats = [0f, -0f, 1.1f, -3.7f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e30f, -3e9f, 16777217f];
        for (int i = 0; i < 200; i++)
        {
            var operands = new Vector128<byte>[count];
            for (int operand = 0; operand < count; operand++)
            {
                random.NextBytes(bytes);
                operands[operand] = (i % 3) switch
                {
                    0 => Vector128.Create(bytes),
                    1 => Vector128.Create(Float(), Float(), Float(), Float()).AsByte(),
                    _ => Vector128.Create((double)Float(), Float()).AsByte(),
                };
            }

            yield return operands;
        }

        float Float() => floats[random.Next(floats.Length)];
    }
}
